import type { MediaRule, PlatformDefinition, Source, TextRule } from '../contract.ts'
import { draftOptions, photoOptions, videoOptions } from './options.ts'

const docs = 'https://developers.tiktok.com/doc'
const checked = '2026-11-20'
const transferGuide: Source = { url: `${docs}/content-posting-api-media-transfer-guide`, checked }
const directPost: Source = { url: `${docs}/content-posting-api-reference-direct-post`, checked }
const photoPost: Source = { url: `${docs}/content-posting-api-reference-photo-post`, checked }

const secondMs = 1000
const dayMs = 86_400 * secondMs
const megabyte = 1024 * 1024

const caption: TextRule = { max: 2200, unit: 'utf16', source: directPost }
const description: TextRule = { max: 4000, unit: 'utf16', source: photoPost }

const video: MediaRule = {
  mime: ['video/mp4', 'video/quicktime', 'video/webm'],
  maxBytes: 4 * 1024 * megabyte,
  minWidth: 360,
  maxWidth: 4096,
  minHeight: 360,
  maxHeight: 4096,
  // By API; each creator has a limit of their own (3, 5 or 10 minutes), which is read before the upload.
  maxSeconds: 600,
  minFps: 23,
  maxFps: 60,
  videoCodecs: ['h264', 'hevc', 'vp8', 'vp9'],
  source: transferGuide,
}

// PNG is refused (seen in peers). "Maximum 1080p": the shorter side is judged once it is measured.
const image: MediaRule = {
  mime: ['image/jpeg', 'image/webp'],
  maxBytes: 20 * megabyte,
  maxWidth: 1920,
  maxHeight: 1920,
  source: transferGuide,
}

/** Posts and inbox drafts of TikTok accounts, by the Content Posting API. */
export const definition = {
  platform: 'tiktok',
  name: 'TikTok',
  review:
    'The app first, with a screencast of each scope. Until the audit after it, posts are private (SELF_ONLY), on private accounts, of five people a day.',
  oauth: {
    // The app must be approved for each of them, or the whole consent fails. `video.list` finds photo posts again; an
    // app without it is configured with the others.
    scopes: ['user.info.basic', 'video.publish', 'video.upload', 'video.list'],
    required: ['user.info.basic', 'video.publish', 'video.upload'],
    // Required of mobile and desktop apps only; a web app has its secret.
    pkce: false,
  },
  // The refresh token lives 365 days; whether a refresh begins them anew is not documented, so it is tried in time.
  renewAheadMs: 14 * dayMs,
  defaultPostType: ({ assets }) =>
    assets.some(({ asset_type }) => asset_type === 'video') ? 'video' : 'photo',
  postTypes: {
    video: {
      text: caption,
      required: ['media'],
      media: { min: 1, max: 1, kinds: { video } },
      options: videoOptions,
      preparationSeconds: 120, // all of the film but its last piece
    },
    photo: {
      text: description,
      required: ['media'],
      media: { min: 1, max: 35, kinds: { image } },
      options: photoOptions,
      preparationSeconds: 10, // one look at the creator info
    },
    draft: {
      text: description,
      required: ['media'],
      media: { min: 1, max: 35, kinds: { image, video }, alone: ['video'] },
      options: draftOptions,
      preparationSeconds: 120,
    },
  },
  // The commit carries the last piece of a film, up to 12 MB.
  commitTimeoutMs: 30 * secondMs,
  // How soon a status tells of bytes that came in is documented nowhere.
  settlingMs: 60 * secondMs,
  // The status of an upload's own publish_id; of photos whose answer was lost, absence is never said at all.
  absence: 'proof',
} satisfies PlatformDefinition
