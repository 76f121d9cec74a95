import type { MediaRule, PlatformDefinition, Source, TextRule } from '../contract.ts'
import { carouselOptions, imageOptions, videoOptions } from './options.ts'

const checked = '2026-11-20'
const openApi: Source = {
  url: 'https://github.com/pinterest/api-description/blob/c05b189/v5/openapi.json',
  checked,
}
const productSpecs: Source = {
  url: 'https://help.pinterest.com/en/business/article/pinterest-product-specs',
  checked,
}

const secondMs = 1000
const dayMs = 86_400 * secondMs

const description: TextRule = {
  max: 800,
  unit: 'utf16', // no document says what is counted; this is the stricter
  source: openApi,
}

// WebP is refused ("The format of the image is not supported", seen in peers), for covers too. Below what width
// 403/233 says "too small" is documented nowhere; peers guess 100 to 600 pixels, so Pinterest decides.
const image: MediaRule = {
  mime: ['image/jpeg', 'image/png'],
  maxBytes: 20_000_000, // by desktop; 32 MB in Pinterest's app
  source: productSpecs,
}

const tallest = 2 / 3

const pinImage: MediaRule = {
  ...image,
  advice: [
    {
      minRatio: tallest,
      says: 'Pinterest cuts pictures taller than 2:3 in the feed.',
      source: productSpecs,
    },
    {
      maxRatio: tallest,
      says: 'Pinterest advises pictures of 2:3, such as 1000 × 1500.',
      source: productSpecs,
    },
  ],
}

const carouselImage: MediaRule = {
  ...image,
  advice: [
    { ratios: [1, tallest], says: 'Pinterest advises 1:1 or 2:3 for carousels.', source: productSpecs },
  ],
}

const video: MediaRule = {
  mime: ['video/mp4', 'video/quicktime', 'video/x-m4v'],
  maxBytes: 2_000_000_000,
  minSeconds: 4,
  maxSeconds: 15 * 60,
  minRatio: 1 / 2,
  maxRatio: 1.91,
  videoCodecs: ['h264', 'hevc'],
  advice: [
    {
      ratios: [1, tallest, 4 / 5, 9 / 16],
      says: 'Pinterest advises 1:1, 2:3, 4:5 or 9:16 for videos.',
      source: productSpecs,
    },
  ],
  source: productSpecs,
}

const maxAltText = 500

/** Pins on the boards of a Pinterest account. */
export const definition = {
  platform: 'pinterest',
  name: 'Pinterest',
  review:
    'A Trial app makes no Pins in production: ask for Standard access, with a video of the consent and of a Pin. The sandbox takes Pins before.',
  oauth: {
    scopes: ['boards:read', 'boards:write', 'pins:read', 'pins:write', 'user_accounts:read'],
    // A Pin takes the first four together (security of POST /pins), whose account it is the last.
    required: ['boards:read', 'boards:write', 'pins:read', 'pins:write', 'user_accounts:read'],
    pkce: false, // none documented
  },
  target: { option: 'board_id' },
  // An access token lives 30 days; a refresh token 60, and each refresh begins the 60 anew.
  renewAheadMs: 14 * dayMs,
  defaultPostType({ assets }) {
    if (assets.some(({ asset_type }) => asset_type === 'video')) return 'video'
    return assets.length >= 2 ? 'carousel' : 'post'
  },
  postTypes: {
    post: {
      text: description,
      required: ['media'],
      media: {
        min: 1,
        max: 1,
        kinds: { image: pinImage },
        altText: { max: maxAltText, kinds: ['image'], source: openApi },
      },
      options: imageOptions,
      preparationSeconds: 10, // one look at the board
    },
    // In every official schema, but one reading of the guide says that carousels without an advertisement ended.
    carousel: {
      text: description,
      required: ['media'],
      media: {
        min: 2,
        max: 5,
        kinds: { image: carouselImage },
        altText: { max: maxAltText, kinds: ['image'], source: openApi },
      },
      options: carouselOptions,
      preparationSeconds: 10,
    },
    // One film, and a picture as its cover; without one a frame of the film is.
    video: {
      text: description,
      required: ['media'],
      media: {
        min: 1,
        max: 2,
        kinds: { video, image },
        altText: { max: maxAltText, kinds: ['video', 'image'], source: openApi },
      },
      options: videoOptions,
      preparationSeconds: 300, // peers see minutes of processing
    },
  },
  // Pinterest fetches pictures while it answers.
  commitTimeoutMs: 20 * secondMs,
  // How long listings lag is documented nowhere, and Pinterest refuses no duplicate: looked for over ten minutes.
  settlingMs: 600 * secondMs,
  // A list, though a cross-checked one.
  absence: 'hint',
} satisfies PlatformDefinition
