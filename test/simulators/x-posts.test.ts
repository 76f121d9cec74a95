import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, type World, type XUser } from './x-world.ts'

describe('the simulated X takes posts by the rules of X', () => {
  let x: World
  let alice: XUser
  beforeAll(async () => {
    x = await openWorld()
  })
  beforeEach(async () => {
    x.simulator.reset()
    alice = await x.connect()
  })
  afterAll(() => x.simulator.close())

  test('a post gets a snowflake id of its time and stands in the ledger', async () => {
    const before = x.simulator.clock.now()
    const answer = await alice.tweet('Hello & welcome <all>')
    expect(answer.status).toBe(201)
    const { id, text } = answer.body.data
    expect(answer.body.data).toEqual({ id, text: 'Hello & welcome <all>', edit_history_tweet_ids: [id] })
    expect(text).toBe('Hello & welcome <all>')
    const created = Number((BigInt(id) >> 22n) + 1288834974657n)
    expect(created - before).toBeLessThan(1000)
    expect(created).toBeGreaterThanOrEqual(before)
    expect(x.ledger()).toMatchObject([
      {
        id,
        account: { username: 'alice' },
        text: 'Hello & welcome <all>',
        type: 'post',
        created_at: new Date(created).toISOString(),
        request_id: answer.headers.get('x-transaction-id'),
      },
    ])
    const page = await x.send('GET', new URL(x.ledger()[0]!.url).pathname)
    expect(page.body).toContain('Hello &amp; welcome &lt;all&gt;')
    expect((await x.send('GET', `/i/web/status/${id}`)).headers.get('location')).toBe(x.ledger()[0]!.url)
  })

  test('links become t.co in the answer, also those without a scheme', async () => {
    const { text } = (await alice.tweet('see https://a.example.com/x?y=1 or example.com, #now')).body.data
    expect(text).toMatch(/^see https:\/\/t\.co\/\w{10} or https:\/\/t\.co\/\w{10}, #now$/)
  })

  test.each([
    ['an unknown key', { text: 'a', client_ref: '1' }, /client_ref: is not defined in the schema/],
    [
      'an unknown key inside',
      { text: 'a', media: { media_ids: ['1'], alt: 'x' } },
      /media\.alt: is not defined/,
    ],
    [
      'a reply without its parent',
      { text: 'a', reply: {} },
      /in_reply_to_tweet_id: is missing but it is required/,
    ],
    ['a poll of one option', { text: 'a', poll: { options: ['a'], duration_minutes: 5 } }, /poll\.options/],
    [
      'a poll that is too short',
      { text: 'a', poll: { options: ['a', 'b'], duration_minutes: 4 } },
      /duration/,
    ],
    ['everyone as reply settings', { text: 'a', reply_settings: 'everyone' }, /reply_settings/],
    ['an id as a number', { text: 'a', media: { media_ids: [1] } }, /media_ids\[0\]/],
    ['nothing at all', {}, /text/],
  ])('%s is an invalid request', async (_, body, message) => {
    const answer = await alice.post('/2/tweets', body)
    expect(answer).toMatchObject({
      status: 400,
      body: {
        title: 'Invalid Request',
        detail: 'One or more parameters to your request was invalid.',
        type: 'https://api.twitter.com/2/problems/invalid-request',
      },
    })
    expect(answer.body.errors[0].message).toMatch(message)
    expect(x.ledger()).toEqual([])
  })

  test('malformed JSON is an invalid request', async () => {
    const headers = {
      authorization: `Bearer ${alice.tokens.access_token}`,
      'content-type': 'application/json',
    }
    const answer = await x.send('POST', '/2/tweets', { headers, body: '{"text":' })
    expect(answer).toMatchObject({ status: 400, body: { title: 'Invalid Request' } })
  })

  test('a poll excludes media', async () => {
    const poll = { options: ['yes', 'no'], duration_minutes: 60 }
    const both = await alice.tweet('?', { poll, media: { media_ids: ['1'] } })
    expect(both.body.errors[0].message).toBe(
      'You can only provide one of poll or quote_tweet_id or direct_message_deep_link or media or card_uri.',
    )
    expect((await alice.tweet('?', { poll })).status).toBe(201)
    expect(x.ledger()[0]).toMatchObject({ type: 'poll', extra: { poll: { options: ['yes', 'no'] } } })
  })

  test('length is weighted: links 23, emoji and CJK 2', async () => {
    const notPermitted = { status: 403, body: { detail: 'You are not permitted to perform this action.' } }
    expect((await alice.tweet('a'.repeat(280))).status).toBe(201)
    expect(await alice.tweet('b'.repeat(281))).toMatchObject(notPermitted)
    expect((await alice.tweet('語'.repeat(140))).status).toBe(201)
    expect(await alice.tweet('語'.repeat(141))).toMatchObject(notPermitted)
    expect((await alice.tweet('👨‍👩‍👧'.repeat(140))).status).toBe(201)
    expect((await alice.tweet(`${'c'.repeat(256)} https://example.com/${'d'.repeat(300)}`)).status).toBe(201)
    expect(await alice.tweet(`${'c'.repeat(257)} https://example.com/`)).toMatchObject(notPermitted)
  })

  test('Premium accounts write long posts, which reads cut and keep in the note', async () => {
    const carol = await x.connect('carol')
    const text = 'word '.repeat(200).trim()
    const { id } = (await carol.tweet(text)).body.data
    const read = (await carol.get(`/2/tweets/${id}?tweet.fields=note_tweet`)).body.data
    expect(read.text).toMatch(/… https:\/\/t\.co\/\w+$/)
    expect(read.note_tweet.text).toBe(text)
  })

  test('more than one cashtag is refused', async () => {
    expect((await alice.tweet('$AAPL and $MSFT')).status).toBe(400)
    expect((await alice.tweet('$AAPL')).status).toBe(201)
  })

  test('the same text is refused for a while, by account and parent', async () => {
    const first = await alice.tweet('again')
    const refused = await alice.tweet('again')
    expect(refused).toMatchObject({
      status: 403,
      body: {
        detail: 'You are not allowed to create a Tweet with duplicate content.',
        type: 'about:blank',
        title: 'Forbidden',
        status: 403,
      },
    })
    const reply = { reply: { in_reply_to_tweet_id: first.body.data.id } }
    expect((await alice.tweet('again', reply)).status).toBe(201)
    expect((await alice.tweet('again', reply)).status).toBe(403)
    expect((await (await x.connect('bob')).tweet('again')).status).toBe(201)
    x.simulator.clock.advance(15 * 60_000 + 1)
    expect((await alice.tweet('again')).status).toBe(201)
  })

  test('a thread is replies to oneself; others must have mentioned you', async () => {
    const bob = await x.connect('bob')
    const one = (await alice.tweet('part one')).body.data.id
    const two = await alice.tweet('part two', { reply: { in_reply_to_tweet_id: one } })
    expect(two.status).toBe(201)
    expect(x.ledger()[1]).toMatchObject({ type: 'reply', parent_id: one })
    const uninvited = await bob.tweet('me too', { reply: { in_reply_to_tweet_id: one } })
    expect(uninvited).toMatchObject({
      status: 403,
      body: { detail: /^Reply to this conversation is not allowed/ },
    })
    await x.settings({ vocabulary: 'newer' })
    const newer = await bob.tweet('me too', { reply: { in_reply_to_tweet_id: one } })
    expect(newer.body).toMatchObject({
      detail: 'You can only reply to or quote posts where you are mentioned or are the author.',
      type: 'https://api.x.com/2/problems/not-authorized-for-resource',
    })
    const call = (await alice.tweet('what about you, @bob?')).body.data.id
    expect((await bob.tweet('thanks', { reply: { in_reply_to_tweet_id: call } })).status).toBe(201)
    expect((await bob.tweet('hm', { reply: { in_reply_to_tweet_id: '1' } })).status).toBe(403)
    expect((await alice.tweet('look', { quote_tweet_id: one })).status).toBe(403)
    await x.control('settings', { enterprise: true })
    expect((await alice.tweet('look', { quote_tweet_id: '1' })).status).toBe(403)
    const { id } = (await alice.tweet('look', { quote_tweet_id: one })).body.data
    const read = await alice.get(`/2/tweets/${id}?tweet.fields=referenced_tweets,entities`)
    expect(read.body.data).toMatchObject({
      text: expect.stringMatching(/^look https:\/\/t\.co\/\w{10}$/),
      referenced_tweets: [{ type: 'quoted', id: one }],
      entities: { urls: [{ expanded_url: expect.stringMatching(new RegExp(`/status/${one}$`)) }] },
    })
  })

  test('only the author deletes a post', async () => {
    const { id } = (await alice.tweet('gone soon')).body.data
    expect((await (await x.connect('bob')).remove(`/2/tweets/${id}`)).status).toBe(403)
    expect((await alice.remove(`/2/tweets/${id}`)).body).toEqual({ data: { deleted: true } })
    expect(x.ledger()).toEqual([])
  })
})
