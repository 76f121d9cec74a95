import { mp4 } from '../../test/fixtures/film.ts'
import { jpeg } from '../../test/fixtures/media.ts'
import { askFor } from '../ask.ts'

export interface Kind {
  network: string
  name: 'text' | 'image' | 'video' | 'thread'
  /** The network goes on after it took the post; its acceptance is the commit. */
  processedAfter?: true
  body(words: string, files: Files): Record<string, unknown>
}

interface Asset {
  url: string
  asset_type: string
  mime_type: string
}
export type Files = Record<'photo' | 'film', Asset>

/** Real files where the service may fetch them. */
export async function putFiles(api: string): Promise<Files> {
  const put = async (name: string, bytes: Buffer) => {
    const url = `${api}/_local/media/${name}`
    await askFor(201, url, { method: 'PUT', body: bytes })
    return url
  }
  const photo = await put('photo.jpg', jpeg({ width: 640, height: 640 }))
  const film = await put('film.mp4', await mp4({ width: 540, height: 960, seconds: 4, fps: 24 }))
  return {
    photo: { url: photo, asset_type: 'image', mime_type: 'image/jpeg' },
    film: { url: film, asset_type: 'video', mime_type: 'video/mp4' },
  }
}

type Options = Record<string, unknown>
const text = (post_type: string, options: Options = {}) => ({
  name: 'text' as const,
  body: (words: string) => ({ text_content: words, platform_specific_options: { post_type, ...options } }),
})
const image = (post_type: string, options: Options = {}) => ({
  name: 'image' as const,
  body: (words: string, { photo }: Files) => ({
    text_content: words,
    assets: [photo],
    platform_specific_options: { post_type, ...options },
  }),
})
const video = (post_type: string, options: Options = {}) => ({
  name: 'video' as const,
  body: (words: string, { film }: Files) => ({
    text_content: words,
    assets: [film],
    platform_specific_options: { post_type, ...options },
  }),
})
const thread = {
  name: 'thread' as const,
  body: (words: string) => ({
    platform_specific_options: { post_type: 'thread', parts: [{ text: words }, { text: `${words} More.` }] },
  }),
}

// The places of alice in the simulated networks.
const page = { page_id: '104500000000101' }
const board = { board_id: '512636375000000201' }
const choices = {
  privacy_level: 'PUBLIC_TO_EVERYONE',
  disable_comment: false,
  brand_organic_toggle: false,
  brand_content_toggle: false,
}

/** What is posted: every network, and the types that are prepared and sent in ways of their own. */
export const kinds: readonly Kind[] = [
  { network: 'instagram', ...image('post') },
  { network: 'instagram', ...video('reel') },
  { network: 'facebook', ...text('post', page) },
  { network: 'facebook', ...image('post', page) },
  { network: 'facebook', ...video('video', page), processedAfter: true },
  { network: 'linkedin', ...text('post') },
  { network: 'linkedin', ...image('post') },
  { network: 'linkedin', ...video('video') },
  { network: 'x', ...text('post') },
  { network: 'x', ...image('post') },
  { network: 'x', ...video('post') },
  { network: 'x', ...thread },
  { network: 'pinterest', ...image('post', board) },
  { network: 'pinterest', ...video('video', board) },
  { network: 'tiktok', ...image('photo', choices), processedAfter: true },
  {
    network: 'tiktok',
    ...video('video', { ...choices, disable_duet: true, disable_stitch: true }),
    processedAfter: true,
  },
]

const stills = kinds.filter(({ name }) => name !== 'video')
/** As people post: a film among five. */
export const everyday = [...kinds, ...stills, ...stills]

/** The lightest of each network, for posts that go out at once. */
export const light = [...new Map(kinds.toReversed().map((kind) => [kind.network, kind])).values()]
