import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PostContext } from '../../shared/platforms/contract.ts'
import { PlatformFailure } from '../../shared/platforms/failures.ts'
import * as x from '../../shared/platforms/x/index.ts'
import { advance, type Upload } from '../../shared/platforms/x/upload.ts'
import { mp4 } from '../fixtures/film.ts'
import { gif, jpeg, png } from '../fixtures/media.ts'
import { openWorld, type TestFile, type World } from './x-world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => world.simulator.reset())
afterAll(() => world.close())

const picture = (alt_text?: string): TestFile => ({
  kind: 'image',
  mime: 'image/jpeg',
  width: 64,
  height: 48,
  data: jpeg({ width: 64, height: 48 }),
  ...(alt_text ? { alt_text } : {}),
})

const animation = (): TestFile => ({
  kind: 'gif',
  mime: 'image/gif',
  width: 40,
  height: 40,
  data: gif({ width: 40, height: 40, frames: 3 }),
})

const film = async (): Promise<TestFile> => ({
  kind: 'video',
  mime: 'video/mp4',
  width: 64,
  height: 48,
  data: await mp4({ width: 64, height: 48, seconds: 2 }),
})

/** The film padded by a box that players skip, so that it takes several segments. */
const longFilm = async (bytes: number): Promise<TestFile> => {
  const made = await film()
  const box = Buffer.alloc(bytes)
  box.writeUInt32BE(bytes, 0)
  box.write('free', 4, 'latin1')
  return { ...made, data: Buffer.concat([made.data, box]) }
}

const publish = async (context: PostContext) => {
  const ready = await world.prepare(context)
  return { ready, ...(await world.commit(ready)) }
}

const seen = async (context: PostContext, armed: Parameters<typeof x.publisher.find>[1]) => {
  const finding = await x.publisher.find(context, armed)
  expect(finding.kind).toBe('seen')
  return finding.kind === 'seen' ? finding.posts : []
}

describe('a post on X', () => {
  it('goes live with its words and is named by its permalink', async () => {
    const { made } = await publish(await world.job({ text: 'Hello <world> & https://example.com/a' }))
    const [live] = world.simulator.ledger()
    expect(made).toEqual({ id: live?.id, url: `${world.simulator.url}/alice/status/${live?.id}` })
    expect(live?.text).toContain('Hello')
  })

  it('carries four pictures, each with its alt text', async () => {
    const files = [picture('one'), picture('two'), { ...picture('three') }, picture()]
    await publish(await world.job({ text: 'pictures', files }))
    expect(world.simulator.ledger()[0]?.media.map((media) => media.alt_text)).toEqual([
      'one',
      'two',
      'three',
      undefined,
    ])
  })

  it('carries a PNG without any text', async () => {
    const file: TestFile = { ...picture(), mime: 'image/png', data: png({ width: 64, height: 48 }) }
    const { made } = await publish(await world.job({ files: [file] }))
    expect(made).toBeDefined()
  })

  it('carries a GIF once X has processed it', async () => {
    const { made } = await publish(await world.job({ text: 'moving', files: [animation()] }))
    expect(made).toBeDefined()
    expect(world.simulator.ledger()[0]?.media[0]?.kind).toBe('gif')
  })

  it('carries a video of several segments once X has processed it', async () => {
    const context = await world.job({ text: 'film', files: [await longFilm(9 * 1024 * 1024)] })
    const { made } = await publish(context)
    expect(made).toBeDefined()
    expect(await world.requests('POST /2/media/upload/:id/append')).toHaveLength(3)
    expect(world.simulator.ledger()[0]?.media[0]?.kind).toBe('video')
  })

  it('says who may reply and that AI made it', async () => {
    const options = { reply_settings: 'following', made_with_ai: true }
    const request = await x.publisher.commit(await world.job({ text: 'hello', options }), 0)
    expect(JSON.parse(String(request.body))).toEqual({ text: 'hello', ...options })
  })

  it('asks its question with its choices, for its time', async () => {
    const options = { choices: ['Tea', 'Coffee ☕'], duration_minutes: 90 }
    const { made } = await publish(await world.job({ text: 'Which?', post_type: 'poll', options }))
    expect(world.simulator.ledger()).toMatchObject([
      {
        id: made?.id,
        type: 'poll',
        text: 'Which?',
        extra: { poll: { options: options.choices, durationMinutes: 90 } },
      },
    ])
  })

  it('quotes another post where X allows it', async () => {
    await world.control('settings', { enterprise: true })
    const quoted = await publish(await world.job({ text: 'the first word' }, 'bob'))
    const context = await world.job({ text: 'look', options: { quote_post_id: quoted.made?.id } })
    await world.fault({ route: 'POST /2/tweets', kind: 'drop_after' })
    const { armed, ready } = await publish(context)
    world.settle()
    const live = world.simulator.ledger()[1]
    expect(live).toMatchObject({ text: 'look', extra: { quoted_id: quoted.made?.id } })
    expect((await seen(ready, armed)).map(({ id }) => id)).toEqual([live?.id])
  })

  it('keeps the token in the header and out of everything that is logged', async () => {
    const context = await world.job({ text: 'hello' })
    const request = await x.publisher.commit(context, 0)
    expect(request.headers.authorization).toBe(`Bearer ${context.accessToken}`)
    expect(request.url + request.route + request.body).not.toContain(context.accessToken)
  })
})

