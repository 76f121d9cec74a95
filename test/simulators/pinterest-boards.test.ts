import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { boards, openWorld, type Pinner, scopes, secretScopes, type World } from './pinterest-world.ts'

describe('the simulated Pinterest lists as Pinterest does', () => {
  let world: World
  let alice: Pinner
  beforeAll(async () => {
    world = await openWorld()
  })
  beforeEach(async () => {
    world.reset()
    alice = await world.connect()
  })
  afterAll(() => world.close())

  const namesOf = async (user: Pinner, query = '') =>
    (await user.get(`/boards${query}`)).body.items.map((board: { name: string }) => board.name).sort()

  test('own boards and group boards, secret ones with their scope only', async () => {
    expect(await namesOf(alice)).toEqual(['Inspiration', 'Recipes'])
    expect(await namesOf(await world.connect('bob'))).toEqual(['Recipes', 'Workshop'])
    expect(await namesOf(await world.connect('carol'))).toEqual([])
    const whole = await world.connect('alice', [...scopes, ...secretScopes])
    expect(await namesOf(whole)).toEqual(['Inspiration', 'Recipes', 'Surprise party'])
    expect(await namesOf(whole, '?privacy=SECRET')).toEqual(['Surprise party'])
    expect(await namesOf(whole, '?privacy=PUBLIC_AND_SECRET')).toHaveLength(3)
    expect((await whole.pin({ board_id: boards.secret })).status).toBe(201)
    expect((await alice.get('/boards?privacy=HIDDEN')).status).toBe(400)
  })

  test('bookmarks lead through every board once and end with null', async () => {
    await world.settings({ rate_limits: false })
    for (let n = 0; n < 30; n++) await alice.post('/boards', { name: `Board ${n}` })
    const first = (await alice.get('/boards')).body
    expect(first.items).toHaveLength(25)
    const second = (await alice.get(`/boards?bookmark=${encodeURIComponent(first.bookmark)}`)).body
    expect(second.bookmark).toBeNull()
    const ids = [...first.items, ...second.items].map((board) => board.id)
    expect(new Set(ids).size).toBe(32)
    expect((await alice.get('/boards?page_size=250')).body).toMatchObject({ bookmark: null })
    for (const query of ['page_size=0', 'page_size=251', 'page_size=x', 'bookmark=%20nonsense'])
      expect((await alice.get(`/boards?${query}`)).status, query).toBe(400)
    const elsewhere = `/boards/${boards.inspiration}/pins?bookmark=${encodeURIComponent(first.bookmark)}`
    expect((await alice.get(elsewhere)).status).toBe(400)
  })

  test.each(['newest', 'oldest', 'shuffled'])(
    'Pins can be listed %s, bookmarks hold',
    async (listing_order) => {
      await world.settings({ listing_order })
      const made: string[] = []
      for (let n = 0; n < 7; n++) made.push((await alice.pin({ title: `${n}` })).body.id)
      const read: string[] = []
      for (let bookmark: string | null = ''; bookmark !== null; ) {
        const path = `/boards/${boards.inspiration}/pins?page_size=3&bookmark=${encodeURIComponent(bookmark)}`
        const { body } = await alice.get(path)
        read.push(...body.items.map((pin: { id: string }) => pin.id))
        bookmark = body.bookmark
      }
      expect(read.toSorted()).toEqual(made.toSorted())
      if (listing_order === 'newest') expect(read).toEqual(made.toReversed())
      if (listing_order === 'oldest') expect(read).toEqual(made)
      if (listing_order === 'shuffled') expect(read).not.toEqual(made.toReversed())
    },
  )

  test('a board counts its Pins and says when they changed', async () => {
    const before = (await alice.get(`/boards/${boards.inspiration}`)).body
    expect(before).toMatchObject({ pin_count: 0, owner: { username: 'alice' } })
    const { body: pin } = await alice.pin()
    const after = (await alice.get(`/boards/${boards.inspiration}`)).body
    expect(after).toMatchObject({ pin_count: 1, board_pins_modified_at: pin.created_at })
    expect(after.media.pin_thumbnail_urls).toHaveLength(1)
    expect((await fetch(after.media.image_cover_url)).headers.get('content-type')).toBe('image/jpeg')
  })

  test('boards are made once per name, renamed and deleted with their Pins', async () => {
    const { status, body } = await alice.post('/boards', { name: 'Chairs', description: 'of oak' })
    expect([status, body.privacy, body.pin_count]).toEqual([201, 'PUBLIC', 0])
    expect((await alice.post('/boards', { name: 'chairs' })).status).toBe(400)
    expect((await alice.post('/boards', { name: '' })).status).toBe(400)
    expect((await alice.post('/boards', { name: 'Hidden', privacy: 'SECRET' })).status).toBe(403)
    expect((await alice.patch(`/boards/${body.id}`, { name: 'Stools' })).body.name).toBe('Stools')
    await alice.pin({ board_id: body.id })
    const bob = await world.connect('bob')
    expect((await bob.remove(`/boards/${body.id}`)).status).toBe(403)
    expect((await alice.remove(`/boards/${body.id}`)).status).toBe(204)
    expect(world.ledger()).toEqual([])
    expect(await alice.get(`/boards/${body.id}`)).toMatchObject({ status: 404, body: { code: 40 } })
    expect(await alice.get(`/boards/${body.id}/pins`)).toMatchObject({ status: 404, body: { code: 404 } })
  })

  test('sections are listed, made and removed, and hold Pins', async () => {
    const path = `/boards/${boards.recipes}/sections`
    expect((await alice.get(path)).body.items).toHaveLength(2)
    const { status, body } = await alice.post(path, { name: 'Soup' })
    expect(status).toBe(201)
    await alice.pin({ board_id: boards.recipes, board_section_id: body.id })
    expect((await alice.get(`${path}/${body.id}/pins`)).body.items).toHaveLength(1)
    expect((await alice.remove(`${path}/${body.id}`)).status).toBe(204)
    expect((await alice.get(`${path}/${body.id}/pins`)).body.code).toBe(2031)
  })

  test("one's own Pins are filtered by kind and origin", async () => {
    const { id } = (await alice.pin()).body
    await alice.post(`/pins/${id}/save`, { board_id: boards.recipes })
    const count = async (query: string) => (await alice.get(`/pins?${query}`)).body.items?.length
    expect(await count('')).toBe(2)
    expect(await count('pin_filter=exclude_repins')).toBe(1)
    expect(await count('creative_types=VIDEO')).toBe(0)
    expect(await count('creative_types=REGULAR,VIDEO')).toBe(2)
    expect((await alice.get('/pins?creative_types=STORY')).status).toBe(400)
    expect((await alice.get('/pins?pin_metrics=true')).body.items[0].pin_metrics['90d']).toBeDefined()
  })
})
