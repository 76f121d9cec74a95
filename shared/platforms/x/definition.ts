import type { MediaRule, PlatformDefinition, PostTypeRules, Source, TextRule } from '../contract.ts'
import { pollOptions, postOptions, threadOptions } from './options.ts'

const checked = '2026-11-20'
const bestPractices: Source = { url: 'https://docs.x.com/x-api/media/quickstart/best-practices', checked }

const megabyte = 1024 * 1024

const text: TextRule = {
  // Premium accounts may write 25,000; which account may is not asked here, and over-length is refused by X.
  max: 280,
  unit: 'x_weighted',
  source: {
    url: 'https://github.com/twitter/twitter-text/blob/30e2430d90cf/config/v3.json',
    checked,
  },
}

const image: MediaRule = {
  mime: ['image/jpeg', 'image/png', 'image/webp'],
  maxBytes: 5 * megabyte,
  source: bestPractices,
}

const gif: MediaRule = {
  mime: ['image/gif'],
  maxBytes: 15 * megabyte,
  maxWidth: 1280,
  maxHeight: 1080,
  maxFrames: 350,
  maxTotalPixels: 300_000_000,
  source: bestPractices,
}

const video: MediaRule = {
  mime: ['video/mp4', 'video/quicktime'],
  // Documented for DMs, and for every post until 2026-09. Since then 20 min and 8 GB (Premium 125 min, 16 GB)
  // are promised for posts; the older caps hold for every account.
  maxBytes: 512 * megabyte,
  minSeconds: 0.5,
  maxSeconds: 140,
  minWidth: 32,
  minHeight: 32,
  // "Between 32x32 and 1280x1024", and on the same page 720x1280 as recommended: either side may be the long one.
  maxWidth: 1280,
  maxHeight: 1280,
  minRatio: 1 / 3,
  maxRatio: 3,
  maxFps: 60,
  videoCodecs: ['h264'],
  audioCodecs: ['aac'],
  source: bestPractices,
}

const altText: PostTypeRules['media']['altText'] = {
  max: 1000,
  kinds: ['image', 'gif'],
  source: { url: 'https://docs.x.com/x-api/media/introduction', checked },
}

/** Of one post: 4 photos, or 1 GIF, or 1 video. */
export const mediaPerPost = 4

const post: PostTypeRules = {
  text,
  required: [],
  media: { min: 0, max: mediaPerPost, kinds: { image, gif, video }, alone: ['gif', 'video'], altText },
  options: postOptions,
  preparationSeconds: 90,
}

/** Text and media stand in its parts; each obeys the rules of a post, which `check` sees to. */
const thread: PostTypeRules = {
  text: null,
  required: [],
  media: { min: 0, max: 50, kinds: { image, gif, video }, altText },
  options: threadOptions,
  preparationSeconds: 150,
}

/** The text is the question. */
const poll: PostTypeRules = {
  text,
  required: ['text'],
  media: { min: 0, max: 0, kinds: {} },
  options: pollOptions,
  preparationSeconds: 0,
}

export const definition = {
  platform: 'x',
  name: 'X',
  review: 'None, but every post is refused until the app has credit.',
  oauth: {
    // Per call in X's OpenAPI 2.167 (securitySchemes.OAuth2UserToken), checked 2026-11-20.
    scopes: ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'],
    // Without offline.access the grant dies after two hours, before most schedules.
    required: ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'],
    pkce: true,
  },
  // A refresh token ends by being spent; X documents no other end (peers speak of six idle months).
  renewAheadMs: null,
  defaultPostType: () => 'post',
  postTypes: { post, thread, poll },
  commitTimeoutMs: 15_000,
  // How long a timeline lags behind a new post is documented nowhere; peers see seconds. Three looks at 5, 15, 45 s.
  settlingMs: 45_000,
  // A timeline is not proof; X's refusal of duplicates is what makes one more sending safe.
  absence: 'hint',
} satisfies PlatformDefinition
