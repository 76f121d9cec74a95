import { expect, test } from 'vitest'
import type { Platform } from '../../../shared/domain/platform.ts'
import type { JobMedia } from '../../../shared/domain/publish-job.ts'
import { validateContent } from '../../../shared/publishing/validate-content.ts'

const picture = (more: Partial<JobMedia> = {}): JobMedia => ({
  key: 'media/a',
  kind: 'image',
  mime: 'image/jpeg',
  bytes: 200_000,
  width: 1000,
  height: 1000,
  ...more,
})
const film = (more: Partial<JobMedia> = {}): JobMedia => ({
  ...picture({ kind: 'video', mime: 'video/mp4', bytes: 5_000_000, width: 1080, height: 1920 }),
  duration_s: 20,
  fps: 30,
  video_codec: 'h264',
  audio_codec: 'aac',
  audio_rate: 48_000,
  audio_channels: 2,
  moov_first: true,
  ...more,
})
const leaflet = (more: Partial<JobMedia> = {}): JobMedia =>
  picture({ kind: 'document', mime: 'application/pdf', width: 0, height: 0, ...more })

const judge = (platform: Platform, post_type: string, media: JobMedia[]) =>
  validateContent(
    platform,
    {
      text: post_type === 'story' ? '' : 'Morning',
      post_type,
      target: null,
      options: {},
      assets: media.map(({ kind, mime }) => ({
        url: 'https://a.example/a',
        asset_type: kind === 'gif' ? 'image' : kind,
        mime_type: mime,
      })),
    },
    media,
  )

test.each<[what: string, platform: Platform, type: string, good: JobMedia, bad: JobMedia, rule: string]>([
  ['films below 75 KB', 'linkedin', 'video', film({ bytes: 76_800 }), film({ bytes: 76_799 }), 'bytes'],
  [
    'documents of over 300 pages',
    'linkedin',
    'document',
    leaflet({ pages: 300 }),
    leaflet({ pages: 301 }),
    'pages',
  ],
  [
    'GIFs of too many pixels',
    'linkedin',
    'post',
    picture({ kind: 'gif', mime: 'image/gif', width: 36_152_319, height: 1, frames: 250 }),
    picture({ kind: 'gif', mime: 'image/gif', width: 36_152_320, height: 1, frames: 1 }),
    'pixels',
  ],
  [
    'films of over 60 frames a second',
    'tiktok',
    'video',
    film({ fps: 60.02 }),
    film({ fps: 61 }),
    'frame_rate',
  ],
  ['films of under 24', 'facebook', 'reel', film({ fps: 23.976 }), film({ fps: 23 }), 'frame_rate'],
  ['films whose index comes last', 'instagram', 'reel', film(), film({ moov_first: false }), 'index_first'],
  [
    'films of over 25 Mbps',
    'instagram',
    'reel',
    film({ bytes: 62_500_000 }),
    film({ bytes: 70_000_000 }),
    'bit_rate',
  ],
  ['sound of over 48 kHz', 'instagram', 'story', film(), film({ audio_rate: 96_000 }), 'audio_rate'],
  [
    'sound of six channels',
    'instagram',
    'reel',
    film({ audio_channels: 1 }),
    film({ audio_channels: 6 }),
    'audio_channels',
  ],
  [
    'reels smaller than 540 × 960',
    'facebook',
    'reel',
    film({ width: 540, height: 960 }),
    film({ width: 540, height: 950 }),
    'long_side',
  ],
])('%s are refused by %s', async (_what, platform, type, good, bad, rule) => {
  expect((await judge(platform, type, [good])).violations).toEqual([])
  expect((await judge(platform, type, [bad])).violations).toMatchObject([{ path: 'assets.0', rule }])
})

test('a document whose pages can’t be counted is LinkedIn’s to judge', async () => {
  expect((await judge('linkedin', 'document', [leaflet()])).violations).toEqual([])
})

test.each<[platform: Platform, type: string, good: JobMedia, other: JobMedia, warning: RegExp]>([
  ['instagram', 'reel', film(), film({ width: 1080, height: 1080 }), /9:16 and 5 to 90 seconds/],
  ['instagram', 'reel', film({ duration_s: 90 }), film({ duration_s: 91 }), /9:16 and 5 to 90 seconds/],
  ['instagram', 'story', picture({ height: 1778 }), picture(), /advises 9:16/],
  ['instagram', 'story', film(), film({ width: 1920, height: 1080 }), /advises 9:16/],
  ['instagram', 'post', picture(), picture({ width: 300, height: 300 }), /narrower than 320/],
  ['facebook', 'reel', film(), film({ width: 1920, height: 1080 }), /advises 9:16/],
  ['facebook', 'reel', film(), film({ width: 540, height: 960 }), /advises 1080 × 1920/],
  ['facebook', 'reel', film(), film({ mime: 'video/quicktime' }), /advises MP4/],
  [
    'facebook',
    'post',
    picture({ bytes: 2_000_000 }),
    picture({ mime: 'image/png', bytes: 2_000_000 }),
    /PNG photos of up to 1 MB/,
  ],
  [
    'pinterest',
    'post',
    picture({ height: 1500 }),
    picture({ height: 1600 }),
    /cuts pictures taller than 2:3/,
  ],
  ['pinterest', 'post', picture({ height: 1500 }), picture(), /advises pictures of 2:3/],
  ['pinterest', 'video', film(), film({ width: 1920, height: 1080 }), /advises 1:1, 2:3, 4:5 or 9:16/],
])('%s takes a %s of another shape, and warns', async (platform, type, good, other, warning) => {
  expect(await judge(platform, type, [good])).toEqual({ violations: [], warnings: [] })
  expect(await judge(platform, type, [other])).toEqual({
    violations: [],
    warnings: [expect.stringMatching(warning)],
  })
})

test('of several files the warning names which', async () => {
  expect((await judge('pinterest', 'carousel', [picture(), picture()])).warnings).toEqual([])
  const wide = picture({ width: 1500 })
  expect((await judge('pinterest', 'carousel', [wide, wide])).warnings).toEqual([
    'File 0: Pinterest advises 1:1 or 2:3 for carousels.',
    'File 1: Pinterest advises 1:1 or 2:3 for carousels.',
  ])
})

test('a carousel of several shapes is cropped by Instagram to that of its first file', async () => {
  expect((await judge('instagram', 'carousel', [picture(), picture({ bytes: 1 })])).warnings).toEqual([])
  expect((await judge('instagram', 'carousel', [picture(), picture({ height: 1250 })])).warnings).toEqual([
    'Instagram crops all of a carousel to the shape of its first file.',
  ])
})
