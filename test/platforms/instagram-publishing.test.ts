import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { PostContext } from '../../shared/platforms/contract.ts'
import { PlatformFailure } from '../../shared/platforms/failures.ts'
import { instagram } from '../../shared/platforms/instagram/index.ts'
import { alice } from '../simulators/instagram-world.ts'
import { type Draft, openPublishingWorld, type PublishingWorld } from './instagram-publishing-world.ts'

const publishRoute = 'POST /:ig/media_publish'
const day = 86_400_000

let world: PublishingWorld
let token: string

beforeAll(async () => {
  world = await openPublishingWorld()
  await connect()
})
afterAll(() => world.close())
afterEach(async () => {
  await world.control('reset', {})
  await connect()
})

async function connect() {
  token = (await world.connect()).tokens.access_token
}

const fault = async (input: Record<string, unknown>) =>
  expect((await world.control('faults', input)).status).toBe(200)
const picture: Draft = { post_type: 'post', text: 'A square for @bob', media: [] }
const post = (): PostContext => world.contextOf(token, { ...picture, media: [world.media('square.jpg')] })
const failureOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(PlatformFailure)
  return (error as PlatformFailure).failure
}
const containers = async () =>
  (await world.control('requests')).body.filter(
    ({ route, acted }: { route: string; acted: boolean }) => route === 'POST /:ig/media' && acted,
  ).length

describe('publishing', () => {
  test('a picture goes live with caption and alt text and is confirmed with its permalink', async () => {
    const context = world.contextOf(token, {
      ...picture,
      media: [world.media('square.jpg', { alt_text: 'a blue square' })],
      options: {
        user_tags: [{ username: 'carol', x: 0.5, y: 0.5 }],
        location_id: '123',
        is_ai_generated: null,
      },
    })
    const ready = await world.prepared(context)
    expect(ready.waits).toEqual([2])
    const { post, failure } = await world.commit(ready)
    expect(failure).toBeUndefined()
    const [live] = world.simulator.ledger()
    expect(live).toMatchObject({
      id: post?.id,
      text: 'A square for @bob',
      media: [{ alt_text: 'a blue square' }],
    })
    expect(await instagram.publisher.confirm?.(ready, post?.id ?? '')).toEqual({
      state: 'live',
      url: live?.url,
    })
  })

  test('a carousel holds its pictures and films in order', async () => {
    const media = [
      world.media('square.jpg', { alt_text: 'first' }),
      world.media('film.mp4'),
      world.media('square.jpg'),
    ]
    const options = { user_tags: [{ item: 2, username: 'bob', x: 0, y: 1 }] }
    const ready = await world.prepared(
      world.contextOf(token, { post_type: 'carousel', text: 'three', media, options }),
    )
    expect((await world.commit(ready)).failure).toBeUndefined()
    const [live] = world.simulator.ledger()
    expect(live?.text).toBe('three')
    expect(live?.media.map(({ kind }) => kind)).toEqual(['image', 'video', 'image'])
    expect(live?.media[0]?.alt_text).toBe('first')
  })

  test.each([
    [
      'reel',
      'film.mp4',
      { thumb_offset: 1000, share_to_feed: false, trial_params: { graduation_strategy: 'MANUAL' } },
    ],
    ['story', 'film.mp4', {}],
    ['story', 'square.jpg', { user_tags: [{ username: 'bob' }] }],
  ])('a %s of %s goes live and is found again', async (post_type, key, options) => {
    const ready = await world.prepared(
      world.contextOf(token, { post_type, media: [world.media(key)], options }),
    )
    const { post, armed } = await world.commit(ready)
    const finding = await instagram.publisher.find(ready, armed)
    expect(finding).toMatchObject({ kind: 'live', posts: [{ id: post?.id }] })
    expect(world.simulator.ledger()).toHaveLength(1)
  })

  test('what is prepared is usable for the 24 hours of its first container', async () => {
    const before = world.clock.now()
    const preparation = await instagram.publisher.prepare(post())
    expect(preparation.usableUntil - before - day).toBeLessThan(1000)
    expect(preparation.usableUntil).toBeGreaterThanOrEqual(before + day)
  })

  test('reads grow rarer while a container is slow', async () => {
    await fault({ route: 'POST /:ig/media', kind: 'slow_container', ms: 100_000 })
    expect((await world.prepared(post())).waits).toEqual([2, 3, 5, 10, 20, 30, 60])
  })

  test('an account whose posts of the day are used up waits an hour without making a container', async () => {
    await world.control('settings', { quota_total: 0 })
    const failure = await failureOf(instagram.publisher.prepare(post()))
    expect(failure.class).toBe('rate_limited')
    expect(failure.retryAt).toBeGreaterThan(world.clock.now() + 3_590_000)
    expect(await containers()).toBe(0)
  })

  test('what the network counts of the day is read with its total', async () => {
    await world.commit(await world.prepared(post()))
    expect(await instagram.limits?.(world.network, token, alice)).toEqual({
      used: 1,
      total: 50,
      resets_at: null,
    })
  })
})

