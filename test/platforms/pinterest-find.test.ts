import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Armed, PostContext } from '../../shared/platforms/contract.ts'
import * as pinterest from '../../shared/platforms/pinterest/index.ts'
import { film, picture } from './pinterest-files.ts'
import { failureOf, inspiration, openWorld, recipes, type World } from './pinterest-world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld({ settings: { rate_limits: false } })
})
beforeEach(() => world.simulator.reset())
afterAll(() => world.close())

const options = { title: 'Blue hour', link: 'https://Shop.example/blue/?ref=pin' }
const draft = { text: 'Evening  light\nover 🌆', options, files: [picture({ alt_text: 'a wall' })] }

const find = (context: PostContext, armed: Armed) => pinterest.publisher.find(context, armed)

/** Sends the one request and loses its answer after it took effect. */
const lose = async (ready: PostContext, kind = 'drop_after') => {
  await world.fault({ route: 'POST /v5/pins', kind })
  const sent = await world.commit(ready)
  expect(sent.made).toBeUndefined()
  return sent.armed
}

describe('after a lost answer', () => {
  it('a Pin that landed is found, with its address and time', async () => {
    const ready = await world.prepare(await world.job(draft))
    const armed = await lose(ready)
    const [live] = world.simulator.ledger()
    const created_at = Math.floor(Date.parse(live?.created_at ?? '') / 1000) * 1000
    expect(await find(ready, armed)).toEqual({
      kind: 'seen',
      posts: [{ id: live?.id, url: `${world.simulator.url}/pin/${live?.id}/`, created_at }],
    })
  })

  it.each(['upload_timeout', 'server_error'])('%s that took effect is found', async (kind) => {
    const ready = await world.prepare(await world.job(draft))
    const armed = await lose(ready, kind)
    expect(await find(ready, armed)).toMatchObject({ kind: 'seen', posts: [{}] })
  })

  it('a carousel and a video Pin are found as well', async () => {
    const carousel = await world.prepare(
      await world.job({ text: 'many', post_type: 'carousel', files: [picture(), picture()] }),
    )
    const video = await world.prepare(
      await world.job({ text: 'many', post_type: 'video', files: [await film()] }),
    )
    const carouselArmed = await lose(carousel)
    expect(await find(video, carouselArmed)).toMatchObject({ kind: 'seen', posts: [] })
    const videoArmed = await lose(video)
    const [first, second] = world.simulator.ledger()
    expect(await find(carousel, carouselArmed)).toMatchObject({ posts: [{ id: first?.id }] })
    expect(await find(video, videoArmed)).toMatchObject({ posts: [{ id: second?.id }] })
  })

  it('a Pin that never landed is not seen', async () => {
    const ready = await world.prepare(await world.job(draft))
    expect(await find(ready, await lose(ready, 'drop_before'))).toEqual({ kind: 'seen', posts: [] })
  })

  it('a Pin that shows late is seen late, and looked for long enough', async () => {
    const ready = await world.prepare(await world.job(draft))
    await world.fault({ route: 'POST /v5/pins', kind: 'listing_lag', ms: 300_000 })
    const armed = await lose(ready)
    expect(await find(ready, armed)).toEqual({ kind: 'seen', posts: [] })
    world.clock.advance(301_000)
    expect(await find(ready, armed)).toMatchObject({ posts: [{}] })
    expect(pinterest.definition.settlingMs).toBeGreaterThan(300_000)
  })

  it.each(['none', 'utc'])('times are read with the zone %s', async (created_at_zone) => {
    await world.settings({ created_at_zone })
    const ready = await world.prepare(await world.job(draft))
    expect(await find(ready, await lose(ready))).toMatchObject({ posts: [{}] })
  })

  it.each(['as_sent', 'normalised', 'without_query'])(
    'a link that is read back %s is known',
    async (link_readback) => {
      await world.settings({ link_readback })
      const ready = await world.prepare(await world.job(draft))
      expect(await find(ready, await lose(ready))).toMatchObject({ posts: [{}] })
    },
  )

  it.each(['newest', 'oldest', 'shuffled'])(
    'a listing in the order %s is read as far as needed',
    async (listing_order) => {
      await world.settings({ listing_order })
      const filler = await world.job({ files: [picture()] })
      for (let made = 0; made < 260; made += 1)
        await world.commit({ ...filler, content: { ...filler.content, text: `other ${made}` } })
      world.clock.advance(600_000)
      const ready = await world.prepare(await world.job(draft))
      const armed = await lose(ready)
      expect(await find(ready, armed)).toMatchObject({ kind: 'seen', posts: [{}] })
    },
    60_000,
  )
})

