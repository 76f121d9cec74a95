import type { Advice, MediaRule, PlatformDefinition, PostTypeRules, Source, TextRule } from '../contract.ts'
import { carouselOptions, postOptions, reelOptions, storyOptions } from './options.ts'

const docs = 'https://developers.facebook.com/docs/instagram-platform'
const checked = '2026-11-20'
const mediaReference: Source = {
  url: `${docs}/instagram-graph-api/reference/ig-user/media`,
  checked,
}

const secondMs = 1000
const dayMs = 86_400 * secondMs
const mebibyte = 1024 * 1024

const caption: TextRule = {
  max: 2200,
  unit: 'code_points', // "characters" is all the reference says
  maxHashtags: 30,
  // A cap of 5 was announced in December 2025 for people; the API reference still says 30.
  warnHashtags: 5,
  maxMentions: 20,
  source: mediaReference,
}

const upright: Advice = {
  ratios: [9 / 16],
  says: 'Instagram advises 9:16 here; other shapes may be cropped.',
  source: mediaReference,
}

const jpeg: MediaRule = { mime: ['image/jpeg'], maxBytes: 8 * mebibyte, source: mediaReference }

const storyImage: MediaRule = { ...jpeg, advice: [upright] }

const feedImage: MediaRule = {
  ...jpeg,
  minRatio: 4 / 5,
  maxRatio: 1.91,
  advice: [
    {
      // Wider ones are scaled down to 1440, which costs nobody anything.
      minWidth: 320,
      says: 'Instagram enlarges pictures narrower than 320 pixels.',
      source: mediaReference,
    },
  ],
}

// Not readable from an index: edit lists, closed groups of pictures, progressive scan, 4:2:0.
const film: MediaRule = {
  mime: ['video/mp4', 'video/quicktime'],
  maxBytes: 300_000_000, // the reference; Meta's Postman text says 1 GB
  maxWidth: 1920,
  minRatio: 0.01,
  maxRatio: 10,
  minSeconds: 3,
  maxSeconds: 15 * 60,
  minFps: 23,
  maxFps: 60,
  videoCodecs: ['h264', 'hevc'],
  audioCodecs: ['aac'],
  // 25 Mbps of pictures; the rest is sound and container.
  maxBitsPerSecond: 26_000_000,
  maxAudioRate: 48_000,
  maxAudioChannels: 2,
  indexFirst: true,
  source: mediaReference,
}

const reelVideo: MediaRule = {
  ...film,
  advice: [
    {
      minSeconds: 5,
      maxSeconds: 90,
      ratios: [9 / 16],
      says: 'Instagram shows under Reels what is 9:16 and 5 to 90 seconds long; this appears in the feed and the profile.',
      // Quoted from Meta's pages by another project.
      source: mediaReference,
    },
  ],
}

// The reference has no numbers for a carousel's videos: a reel's, in the shape of a feed image.
const carouselVideo: MediaRule = { ...film, minRatio: 4 / 5, maxRatio: 1.91 }

const storyVideo: MediaRule = {
  ...film,
  maxBytes: 100_000_000,
  minRatio: 0.1,
  maxSeconds: 60,
  advice: [upright],
}

const altText: PostTypeRules['media']['altText'] = { max: 1000, kinds: ['image'], source: mediaReference }

/** Instagram with Instagram Login, for professional accounts (Business and Creator). */
export const definition = {
  platform: 'instagram',
  name: 'Instagram',
  review:
    'Accounts with a role on the app post without one. Everybody else needs Advanced Access to each scope: App Review and Business Verification.',
  oauth: {
    scopes: [
      'instagram_business_basic',
      'instagram_business_content_publish',
      'instagram_business_manage_comments',
      'instagram_business_manage_insights',
    ],
    required: ['instagram_business_basic', 'instagram_business_content_publish'],
    pkce: false, // none documented
  },
  // A token lives 60 days and dies unrenewed; it can't be renewed in its first 24 hours.
  renewAheadMs: 14 * dayMs,
  defaultPostType: ({ assets }) =>
    assets.length >= 2 ? 'carousel' : assets[0]?.asset_type === 'video' ? 'reel' : 'post',
  postTypes: {
    post: {
      text: caption,
      required: ['media'],
      media: { min: 1, max: 1, kinds: { image: feedImage }, altText },
      options: postOptions,
      preparationSeconds: 30, // images are ready in 1–5 s
    },
    carousel: {
      text: caption,
      required: ['media'],
      media: { min: 2, max: 10, kinds: { image: feedImage, video: carouselVideo }, altText },
      options: carouselOptions,
      preparationSeconds: 300, // it may hold videos
    },
    reel: {
      text: caption,
      required: ['media'],
      media: { min: 1, max: 1, kinds: { video: reelVideo } },
      options: reelOptions,
      preparationSeconds: 300, // the guide's own limit for polling
    },
    story: {
      text: null,
      required: ['media'],
      media: { min: 1, max: 1, kinds: { image: storyImage, video: storyVideo } },
      options: storyOptions,
      preparationSeconds: 300, // it may be a video
    },
  },
  commitTimeoutMs: 20 * secondMs,
  // A container may still read FINISHED while its publish request is under way inside Instagram, so it is
  // read again at about 10, 30, 60 and 120 s; only then is FINISHED taken for "not live".
  settlingMs: 120 * secondMs,
  // PUBLISHED stands on the container itself, so nothing hangs on a list that lags.
  absence: 'proof',
} satisfies PlatformDefinition