describe('preparing again', () => {
  test('the items of a carousel that were made are kept when another fails for now', async () => {
    const media = [world.media('square.jpg'), world.media('second.jpg'), world.media('square.jpg')]
    const context = world.contextOf(token, { post_type: 'carousel', media })
    await fault({ route: 'POST /:ig/media', kind: 'status', status: 503, times: 2, match: 'second.jpg' })
    const { handles } = await instagram.publisher.prepare(context)
    const ids = (from: Record<string, unknown>) => (from.children as { id?: string }[]).map(({ id }) => id)
    const [first, missing, third] = ids(handles)
    expect(missing).toBeUndefined()
    const ready = await world.prepared({ ...context, handles })
    expect(ids(ready.handles)).toEqual([first, expect.any(String), third])
  })

  test('a failure in which nothing was made is told', async () => {
    await fault({ route: 'POST /:ig/media', kind: 'status', status: 503, times: 4 })
    const media = [world.media('square.jpg'), world.media('square.jpg')]
    const context = world.contextOf(token, { post_type: 'carousel', media })
    expect((await failureOf(instagram.publisher.prepare(context))).class).toBe('retry')
  })

  test('a picture that is refused ends the carousel at once', async () => {
    const media = [world.media('square.jpg'), world.media('wide.jpg')]
    const context = world.contextOf(token, { post_type: 'carousel', media })
    expect(await failureOf(instagram.publisher.prepare(context))).toMatchObject({
      class: 'rejected',
      row: 'ig-image-ratio',
    })
  })

  test('a container that failed is told in its subcode, and one that may work anew is made anew', async () => {
    for (const [subcode, expected] of [
      [2207026, 'rejected'],
      [2207082, 'recreate'],
      [2207001, 'recreate'],
    ] as const) {
      await fault({ route: 'POST /:ig/media', kind: 'container_error', subcode })
      expect(await failureOf(world.prepared(post()))).toMatchObject({ class: expected })
    }
  })

  test('a status read that denies the container is asked again and makes no new one', async () => {
    const { handles } = await instagram.publisher.prepare(post())
    await fault({ route: 'GET /:container', kind: 'false_100_33' })
    expect(await failureOf(instagram.publisher.prepare({ ...post(), handles }))).toMatchObject({
      class: 'retry',
      row: 'object-missing',
    })
    expect((await world.prepared({ ...post(), handles })).handles).toMatchObject({
      container: handles.container,
    })
    expect(await containers()).toBe(1)
  })

  test('an expired container gives way to a new one', async () => {
    const { handles } = await world.prepared(post())
    world.clock.advance(day)
    await connect()
    const again = await world.prepared({ ...post(), handles })
    expect(again.handles.container).not.toBe(handles.container)
  })

  test('a container near its end gives way to a new one, unless it is live', async () => {
    const { handles } = await world.prepared(post())
    const live = await world.prepared(post())
    await world.commit(live)
    world.clock.advance(day - 14 * 60_000)
    await connect()
    const again = await instagram.publisher.prepare({ ...post(), handles })
    expect(again.handles.container).not.toBe(handles.container)
    expect(await failureOf(instagram.publisher.prepare({ ...post(), handles: live.handles }))).toMatchObject({
      class: 'duplicate',
    })
  })
})