describe('preparing', () => {
  it('sends nothing again that X already has', async () => {
    const context = await world.prepare(await world.job({ files: [picture('a'), picture('b')] }))
    await world.prepare(context)
    expect(await world.requests('POST /2/media/upload')).toHaveLength(2)
    expect(await world.requests('POST /2/media/metadata')).toHaveLength(2)
  })

  it('stays usable until the first file ends at X', async () => {
    const context = await world.job({ files: [picture()] })
    const first = await x.publisher.prepare(context)
    world.simulator.clock.advance(3_600_000)
    const second = await x.publisher.prepare({ ...context, handles: first.handles })
    expect(second.usableUntil).toBe(first.usableUntil)
    expect(second.usableUntil - world.simulator.clock.now()).toBeLessThanOrEqual(23 * 3_600_000)
  })

  it('uploads anew what would end at X soon after its time', async () => {
    const context = await world.prepare(await world.job({ files: [picture()] }))
    const { media, content } = context
    const inTime = { ...content, scheduled_at: world.simulator.clock.now() + 23 * 3_600_000 }
    await world.prepare({ ...context, media, content: inTime })
    expect(await world.requests('POST /2/media/upload')).toHaveLength(1)
    const later = { ...content, scheduled_at: world.simulator.clock.now() + 24 * 3_600_000 - 60_000 }
    await world.prepare({ ...context, media, content: later })
    expect(await world.requests('POST /2/media/upload')).toHaveLength(2)
  })

  it('goes on with the next segment where the last look stopped', async () => {
    const context = await world.job({ files: [await longFilm(9 * 1024 * 1024)] })
    const [file] = context.media
    let upload: Upload | undefined
    for (let looks = 0; upload?.stage !== 'processing'; looks += 1) {
      let asked = 0
      // Time for one segment in each look.
      const step = await advance(context, file!, upload, () => asked++ > 0)
      expect(step.seconds).toBeGreaterThan(0)
      upload = JSON.parse(JSON.stringify(step.upload)) as Upload
      expect(looks).toBeLessThan(5)
    }
    expect(await world.requests('POST /2/media/upload/:id/append')).toHaveLength(3)
    expect(await world.requests('POST /2/media/upload/initialize')).toHaveLength(1)
  })

  it('starts a new upload when X does not know the old one any more', async () => {
    const context = await world.job({ text: 'film', files: [await film()] })
    const expires_at = world.simulator.clock.now() + 20 * 3_600_000
    const upload = { id: '1', stage: 'processing', segments: 1, restarts: 0, expires_at }
    const { made } = await publish({ ...context, handles: { uploads: { 0: upload } } })
    expect(made).toBeDefined()
  })

  it('starts a new upload when a segment is not welcome twice', async () => {
    await world.control('settings', { repeats_segments: false })
    const context = await world.job({ files: [await film()] })
    await world.fault({ route: 'POST /2/media/upload/:id/append', kind: 'drop_after' })
    const { made } = await publish(context)
    expect(made).toBeDefined()
    expect(await world.requests('POST /2/media/upload/initialize')).toHaveLength(2)
  })

  it('gives up on a file that X cannot read, in X’s words', async () => {
    const context = await world.job({ files: [await film()] })
    await world.fault({
      route: 'POST /2/media/upload/:id/finalize',
      kind: 'processing_failed',
      message: 'Unsupported video format',
    })
    const error = await world.prepare(context).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(PlatformFailure)
    expect((error as PlatformFailure).failure).toMatchObject({
      class: 'rejected',
      details: { message: 'Unsupported video format' },
    })
  })

  it('uploads once more when the processing broke on X’s side', async () => {
    const context = await world.job({ files: [await film()] })
    await world.fault({
      route: 'POST /2/media/upload/:id/finalize',
      kind: 'processing_failed',
      name: 'InternalError',
    })
    expect((await publish(context)).made).toBeDefined()
  })
})

