import { beforeAll, expect, test } from 'vitest'
import type { Schema } from '../../client/open-api.ts'
import { gif, jpeg } from '../fixtures/media.ts'
import { image, openPublishingWorld, type PublishingWorld, video } from './publishing-world.ts'

// Rules over several files, which only their measures tell: they are held against them as soon as those are known.

const user = 'alice'
const dayMs = 86_400_000

let world: PublishingWorld
const files: Record<string, ReturnType<typeof image | typeof video>> = {}
beforeAll(async () => {
  world = await openPublishingWorld({ simulators: ['pinterest', 'tiktok', 'x'] })
  files.square = image(await world.put('square.jpg', jpeg({ width: 640, height: 640 })))
  files.wide = image(await world.put('wide.jpg', jpeg({ width: 900, height: 600 })))
  files.large = image(await world.put('large.jpg', jpeg({ width: 1200, height: 1200 })))
  files.film = video(files.wide.url)
  // Called a photo, and none.
  files.animation = image(await world.put('animation.jpg', gif({ width: 64, height: 64, frames: 3 })))
})

const refusals = [
  {
    what: 'pictures of two shapes in a carousel',
    platform: 'pinterest',
    assets: ['square', 'wide'],
    options: { board_id: '512636375000000201' },
    says: 'All pictures of a Pinterest carousel must have the same ratio of width to height.',
  },
  {
    what: 'a photo beyond 1080 × 1920',
    platform: 'tiktok',
    assets: ['square', 'large'],
    options: {
      privacy_level: 'SELF_ONLY',
      disable_comment: true,
      brand_organic_toggle: false,
      brand_content_toggle: false,
    },
    says: 'Photo 1 is 1200 × 1200; TikTok takes up to 1080 × 1920.',
  },
  {
    what: 'a picture that was called a film, and its cover',
    platform: 'pinterest',
    assets: ['film', 'square'],
    options: { board_id: '512636375000000201' },
    says: 'A video Pin has one video, and a picture as its cover; here are 0.',
  },
  {
    what: 'a GIF that was called a photo in a post of two',
    platform: 'x',
    assets: ['square', 'animation'],
    options: {},
    says: 'On X, a gif must be the only file of a post.',
  },
  {
    what: 'a GIF that was called a photo beside another',
    platform: 'x',
    assets: ['square', 'animation'],
    options: { post_type: 'thread', parts: [{ text: 'First', assets: [0, 1] }, { text: 'Second' }] },
    says: 'X takes up to 4 photos, or 1 GIF, or 1 video in a post.',
  },
]

test.each(refusals)('$what: $platform refuses it at once, however far away its time', async (post) => {
  const connection_id = await world.connect(user, post.platform)
  const body = {
    connection_id,
    assets: post.assets.map((name) => files[name]!),
    platform_specific_options: post.options as Schema<'PlatformOptions'>,
  }
  const accepted = await world.schedule(user, { ...body, schedule_time: world.inMs(dayMs) })
  expect([accepted.status, accepted.text]).toEqual([202, expect.any(String)])
  await world.settle()
  const job = await world.job(user, accepted.body.job_id)
  expect([job.status, job.error_code, job.error_message]).toEqual([
    'ContentRejected',
    'content_rejected',
    expect.stringContaining(post.says),
  ])
})