describe('what is not taken for ours', () => {
  it('an equal Pin that was on the board before', async () => {
    await world.publish(await world.job(draft))
    const ready = await world.prepare(await world.job(draft))
    const armed = await lose(ready, 'drop_before')
    expect(await find(ready, armed)).toEqual({ kind: 'seen', posts: [] })
  })

  it('an older equal Pin', async () => {
    const ready = await world.prepare(await world.job(draft))
    await world.commit(ready)
    world.clock.advance(600_000)
    expect(await find(ready, await lose(ready, 'drop_before'))).toEqual({ kind: 'seen', posts: [] })
  })

  it.each([
    ['on another board', { board: recipes }],
    ['with other words', { text: 'Morning' }],
    ['with another title', { options: { ...options, title: 'Red hour' } }],
    ['with another alternative text', { files: [picture({ alt_text: 'a door' })] }],
  ])('one %s', async (_, change) => {
    const ready = await world.prepare(await world.job(draft))
    await world.commit(await world.prepare(await world.job({ ...draft, ...change })))
    expect(await find(ready, await lose(ready, 'drop_before'))).toEqual({ kind: 'seen', posts: [] })
  })

  it("somebody else's on the same board", async () => {
    const ready = await world.prepare(await world.job({ ...draft, board: recipes }))
    await world.commit(await world.prepare(await world.job({ ...draft, board: recipes }, 'bob')))
    expect(await find(ready, await lose(ready, 'drop_before'))).toEqual({ kind: 'seen', posts: [] })
  })
})

describe('what leaves the outcome open', () => {
  it('the same words with another link', async () => {
    const ready = await world.prepare(await world.job(draft))
    const other = { ...draft, options: { ...options, link: 'https://other.example/' } }
    await world.commit(await world.prepare(await world.job(other)))
    expect(await find(ready, await lose(ready, 'drop_before'))).toMatchObject({
      kind: 'unknown',
      failure: { row: 'other-link' },
    })
  })

  it('a board that was changed later than the Pins it shows', async () => {
    const ready = await world.prepare(await world.job(draft))
    const armed = await lose(ready, 'drop_before')
    const board_pins_modified_at = new Date(armed.armed_at + 3_000).toISOString().slice(0, 19)
    await world.fault({
      route: 'GET /v5/boards/:board_id',
      kind: 'status',
      status: 200,
      body: { id: inspiration, name: 'Inspiration', board_pins_modified_at },
    })
    expect(await find(ready, armed)).toMatchObject({ kind: 'unknown', failure: { row: 'board-ahead' } })
    expect(await find(ready, armed)).toEqual({ kind: 'seen', posts: [] })
  })

  it('a listing that is refused, or a board that is gone', async () => {
    const ready = await world.prepare(await world.job(draft))
    const armed = await lose(ready)
    await world.fault({ route: 'GET /v5/boards/:board_id/pins', kind: 'token_dead' })
    expect(await failureOf(find(ready, armed))).toMatchObject({ class: 'reauth' })
    await world.fault({ route: 'GET /v5/boards/:board_id/pins', kind: 'status', status: 200, body: {} })
    expect(await failureOf(find(ready, armed))).toMatchObject({ row: 'unreadable-answer' })
  })
})

describe('two equal Pins', () => {
  it('are both told', async () => {
    const first = await world.prepare(await world.job(draft))
    const second = await world.prepare(await world.job(draft))
    await world.commit(first)
    expect(await find(second, await lose(second))).toMatchObject({ kind: 'seen', posts: [{}, {}] })
  })

  it('once a try was lost, what is on the board is not counted as there before', async () => {
    const ready = await world.prepare(await world.job(draft))
    const armed = await lose(ready)
    const again: PostContext = { ...ready, handles: {}, steps: [{ first_armed_at: armed.armed_at }] }
    const anew = await world.prepare(again)
    expect(anew.handles.known).toEqual([])
    expect(await find(anew, armed)).toMatchObject({ posts: [{}] })
  })
})
