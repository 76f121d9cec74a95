import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { jpeg } from '../fixtures/media.ts'
import { openWorld, uploadPicture, type World, type XUser } from './x-world.ts'

describe('the simulated X shows posts as X does', () => {
  let x: World
  let alice: XUser
  let id: string
  beforeAll(async () => {
    x = await openWorld()
  })
  beforeEach(async () => {
    x.simulator.reset()
    alice = await x.connect()
    id = (await alice.get('/2/users/me')).body.data.id
  })
  afterAll(() => x.simulator.close())

  const timeline = (query = '') => alice.get(`/2/users/${id}/tweets${query}`)

  test('a timeline shows a new post only after a while; the lookup knows it at once', async () => {
    const post = (await alice.tweet('slow')).body.data.id
    expect((await timeline()).body).toEqual({ meta: { result_count: 0 } })
    expect((await alice.get(`/2/tweets/${post}`)).body.data.text).toBe('slow')
    x.simulator.clock.advance(1000)
    expect((await timeline()).body.data.map((one: { id: string }) => one.id)).toEqual([post])
    await x.fault({ route: 'POST /2/tweets', kind: 'visibility_delay', ms: 60_000 })
    await alice.tweet('slower')
    x.simulator.clock.advance(30_000)
    expect((await timeline()).body.meta.result_count).toBe(1)
    x.simulator.clock.advance(30_000)
    expect((await timeline()).body.meta.result_count).toBe(2)
    const me = await alice.get('/2/users/me?user.fields=most_recent_tweet_id')
    expect(me.body.data.most_recent_tweet_id).toBe((await timeline()).body.data[0].id)
  })

  test('reads escape the text, append the media link and say what each t.co stands for', async () => {
    const media = await uploadPicture(alice, jpeg({ width: 40, height: 30 }))
    const sent = 'Fish & chips <3 example.com/menu #food @bob'
    await alice.tweet(sent, { media: { media_ids: [media] } })
    x.simulator.clock.advance(1000)
    const query =
      '?tweet.fields=created_at,entities,attachments&expansions=attachments.media_keys&media.fields=width,height,url'
    const { data, includes } = (await timeline(query)).body
    const post = data[0]
    expect(post.text).toMatch(
      /^Fish &amp; chips &lt;3 https:\/\/t\.co\/\w{10} #food @bob https:\/\/t\.co\/\w{10}$/,
    )
    const [link, picture] = post.entities.urls
    expect(link).toMatchObject({ expanded_url: 'http://example.com/menu', display_url: 'example.com/menu' })
    expect([...post.text].slice(link.start, link.end).join('')).toBe(link.url)
    expect(picture).toMatchObject({
      expanded_url: expect.stringMatching(/\/photo\/1$/),
      media_key: `3_${media}`,
    })
    expect(post.entities).toMatchObject({ hashtags: [{ tag: 'food' }], mentions: [{ username: 'bob' }] })
    expect(post.attachments).toEqual({ media_keys: [`3_${media}`] })
    expect(includes.media).toMatchObject([{ media_key: `3_${media}`, type: 'photo', width: 40, height: 30 }])
  })

  test('a timeline is narrowed by time, id and kind, and paged', async () => {
    const ids: string[] = []
    for (let index = 0; index < 7; index++) {
      ids.push((await alice.tweet(`number ${index}`)).body.data.id)
      x.simulator.clock.advance(60_000)
    }
    await alice.tweet('an answer', { reply: { in_reply_to_tweet_id: ids[0] } })
    x.simulator.clock.advance(60_000)
    const idsOf = (body: { data?: { id: string }[] }) => (body.data ?? []).map((one) => one.id)
    const first = (await timeline('?max_results=5&exclude=replies')).body
    expect(idsOf(first)).toEqual(ids.slice(2).reverse())
    const second = (
      await timeline(`?max_results=5&exclude=replies&pagination_token=${first.meta.next_token}`)
    ).body
    expect(idsOf(second)).toEqual([ids[1], ids[0]])
    expect(second.meta).not.toHaveProperty('next_token')
    expect(idsOf((await timeline(`?since_id=${ids[5]}&exclude=replies`)).body)).toEqual([ids[6]])
    expect(idsOf((await timeline(`?until_id=${ids[1]}`)).body)).toEqual([ids[0]])
    const start = new Date(x.simulator.clock.now() - 3 * 60_000).toISOString()
    const recent = (await timeline(`?start_time=${start}&tweet.fields=referenced_tweets`)).body.data
    expect(recent[0].referenced_tweets).toEqual([{ type: 'replied_to', id: ids[0] }])
  })

  test.each([
    ['max_results=4', /between 5 and 100/],
    ['start_time=2026-01-01', /RFC3339/],
    ['start_time=2026-01-01T00:00:00%2B01:00', /RFC3339/],
    ['since_id=abc', /since_id/],
    ['fields=id', /The query parameter \[fields\] is not one of/],
    ['tweet.fields=colour', /tweet\.fields/],
    ['exclude=quotes', /exclude/],
  ])('%s is an invalid request', async (query, message) => {
    const answer = await timeline(`?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.body.errors[0].message).toMatch(message)
  })

  test('what is missing comes as errors beside what was found', async () => {
    const post = (await alice.tweet('here')).body.data.id
    const answer = await alice.get(`/2/tweets?ids=${post},123`)
    expect(answer.status).toBe(200)
    expect(answer.body.data).toHaveLength(1)
    expect(answer.body.errors).toMatchObject([
      { title: 'Not Found Error', resource_id: '123', resource_type: 'tweet' },
    ])
  })

  test('post.fields and the newer vocabulary use the newer names', async () => {
    const post = (await alice.tweet('words')).body.data.id
    const older = (await alice.get(`/2/tweets/${post}?tweet.fields=public_metrics`)).body.data
    expect(older).toMatchObject({ edit_history_tweet_ids: [post], public_metrics: { retweet_count: 0 } })
    const newer = (await alice.get(`/2/tweets/${post}?post.fields=public_metrics`)).body.data
    expect(newer).toMatchObject({ edit_history_post_ids: [post], public_metrics: { repost_count: 0 } })
    await x.settings({ vocabulary: 'newer', accepts_tweet_fields: false })
    expect((await alice.tweet('more words')).body.data).toHaveProperty('edit_history_post_ids')
    expect((await alice.get(`/2/tweets/${post}?tweet.fields=public_metrics`)).status).toBe(400)
  })

  test('counts compare words over the last seven days', async () => {
    const { body } = await alice.get('/2/tweets/counts/recent?query=%23coffee&granularity=day')
    expect(body.data).toHaveLength(7)
    expect(body.meta.total_tweet_count).toBeGreaterThan(0)
  })
})