describe('a thread on X', () => {
  const parts = [{ text: 'first', assets: [1] }, { text: 'second' }, { text: 'third', assets: [0] }]

  it('is a chain of replies, each with its own media', async () => {
    const context = await world.job({
      post_type: 'thread',
      options: { parts, reply_settings: 'following' },
      files: [picture('for the third'), picture('for the first')],
    })
    expect(x.steps.count(context.content)).toBe(3)
    let current = await world.prepare(context)
    for (const index of [0, 1, 2]) {
      const { made } = await world.commit(current, index)
      current = { ...current, steps: [...current.steps, { post_id: made?.id }] }
    }
    const live = world.simulator.ledger()
    expect(live.map(({ parent_id }) => parent_id)).toEqual([undefined, live[0]?.id, live[1]?.id])
    expect(live.map(({ media }) => media[0]?.alt_text)).toEqual(['for the first', undefined, 'for the third'])
  })

  it('finds the part in doubt below its parent', async () => {
    const same = [{ text: 'again' }, { text: 'again' }]
    const context = await world.job({ post_type: 'thread', options: { parts: same } })
    const first = await world.commit(context, 0)
    const second = { ...context, steps: [{ post_id: first.made?.id }] }
    await world.fault({ route: 'POST /2/tweets', kind: 'drop_after' })
    const { ending, armed } = await world.commit(second, 1)
    expect(ending).toBe('no_answer')
    world.settle()
    const posts = await seen(second, armed)
    expect(posts.map(({ id }) => id)).toEqual([world.simulator.ledger()[1]?.id])
  })

  it('resumes without uploading what is live already', async () => {
    const context = await world.job({
      post_type: 'thread',
      options: { parts },
      files: [picture(), picture()],
    })
    await world.prepare({ ...context, steps: [{ post_id: '5' }] })
    expect(await world.requests('POST /2/media/upload')).toHaveLength(1)
  })
})

describe('a post whose answer never came', () => {
  it('is found by its words, links, media and time', async () => {
    const text = 'Tom & Jerry <3 “ä” see https://Example.com/Path/?a=1&b=2 or example.org!\n\nBye'
    const context = await world.job({ text, files: [picture(), picture()] })
    const ready = await world.prepare(context)
    await world.fault({ route: 'POST /2/tweets', kind: 'drop_after' })
    const { ending, armed } = await world.commit(ready)
    expect(ending).toBe('no_answer')
    world.settle()
    const [live] = world.simulator.ledger()
    expect(await seen(ready, armed)).toEqual([
      expect.objectContaining({ id: live?.id, url: `${world.simulator.url}/alice/status/${live?.id}` }),
    ])
  })

  it('is not seen when it was never made', async () => {
    const context = await world.job({ text: 'never' })
    await world.fault({ route: 'POST /2/tweets', kind: 'drop_before' })
    const { armed } = await world.commit(context)
    world.settle()
    expect(await seen(context, armed)).toEqual([])
  })

  it('is found with the same words as an older post only within its window', async () => {
    await world.control('settings', { duplicate_window_ms: 1 })
    const context = await world.job({ text: 'good morning' })
    await world.commit(context)
    world.simulator.clock.advance(600_000)
    const { armed, made } = await world.commit(context)
    world.settle()
    expect((await seen(context, armed)).map(({ id }) => id)).toEqual([made?.id])
  })

  it('is found on any page of a busy account', async () => {
    await world.control('settings', { rate_limits: false })
    const context = await world.job({ text: 'the one' })
    const { armed, made } = await world.commit(context)
    for (let count = 0; count < 120; count += 1)
      await world.commit({ ...context, content: { ...context.content, text: `noise ${count}` } })
    world.settle()
    expect((await seen(context, armed)).map(({ id }) => id)).toEqual([made?.id])
    expect(await world.requests('GET /2/users/:id/tweets')).toHaveLength(2)
  })

  it('is found in the newer vocabulary too', async () => {
    await world.control('settings', { vocabulary: 'newer', accepts_tweet_fields: false })
    const context = await world.job({
      post_type: 'thread',
      options: { parts: [{ text: 'one' }, { text: 'two https://example.com' }] },
    })
    const first = await world.commit(context, 0)
    const second = { ...context, steps: [{ post_id: first.made?.id }] }
    const { armed, made } = await world.commit(second, 1)
    world.settle()
    expect((await seen(second, armed)).map(({ id }) => id)).toEqual([made?.id])
  })

  it.each(['older', 'newer'])('is found when it is a poll, in the %s vocabulary', async (vocabulary) => {
    await world.control('settings', { vocabulary, accepts_tweet_fields: vocabulary === 'older' })
    await world.control('settings', { duplicate_window_ms: 1 })
    const poll = (...choices: string[]) =>
      world.job({ text: 'Which?', post_type: 'poll', options: { choices, duration_minutes: 5 } })
    await publish(await world.job({ text: 'Which?' }))
    world.simulator.clock.advance(1_000)
    await publish(await poll('Tea', 'Coffee'))
    world.simulator.clock.advance(1_000)
    const context = await poll('Coffee', 'Tea & milk')
    await world.fault({ route: 'POST /2/tweets', kind: 'drop_after' })
    const { armed } = await world.commit(context)
    world.settle()
    expect((await seen(context, armed)).map(({ id }) => id)).toEqual([world.simulator.ledger()[2]?.id])
  })

  it('draws “duplicate” when the same bytes are sent again', async () => {
    const context = await world.job({ text: 'once' })
    await world.fault({ route: 'POST /2/tweets', kind: 'status_after', status: 503 })
    const first = await world.commit(context)
    expect(first.failure?.class).toBe('unknown')
    const second = await world.commit(context)
    expect(second.failure?.class).toBe('duplicate')
    expect(world.simulator.ledger()).toHaveLength(1)
  })

  it('stays open when X shows only a part of the answer', async () => {
    const context = await world.job({ text: 'hello' })
    const stranger = { ...context, account: { id: '42', username: null } }
    const finding = await x.publisher.find(stranger, { index: 0, armed_at: 0, commit_deadline: 0 })
    expect(finding.kind).toBe('unknown')
  })
})