describe('finding out', () => {
  test('a post whose answer was lost is found by its container, then by its caption', async () => {
    const ready = await world.prepared(post())
    await fault({ route: publishRoute, kind: 'drop_after' })
    const { ending, armed } = await world.commit(ready)
    expect(ending.kind).toBe('no_answer')
    const [live] = world.simulator.ledger()
    expect(await instagram.publisher.find(ready, armed)).toMatchObject({
      kind: 'live',
      posts: [{ id: live?.id, url: live?.url }],
    })
  })

  test.each([{ code: 4, subcode: 2207051 }, { code: 368 }, { code: 2 }, { code: 24, subcode: 2207008 }])(
    'an answer $code/$subcode to the commit proves nothing, and the post is found',
    async (error) => {
      const ready = await world.prepared(post())
      await fault({ route: publishRoute, kind: 'effect_then_error', ...error })
      const { failure, armed } = await world.commit(ready)
      expect(failure?.class).toBe('unknown')
      expect(await instagram.publisher.find(ready, armed)).toMatchObject({ kind: 'live', posts: [{}] })
    },
  )

  test('a post that goes live late reads as not live first', async () => {
    const ready = await world.prepared(post())
    await fault({ route: publishRoute, kind: 'delayed_effect', ms: 60_000 })
    const { armed } = await world.commit(ready)
    expect(await instagram.publisher.find(ready, armed)).toEqual({ kind: 'seen', posts: [] })
    world.clock.advance(60_000)
    expect(await instagram.publisher.find(ready, armed)).toMatchObject({ kind: 'live', posts: [{}] })
  })

  test('a live post that the list does not show yet is live without an id', async () => {
    const ready = await world.prepared(post())
    await fault({ route: publishRoute, kind: 'listing_lag', ms: 30_000 })
    const { armed } = await world.commit(ready)
    expect(await instagram.publisher.find(ready, armed)).toEqual({ kind: 'live', posts: [] })
  })

  test('captions that lost their @ signs still match', async () => {
    const ready = await world.prepared(post())
    await fault({ route: publishRoute, kind: 'strip_at' })
    const { armed } = await world.commit(ready)
    expect(await instagram.publisher.find(ready, armed)).toMatchObject({ kind: 'live', posts: [{}] })
  })

  test('twins are both returned, other posts and older twins are not', async () => {
    await world.commit(await world.prepared(post()))
    world.clock.advance(600_000)
    const twin = await world.prepared(post())
    const ready = await world.prepared(post())
    await world.commit(await world.prepared({ ...post(), content: { ...post().content, text: 'another' } }))
    await world.commit(twin)
    const { armed } = await world.commit(ready)
    const finding = await instagram.publisher.find(ready, armed)
    expect(finding.kind === 'live' && finding.posts).toHaveLength(2)
  })

  test('the list is read to the start of the window, over its pages', async () => {
    const ready = await world.prepared(post())
    const { armed, post: first } = await world.commit(ready)
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const { network, accessToken, content, media, mediaUrl, mediaBytes, account, steps } = post()
        const other = {
          network,
          accessToken,
          content: { ...content, text: `other ${index}` },
          media,
          mediaUrl,
        }
        await world.commit(await world.prepared({ ...other, mediaBytes, account, steps, handles: {} }))
      }),
    )
    expect(await instagram.publisher.find(ready, armed)).toMatchObject({
      kind: 'live',
      posts: [{ id: first?.id }],
    })
  })

  test('an expired container is dead, one that cannot be read leaves all open', async () => {
    const ready = await world.prepared(post())
    const armed = { index: 0, armed_at: world.clock.now(), commit_deadline: world.clock.now() }
    await fault({ route: 'GET /:container', kind: 'false_100_33' })
    expect((await failureOf(instagram.publisher.find(ready, armed))).class).toBe('retry')
    world.clock.advance(day)
    await connect()
    expect(await instagram.publisher.find({ ...ready, accessToken: token }, armed)).toEqual({ kind: 'dead' })
  })
})

test('no log line holds a token', async () => {
  await world.prepared(post())
  expect(JSON.stringify(world.lines)).not.toContain(token.slice(0, 20))
  expect(JSON.stringify(world.lines)).not.toContain('secret')
})
