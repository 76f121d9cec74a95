import { beforeAll, describe, expect, test } from 'vitest'
import type { Schema } from '../../client/open-api.ts'
import { hurriedSettle } from '../faults/recovery.ts'
import { mp4 } from '../fixtures/film.ts'
import { jpeg, png } from '../fixtures/media.ts'
import { image, openPublishingWorld, type PublishingWorld, video } from './publishing-world.ts'

let world: PublishingWorld
let x: string
let instagram: string
beforeAll(async () => {
  world = await openPublishingWorld({}, hurriedSettle)
  x = await world.connect('alice', 'x')
  instagram = await world.connect('alice', 'instagram')
})

const livePost = async (platform: string, job: Schema<'PublishJobResponse'>) => {
  const found = (await world.ledger(platform)).filter((post) => post.id === job.external_post_id)
  expect(found).toHaveLength(1)
  const permalink = new URL(job.post_url!)
  const page = await fetch(new URL(permalink.pathname, world.environment.simulators[platform]!.url))
  expect([job.post_url, page.status]).toEqual([job.post_url, 200])
  return found[0]
}

describe.concurrent('on X', () => {
  test('a text is accepted, and live with an address that can be opened', async () => {
    const text_content = 'A café on 東京 street 👋🏽'
    const accepted = await world.publish('alice', { connection_id: x, text_content })
    expect(accepted.status).toBe(202)
    expect(accepted.headers.location).toBe(`/api/v1/publishing/jobs/${accepted.body.job_id}`)
    expect(accepted.body).toMatchObject({
      connection_id: x,
      status: 'Pending',
      platform: 'x',
      user_id: 'alice',
      scheduled_at: null,
      published_at: null,
      error_code: null,
      error_details: null,
      attempts: 0,
      version: 1,
    })
    const job = await world.end('alice', accepted.body.job_id)
    expect(job).toMatchObject({
      status: 'Published',
      attempts: 1,
      error_message: null,
      next_attempt_at: null,
    })
    expect(Date.parse(job.published_at!)).toBeGreaterThanOrEqual(Date.parse(job.created_at))
    const post = await livePost('x', job)
    expect(post).toMatchObject({ text: text_content, account: { username: 'alice' } })
  })

  test('pictures named by URL are live with their bytes and alternative texts', async () => {
    const one = await world.put('one.jpg', jpeg({ width: 640, height: 480 }))
    const two = await world.put('two.png', png({ width: 320, height: 320 }))
    const job = await world.published('alice', {
      connection_id: x,
      text_content: 'Two pictures',
      assets: [{ ...image(one), alt_text: 'A blue field' }, image(two, 'image/png')],
    })
    expect(job).toMatchObject({ status: 'Published', warnings: [] })
    const post = await livePost('x', job)
    expect(post.media).toHaveLength(2)
    expect(post.media[0]).toMatchObject({ width: 640, height: 480, alt_text: 'A blue field' })
    expect(post.media[1]).toMatchObject({ width: 320, height: 320 })
  })

  test('a film is live', async () => {
    const url = await world.put('film.mp4', await mp4({ width: 320, height: 240, seconds: 1 }))
    const job = await world.published('alice', { connection_id: x, assets: [video(url)] })
    expect(job.status).toBe('Published')
    expect((await livePost('x', job)).media[0]).toMatchObject({ kind: 'video' })
  })

  test('a thread is live part after part, each the reply to the one before', async () => {
    const picture = await world.put('thread.jpg', jpeg({ width: 300, height: 300 }))
    const job = await world.published('alice', {
      connection_id: x,
      assets: [image(picture)],
      platform_specific_options: {
        post_type: 'thread',
        parts: [
          { text: 'First of three' },
          { text: 'Second of three', assets: [0] },
          { text: 'Third of three' },
        ],
      },
    })
    expect(job).toMatchObject({ status: 'Published', attempts: 3, target: null })
    expect(job.parts.map((part: { index: number }) => part.index)).toEqual([0, 1, 2])
    expect(job.external_post_id).toBe(job.parts[0]!.external_post_id)
    const posts = new Map((await world.ledger('x')).map((post) => [post.id, post]))
    const [first, second, third] = job.parts.map((part) => posts.get(part.external_post_id))
    expect([first.text, second.parent_id, third.parent_id]).toEqual(['First of three', first.id, second.id])
    expect(second.media).toHaveLength(1)
  })

  test('one event tells that it is live, with its ids and without its words', async () => {
    const job = await world.published('alice', { connection_id: x, text_content: 'Tell nobody' })
    const events = world.environment.aws.events.recorded
      .map(({ event }) => event as { 'detail-type': string; detail: Record<string, unknown> })
      .filter(({ detail }) => detail.job_id === job.job_id)
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({
      'detail-type': 'publish_job.published',
      detail: { user_id: 'alice', connection_id: x, status: 'Published', post_url: job.post_url },
    })
    expect(JSON.stringify(events)).not.toContain('Tell nobody')
  })

  test('a text that is too long is refused with its rule, and nothing is stored', async () => {
    const own = await world.connect('tess', 'x')
    const answer = await world.publish('tess', { connection_id: own, text_content: '語'.repeat(141) })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      code: 'content_validation_failed',
      violations: [{ path: 'text_content', rule: 'max_length' }],
    })
    expect(answer.body.violations[0].message).toContain('282')
    expect((await world.call('tess', '/publishing/jobs')).body).toEqual([])
  })

  test('validate says the same of a post without storing anything', async () => {
    const body = { connection_id: x, text_content: 'a'.repeat(281) }
    const refused = await world.call('alice', '/publishing/validate', { method: 'POST', body })
    expect(refused.status).toBe(200)
    expect(refused.body).toMatchObject({ valid: false, violations: [{ rule: 'max_length' }] })
    const good = await world.call('alice', '/publishing/validate', {
      method: 'POST',
      body: { connection_id: x, text_content: 'Fine' },
    })
    expect(good.body).toEqual({ valid: true, violations: [], warnings: [] })
    const hostile = await world.call('alice', '/publishing/validate', {
      method: 'POST',
      body: { connection_id: x, assets: [image('http://169.254.169.254/latest')] },
    })
    expect(hostile.body).toMatchObject({ valid: false, violations: [{ rule: 'unsafe_url' }] })
  })
})

