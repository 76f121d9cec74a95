import type { MediaRule, PlatformDefinition, PostTypeRules, Source, TextRule } from '../contract.ts'
import { postOptions, reelOptions, storyOptions, videoOptions } from './options.ts'

const docs = 'https://developers.facebook.com/docs'
const checked = '2026-11-20'
const photoReference: Source = { url: `${docs}/graph-api/reference/page/photos`, checked }
const videoReference: Source = { url: `${docs}/graph-api/reference/page/videos`, checked }
const reelsGuide: Source = { url: `${docs}/video-api/guides/reels-publishing`, checked }
const storiesGuide: Source = { url: `${docs}/page-stories-api`, checked }

const secondMs = 1000
const dayMs = 86_400 * secondMs
const megabyte = 1_000_000

const text: TextRule = {
  // In no official page that was read, but what every other project keeps to.
  max: 63_206,
  unit: 'utf16',
  source: { url: `${docs}/graph-api/reference/page/feed`, checked },
}

const photo: MediaRule = {
  mime: ['image/jpeg', 'image/png', 'image/bmp', 'image/tiff'],
  maxBytes: 10 * megabyte, // a refusal (1366046) speaks of 4 MB
  advice: [
    {
      of: ['image/png'],
      maxBytes: megabyte,
      says: 'Facebook advises PNG photos of up to 1 MB.',
      source: photoReference,
    },
  ],
  source: photoReference,
}

const gif: MediaRule = { ...photo, mime: ['image/gif'] }

const video: MediaRule = {
  mime: ['video/mp4', 'video/quicktime'],
  // Not in the pages read: 10 GB and 240 minutes are commonly quoted, 4 GB and 1 GB are kept to by some.
  maxBytes: 1000 * megabyte,
  maxSeconds: 240 * 60,
  source: videoReference,
}

const reel: MediaRule = {
  mime: ['video/mp4', 'video/quicktime'],
  maxBytes: 1000 * megabyte, // not told; as other videos
  // 9:16 and 540x960 are advised; what is refused is outside 16:9 … 9:16, so either side may be the long one.
  minWidth: 540,
  minHeight: 540,
  minLongSide: 960,
  minRatio: 9 / 16,
  maxRatio: 16 / 9,
  minSeconds: 3,
  maxSeconds: 90,
  minFps: 24,
  maxFps: 60,
  videoCodecs: ['h264', 'hevc', 'vp9', 'av1'],
  audioCodecs: ['aac'],
  advice: [
    {
      ratios: [9 / 16],
      says: 'Facebook advises 9:16 here; other shapes may be cropped.',
      source: reelsGuide,
    },
    {
      minLongSide: 1920,
      says: 'Facebook advises 1080 × 1920 here.',
      source: reelsGuide,
    },
    { mime: ['video/mp4'], says: 'Facebook advises MP4 here.', source: reelsGuide },
  ],
  source: reelsGuide,
}

const storyVideo: MediaRule = { ...reel, maxSeconds: 60, source: storiesGuide }

// The reference names no length; Instagram's, of the same company.
const altText: PostTypeRules['media']['altText'] = {
  max: 1000,
  kinds: ['image', 'gif'],
  source: photoReference,
}

/** Facebook Pages with Facebook Login. */
export const definition = {
  platform: 'facebook',
  name: 'Facebook',
  review:
    'People with a role on the app post without one. Everybody else needs Advanced Access to each scope (App Review and Business Verification) and the app set to Live.',
  oauth: {
    scopes: [
      'pages_show_list',
      'pages_read_engagement',
      'pages_manage_posts',
      // First comments.
      'pages_manage_engagement',
      'read_insights',
    ],
    required: ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts'],
    pkce: false, // not for apps with a secret
  },
  target: {
    option: 'page_id',
    tokenGone:
      'This Page is gone, or the connection may no longer use it. Connect again or name another Page.',
  },
  // The person's token lives 60 days and is exchanged for a new one; the Pages' own tokens have no end.
  renewAheadMs: 30 * dayMs,
  defaultPostType: ({ assets }) =>
    assets.some(({ asset_type }) => asset_type === 'video') ? 'video' : 'post',
  postTypes: {
    post: {
      text,
      required: [],
      contentOptions: ['link'],
      // How many photos is undocumented; other projects stop at ten.
      media: { min: 0, max: 10, kinds: { image: photo, gif }, altText },
      options: postOptions,
      preparationSeconds: 30,
    },
    video: {
      text,
      required: ['media'],
      media: { min: 1, max: 1, kinds: { video } },
      options: videoOptions,
      preparationSeconds: 240, // its bytes are sent
    },
    reel: {
      text,
      required: ['media'],
      media: { min: 1, max: 1, kinds: { video: reel } },
      options: reelOptions,
      preparationSeconds: 120,
    },
    story: {
      text: null,
      required: ['media'],
      media: { min: 1, max: 1, kinds: { image: photo, video: storyVideo } },
      options: storyOptions,
      preparationSeconds: 120, // it may be a video
    },
  },
  commitTimeoutMs: 20 * secondMs,
  // Listings lag; they are read again at about 10, 30, 60 and 120 s.
  settlingMs: 120 * secondMs,
  // Texts and comments are found in lists, which may lag. Videos tell by themselves, so for them this is more than careful.
  absence: 'hint',
} satisfies PlatformDefinition
