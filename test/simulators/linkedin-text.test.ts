import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bakery, cycles, type Member, openWorld, type World } from './linkedin-world.ts'

describe('the simulated LinkedIn reads commentaries as little text', () => {
  let linkedin: World
  let alice: Member
  beforeAll(async () => {
    linkedin = await openWorld()
  })
  beforeEach(async () => {
    linkedin.simulator.reset()
    alice = await linkedin.connect()
  })
  afterAll(() => linkedin.simulator.close())

  const read = async (commentary: string) => {
    expect((await alice.publish(commentary)).status).toBe(201)
    const { text, extra } = linkedin.ledger().at(-1)!
    return { text, ...extra }
  }

  test('all 15 reserved signs are literal behind a backslash, and nothing is cut', async () => {
    const signs = '\\|{}@[]()<>#*_~'
    const commentary = [...`a ${signs} z`].map((one) => (signs.includes(one) ? `\\${one}` : one)).join('')
    expect(await read(commentary)).toMatchObject({ text: `a ${signs} z`, cut: false })
  })

  test.each([...'|{}@[]()<>*_~'])('a bare %s cuts the text there, and the answer is 201', async (sign) => {
    expect(await read(`Bread ${sign}today`)).toMatchObject({ text: 'Bread ', cut: true })
  })

  test.each([
    ['a # before nothing', 'Bread # today', 'Bread '],
    ['a backslash before a letter', 'Bread \\today', 'Bread '],
    ['a backslash at the end', 'Bread\\', 'Bread'],
    ['a mention without its URN', 'Hello @[Bob]', 'Hello '],
    ['an underscore in a bare hashtag', '#rye_bread', '#rye'],
  ])('%s cuts too', async (_, commentary, text) => {
    expect(await read(commentary)).toMatchObject({ text, cut: true })
  })

  test('hashtags are tags bare and as templates, and plain text when escaped', async () => {
    expect(await read('#rye {hashtag|\\#|rye\\_bread} \\#plain #größe #パン')).toMatchObject({
      text: '#rye #rye_bread #plain #größe #パン',
      hashtags: ['rye', 'rye_bread', 'größe', 'パン'],
      cut: false,
    })
  })

  test('a mention links only by the exact name, reserved signs escaped within it', async () => {
    const bob = await linkedin.connect('bob')
    const commentary = `@[Bluebird Bakery](${bakery}) @[bluebird bakery](${bakery}) @[Harbor Cycles \\(Kiel\\)](${cycles}) @[Bob](${bob.urn}) @[Robert](${bob.urn})`
    expect(await read(commentary)).toMatchObject({
      text: 'Bluebird Bakery bluebird bakery Harbor Cycles (Kiel) Bob Robert',
      mentions: [bakery, cycles, bob.urn],
      cut: false,
    })
  })

  test('emoji and right-to-left text stay whole', async () => {
    const text = '👩🏽‍🍳 خبز طازج 🥖 לחם'
    expect(await read(text)).toMatchObject({ text, cut: false })
  })

  test('emoji count as two, unless told otherwise', async () => {
    expect((await alice.publish('🥖'.repeat(1500))).status).toBe(201)
    expect((await alice.publish('🥖'.repeat(1501))).status).toBe(400)
    await linkedin.settings({ length_unit: 'code_points' })
    expect((await alice.publish('🥖'.repeat(3000))).status).toBe(201)
  })

  test('what is read back is little text again', async () => {
    await alice.publish(`\\(1\\) #rye @[Bluebird Bakery](${bakery}) lost: (2)`, { author: bakery })
    linkedin.advance(1000)
    const found = await alice.get(`/rest/posts?q=author&author=${encodeURIComponent(bakery)}`)
    expect(found.body.elements[0].commentary).toBe(
      `\\(1\\) {hashtag|\\#|rye} @[Bluebird Bakery](${bakery}) lost: `,
    )
  })

  test('comments are no little text', async () => {
    const urn = await alice.urnOf(alice.publish('post'))
    await alice.post(`/rest/socialActions/${encodeURIComponent(urn)}/comments`, {
      actor: alice.urn,
      object: urn,
      message: { text: '(see) #rye' },
    })
    expect(linkedin.ledger()[1]!.text).toBe('(see) #rye')
  })
})
