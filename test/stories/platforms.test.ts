import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { platforms } from '../../shared/domain/platform.ts'
import { openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

interface PostType {
  post_type: string
  required: string[]
  text: { max_length: number; unit: string } | null
  media: { min: number; max: number; kinds: { kind: string; mime_types: string[]; max_bytes: number }[] }
  options: Parameters<typeof z.fromJSONSchema>[0] & { properties: Record<string, object> }
}

interface Told {
  platform: string
  name: string
  configured: boolean
  enabled: boolean
  healthy: boolean
  target_option: string | null
  post_types: PostType[]
}

let world: PublishingWorld
beforeAll(async () => {
  world = await openPublishingWorld()
})

const tell = async (from = world): Promise<Told[]> => (await from.call('alice', '/platforms')).body
const tellX = async () => (await tell()).find(({ platform }) => platform === 'x')!

describe('the networks as data', () => {
  test('are all told, with every type and at least one limit of it', async () => {
    const told = await tell()
    expect(told.map(({ platform }) => platform)).toEqual([...platforms])
    for (const { post_types } of told) {
      expect(post_types.length).toBeGreaterThan(0)
      for (const { text, media, required } of post_types) {
        expect(text !== null || media.max > 0).toBe(true)
        expect(media.kinds.length > 0).toBe(media.max > 0)
        if (required.includes('media')) expect(media.min).toBeGreaterThan(0)
        for (const kind of media.kinds) expect(kind.mime_types.length).toBeGreaterThan(0)
      }
    }
  })

  test('say their limits in numbers', async () => {
    const post = (await tellX()).post_types.find(({ post_type }) => post_type === 'post')!
    expect(post.text).toMatchObject({ max_length: 280, unit: 'x_weighted' })
    expect(post.media).toMatchObject({ min: 0, max: 4, alone: ['gif', 'video'] })
    expect(post.media.kinds.find(({ kind }) => kind === 'gif')).toMatchObject({
      mime_types: ['image/gif'],
      max_frames: 350,
      min_seconds: null,
    })
  })

  test('have options that a form can be built from, and that the service judges by', async () => {
    const { post_types } = await tellX()
    const { options } = post_types.find(({ post_type }) => post_type === 'post')!
    const form = z.fromJSONSchema(options)
    const connection_id = await world.connect('alice', 'x')
    const judge = async (platform_specific_options: object) =>
      (
        await world.call('alice', '/publishing/validate', {
          method: 'POST',
          body: { connection_id, text_content: 'Hello', platform_specific_options },
        })
      ).body.valid
    for (const [given, valid] of [
      [{}, true],
      [{ post_type: 'post', reply_settings: 'following', made_with_ai: null }, true],
      [{ post_type: null }, true],
      [{ reply_settings: 'everybody' }, false],
      [{ share_to_feed: true }, false],
    ] as const) {
      expect(form.safeParse(given).success, JSON.stringify(given)).toBe(valid)
      expect(await judge(given), JSON.stringify(given)).toBe(valid)
    }
  })

  test('have the option of the place they go to among those of every type', async () => {
    for (const { target_option, post_types } of await tell())
      for (const { options } of post_types) {
        expect(Object.keys(options.properties)).toContain('post_type')
        if (target_option) expect(Object.keys(options.properties)).toContain(target_option)
      }
  })
})

describe('whether a network can be used', () => {
  test('is healthy, enabled and configured with everything in place', async () => {
    for (const network of await tell())
      expect(network).toMatchObject({ configured: true, enabled: true, healthy: true })
  })

  test('is not healthy while all its work waits, and is again once a post got through', async () => {
    const connection_id = await world.connect('alice', 'x')
    await world.control('x', 'faults', { kind: 'credits', route: 'POST /2/tweets' })
    const accepted = await world.publish('alice', { connection_id, text_content: 'No credit' })
    await world.environment.settle()
    expect((await tell()).filter(({ healthy }) => !healthy).map(({ platform }) => platform)).toEqual(['x'])
    await world.end('alice', accepted.body.job_id)
    expect(await tellX()).toMatchObject({ healthy: true })
  })

  test('is not enabled with its toggle off, and not configured without credentials', async () => {
    const other = await openPublishingWorld({
      simulators: [],
      env: { ENABLE_X_PUBLISHING: 'false', INSTAGRAM_APP_ID: '1', INSTAGRAM_APP_SECRET: 'a secret' },
    })
    const told = await tell(other)
    expect(told.find(({ platform }) => platform === 'x')).toMatchObject({ configured: false, enabled: false })
    expect(told.find(({ platform }) => platform === 'instagram')).toMatchObject({
      configured: true,
      enabled: true,
    })
  })
})
