import type { MediaRule, PlatformDefinition, PostTypeRules, Source, TextRule } from '../contract.ts'
import { articleOptions, documentOptions, pollOptions, postOptions, videoOptions } from './options.ts'

const docs = 'https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares'
const checked = '2026-11-20'
const imagesApi: Source = { url: `${docs}/images-api`, checked }
const videosApi: Source = { url: `${docs}/videos-api`, checked }
const documentsApi: Source = { url: `${docs}/documents-api`, checked }

const megabyte = 1_000_000
const minuteS = 60
/** Fewer than 36,152,320. */
const mostPixels = 36_152_319

const text: TextRule = {
  max: 3000,
  unit: 'utf16', // how LinkedIn counts is documented nowhere; the strictest
  source: { url: `${docs}/posts-api`, checked },
}

const gif: MediaRule = {
  mime: ['image/gif'],
  // Aggregators say 5 MB, some 8; LinkedIn's own page names pixels and frames alone.
  maxBytes: 5 * megabyte,
  maxFrames: 250,
  maxPixels: mostPixels,
  source: imagesApi,
}

const image: MediaRule = {
  mime: ['image/jpeg', 'image/png'],
  maxBytes: 5 * megabyte,
  maxPixels: mostPixels,
  source: imagesApi,
}

const video: MediaRule = {
  mime: ['video/mp4'],
  minBytes: 75 * 1024, // 75 KB, read the stricter way
  maxBytes: 500 * megabyte, // uploads in parts may take 5 GB
  minSeconds: 3,
  maxSeconds: 30 * minuteS,
  minRatio: 1 / 2.4,
  maxRatio: 2.4,
  source: videosApi,
}

const document: MediaRule = {
  mime: [
    'application/pdf',
    'application/msword',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.ms-powerpoint',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ],
  maxBytes: 100 * megabyte,
  maxPages: 300,
  source: documentsApi,
}

// What other projects keep to.
const altText: PostTypeRules['media']['altText'] = {
  max: 4086,
  kinds: ['image', 'gif'],
  source: { url: `${docs}/posts-api`, checked },
}

/** LinkedIn's Posts API, for a person and for the organizations they post for. */
export const definition = {
  platform: 'linkedin',
  name: 'LinkedIn',
  review:
    "People's own profiles need none. Organizations need the Community Management API, which is reviewed and must be the app's only product.",
  oauth: {
    // All or none: a consent for another set ends the tokens of the one before.
    scopes: [
      'openid',
      'profile',
      'w_member_social',
      'w_organization_social',
      'r_organization_social',
      'rw_organization_admin',
    ],
    required: ['openid', 'w_member_social'],
    // authorization-code-flow, step 2, checked 2026-11-20: at the login, and at the consent.
    denials: ['user_cancelled_login', 'user_cancelled_authorize'],
    pkce: false, // not for ordinary apps
  },
  target: { option: 'company_urn', toggles: { person: 'personal' } },
  // A refresh token keeps its first end whatever is done, and without one nothing can be renewed.
  renewAheadMs: null,
  defaultPostType: ({ assets }) =>
    assets.find(({ asset_type }) => asset_type === 'video' || asset_type === 'document')?.asset_type ??
    'post',
  postTypes: {
    post: {
      text,
      required: [],
      media: { min: 0, max: 20, kinds: { image, gif }, altText },
      options: postOptions,
      preparationSeconds: 60,
    },
    article: {
      text,
      required: [],
      contentOptions: ['source'],
      // The preview's picture.
      media: { min: 0, max: 1, kinds: { image, gif } },
      options: articleOptions,
      preparationSeconds: 20,
    },
    video: {
      text,
      required: [],
      media: { min: 1, max: 1, kinds: { video } },
      options: videoOptions,
      preparationSeconds: 240,
    },
    document: {
      text,
      required: [],
      media: { min: 1, max: 1, kinds: { document } },
      options: documentOptions,
      preparationSeconds: 90,
    },
    poll: {
      text,
      required: ['text'],
      media: { min: 0, max: 0, kinds: {} },
      options: pollOptions,
      preparationSeconds: 5,
    },
  },
  commitTimeoutMs: 20_000,
  // How soon a post is known to lists and to the refusal of duplicates is documented nowhere: looks at 5, 15, 45 s.
  settlingMs: 60_000,
  // A person's posts can't be read, a Page's list may lag; the refusal of duplicates makes one more sending safe.
  absence: 'hint',
} satisfies PlatformDefinition