describe('what X says no to', () => {
  it('a spent window holds until its own reset', async () => {
    const context = await world.job({ text: 'hello' })
    await world.fault({
      route: 'POST /2/tweets',
      kind: 'rate_limit',
      family: 'x-user-limit-24hour',
      reset_in: 3_000,
    })
    const { failure } = await world.commit(context)
    expect(failure?.class).toBe('rate_limited')
    const wait = (failure?.retryAt ?? 0) - world.simulator.clock.now()
    expect(wait).toBeGreaterThan(2_999_000)
    expect(wait).toBeLessThan(3_004_000)
  })

  it.each([
    ['credits', 'operator'],
    ['usage_cap', 'operator'],
    ['token_storm', 'reauth'],
    ['duplicate', 'duplicate'],
  ])('%s is %s', async (kind, failureClass) => {
    const context = await world.job({ text: 'hello' })
    await world.fault({ route: 'POST /2/tweets', kind })
    expect((await world.commit(context)).failure?.class).toBe(failureClass)
  })

  it('a quote is for Enterprise apps alone, and that is said in words', async () => {
    const quoted = await publish(await world.job({ text: 'the first word' }))
    const { failure } = await world.commit(
      await world.job({ text: 'look', options: { quote_post_id: quoted.made?.id } }),
    )
    expect(failure).toMatchObject({
      class: 'permission',
      userMessage: expect.stringContaining('Enterprise'),
      details: { message: expect.stringContaining('quote posts') },
    })
  })

  it('a post that is too long for the account is rejected', async () => {
    const { failure } = await world.commit(await world.job({ text: 'x'.repeat(281) }))
    expect(failure).toMatchObject({ class: 'rejected', row: 'over-length' })
  })

  it('media that ended at X are uploaded anew', async () => {
    const ready = await world.job({ text: 'old', files: [picture()] })
    const uploads = { 0: { id: '7', stage: 'ready', segments: 0, restarts: 0, expires_at: 0 } }
    const { failure } = await world.commit({ ...ready, handles: { uploads } })
    expect(failure).toMatchObject({ class: 'recreate', row: 'media-ids-invalid' })
  })

  it('a good status that names no post leaves the outcome unknown', async () => {
    const context = await world.job({ text: 'hello' })
    expect(
      x.publisher.committed({ status: 201, headers: new Headers(), json: { data: {} } }, context, 0),
    ).toBeUndefined()
  })
})