describe.concurrent('on Instagram', () => {
  test('a picture is live as a post with its caption', async () => {
    const url = await world.put('square.jpg', jpeg({ width: 600, height: 600 }))
    const job = await world.published('alice', {
      connection_id: instagram,
      text_content: 'A square #blue',
      assets: [{ ...image(url), alt_text: 'Blue' }],
    })
    expect(job).toMatchObject({ status: 'Published', content: { post_type: 'post' } })
    const post = await livePost('instagram', job)
    expect(post).toMatchObject({ text: 'A square #blue', account: { username: 'alice' } })
    expect(post.media).toMatchObject([{ width: 600, height: 600, alt_text: 'Blue' }])
  })

  test('two pictures are live as one carousel', async () => {
    const one = await world.put('c1.jpg', jpeg({ width: 500, height: 500 }))
    const two = await world.put('c2.jpg', jpeg({ width: 500, height: 500, color: [200, 30, 30] }))
    const job = await world.published('alice', {
      connection_id: instagram,
      text_content: 'Both',
      assets: [image(one), image(two)],
    })
    expect(job).toMatchObject({ status: 'Published', content: { post_type: 'carousel' } })
    expect((await livePost('instagram', job)).media).toHaveLength(2)
  })

  test('a picture is live as a story', async () => {
    const url = await world.put('story.jpg', jpeg({ width: 540, height: 960 }))
    const job = await world.published('alice', {
      connection_id: instagram,
      assets: [image(url)],
      platform_specific_options: { post_type: 'story' },
    })
    expect(job).toMatchObject({ status: 'Published', content: { post_type: 'story' } })
    expect((await livePost('instagram', job)).type.toLowerCase()).toContain('story')
  })

  test('a film is live as a reel', async () => {
    const url = await world.put('reel.mp4', await mp4({ width: 360, height: 640, seconds: 4 }))
    const job = await world.published('alice', {
      connection_id: instagram,
      text_content: 'Four seconds',
      assets: [video(url)],
    })
    expect(job).toMatchObject({ status: 'Published', content: { post_type: 'reel' } })
    expect((await livePost('instagram', job)).text).toBe('Four seconds')
  })
})
