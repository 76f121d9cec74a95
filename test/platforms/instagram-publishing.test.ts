import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { JobMedia } from '../../shared/domain/publish-job.ts'
import type { PostContext } from '../../shared/platforms/contract.ts'
import * as instagram from '../../shared/platforms/instagram/index.ts'
import { postParameters } from '../../shared/platforms/instagram/parameters.ts'
import { alice } from '../simulators/instagram-world.ts'
import { failureOf, openPublishingWorld, type PublishingWorld } from './instagram-publishing-world.ts'

const day = 86_400_000

let world: PublishingWorld
let token: string
let post: PostContext

beforeAll(async () => {
  world = await openPublishingWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  ;({ token, post } = await world.fresh())
})

const containers = async () =>
  (await world.control('requests')).body.filter(
    ({ route, acted }: { route: string; acted: boolean }) => route === 'POST /:ig/media' && acted,
  ).length

describe('publishing', () => {
  test('a picture goes live with caption and alt text and is confirmed with its permalink', async () => {
    const context = world.contextOf(token, {
      post_type: 'post',
      text: 'A square for @bob',
      media: [world.media('square.jpg', { alt_text: 'a blue square' })],
      options: {
        user_tags: [{ username: 'carol', x: 0.5, y: 0.5 }],
        location_id: '123',
        is_ai_generated: null,
      },
    })
    const ready = await world.prepared(context)
    expect(ready.waits).toEqual([1, 2])
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

  test('every option reaches the container under its own name, and the comment does not', async () => {
    const common = { location_id: '123', collaborators: ['bob'], is_ai_generated: true }
    const placed = [{ username: 'bob', x: 0, y: 1 }]
    const reel = {
      ...common,
      cover_url: 'https://a.example/c.jpg',
      thumb_offset: 5,
      share_to_feed: false,
      audio_name: 'rain',
      user_tags: [{ username: 'bob' }],
      trial_params: { graduation_strategy: 'SS_PERFORMANCE' },
    }
    const picture = world.media('square.jpg')
    const film = world.media('film.mp4')
    const drafts: [string, JobMedia[], Record<string, unknown>, object?][] = [
      ['post', [picture], { ...common, user_tags: placed }],
      ['carousel', [picture, film], { ...common, share_to_feed: false }, { media_type: 'CAROUSEL' }],
      ['reel', [film], reel, { media_type: 'REELS', video_url: expect.any(String) }],
      ['story', [film], { user_tags: placed }, { media_type: 'STORIES', video_url: expect.any(String) }],
    ]
    for (const [post_type, media, options, expected] of drafts) {
      const given = { ...options, first_comment: 'first!' }
      const parameters = postParameters(world.contextOf(token, { post_type, media, options: given }), ['1'])
      expect(parameters).toMatchObject({ ...options, ...expected })
      expect(parameters).not.toHaveProperty('first_comment')
    }
  })

  test('what is prepared is usable for the 24 hours of its first container', async () => {
    const before = world.clock.now()
    const preparation = await instagram.publisher.prepare(post)
    expect(preparation.usableUntil - before - day).toBeLessThan(1000)
    expect(preparation.usableUntil).toBeGreaterThanOrEqual(before + day)
  })

  test('reads grow rarer while a container is slow', async () => {
    await world.fault({ route: 'POST /:ig/media', kind: 'slow_container', ms: 100_000 })
    expect((await world.prepared(post)).waits).toEqual([1, 2, 3, 5, 10, 20, 30, 60])
  })

  test('an account whose posts of the day are used up waits an hour without making a container', async () => {
    await world.control('settings', { quota_total: 0 })
    const failure = await failureOf(instagram.publisher.prepare(post))
    expect(failure.class).toBe('rate_limited')
    expect(failure.retryAt).toBeGreaterThan(world.clock.now() + 3_590_000)
    expect(await containers()).toBe(0)
  })

  test('what the network counts of the day is read with its total', async () => {
    await world.commit(await world.prepared(post))
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
    await world.fault({
      route: 'POST /:ig/media',
      kind: 'status',
      status: 503,
      times: 2,
      match: 'second.jpg',
    })
    const { handles } = await instagram.publisher.prepare(context)
    const ids = (from: Record<string, unknown>) => (from.children as { id?: string }[]).map(({ id }) => id)
    const [first, missing, third] = ids(handles)
    expect(missing).toBeUndefined()
    const again = await instagram.publisher.prepare({ ...context, handles })
    expect(ids(again.handles)).toEqual([first, expect.any(String), third])
    await world.commit(await world.prepared({ ...context, handles: again.handles }))
    expect(world.simulator.ledger()).toMatchObject([{ media: [{}, {}, {}] }])
  })

  test('a failure in which nothing was made is told', async () => {
    await world.fault({ route: 'POST /:ig/media', kind: 'status', status: 503, times: 4 })
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
      await world.fault({ route: 'POST /:ig/media', kind: 'container_error', subcode })
      expect(await failureOf(world.prepared(post))).toMatchObject({ class: expected })
    }
  })

  test('a status read that denies the container is asked again and makes no new one', async () => {
    const { handles } = await instagram.publisher.prepare(post)
    await world.fault({ route: 'GET /:container', kind: 'false_100_33' })
    expect(await failureOf(instagram.publisher.prepare({ ...post, handles }))).toMatchObject({
      class: 'retry',
      row: 'object-missing',
    })
    expect((await world.prepared({ ...post, handles })).handles).toMatchObject({
      container: handles.container,
    })
    expect(await containers()).toBe(1)
  })

  test('an expired container gives way to a new one', async () => {
    const { handles } = await world.prepared(post)
    world.clock.advance(day)
    const again = await world.prepared({ ...post, handles })
    expect(again.handles.container).not.toBe(handles.container)
  })

  test('a container near its end gives way to a new one, unless it is live', async () => {
    const { handles } = await world.prepared(post)
    const live = await world.prepared(post)
    await world.commit(live)
    world.clock.advance(day - 14 * 60_000)
    const again = await instagram.publisher.prepare({ ...post, handles })
    expect(again.handles.container).not.toBe(handles.container)
    expect(await failureOf(instagram.publisher.prepare({ ...post, handles: live.handles }))).toMatchObject({
      class: 'duplicate',
    })
  })
})

test('no log line holds a token', async () => {
  await world.prepared(post)
  expect(JSON.stringify(world.lines)).not.toContain(token.slice(0, 20))
  expect(JSON.stringify(world.lines)).not.toContain('secret')
})
