import { randomInt } from 'node:crypto'
import type { SimContext } from '../kit/server.ts'
import type { SessionDeath } from '../meta/general-errors.ts'
import type { InstagramSubcode } from './errors.ts'
import type { InstagramSettings } from './settings.ts'

export type Instagram = SimContext<InstagramState, InstagramSettings>

export interface InstagramState {
  codes: Record<string, Code>
  tokens: Record<string, Token>
  containers: Record<string, Container>
  media: Record<string, Media>
  comments: Record<string, Comment>
}

export const initialState = (): InstagramState => ({
  codes: {},
  tokens: {},
  containers: {},
  media: {},
  comments: {},
})

export interface Code {
  clientId: string
  redirectUri: string
  accountId: string
  scopes: string[]
  createdAt: number
  used: boolean
}

export interface Token {
  value: string
  clientId: string
  accountId: string
  scopes: string[]
  kind: 'short' | 'long'
  createdAt: number
  expiresAt: number
  dead?: SessionDeath
}

/** A picture or video as it was fetched and measured. */
export interface Asset {
  kind: 'image' | 'video'
  mime: string
  bytes: number
  width: number
  height: number
  /** Seconds. */
  duration?: number
  /** Key in the file shelf: the SHA-256 of the bytes. */
  file: string
  /** Where it was fetched, without the query, which may be a signature. */
  source: string
}

export type ContainerKind = 'image' | 'video' | 'reel' | 'story' | 'carousel'

/** What the caller asked to be made. */
export interface Draft {
  kind: ContainerKind
  isCarouselItem: boolean
  imageUrl?: string
  videoUrl?: string
  coverUrl?: string
  caption?: string
  altText?: string
  children: string[]
  userTags: unknown[]
  collaborators: string[]
  shareToFeed: boolean
  /** Milliseconds. */
  thumbOffset?: number
  trial: boolean
}

export interface Container {
  id: string
  accountId: string
  draft: Draft
  createdAt: number
  /** Not FINISHED before this moment of the simulator's clock. */
  readyAt: number
  /** The video is still being fetched and measured. */
  measuring: boolean
  asset?: Asset
  failure?: InstagramSubcode
  mediaId?: string
  /** A publish that was answered with an error and takes effect later. */
  delayedPublish?: Publishing & { at: number }
}

/** The commit request, and what is wrong with its effect. */
export interface Publishing {
  receivedAt: number
  requestId: string
  listingLagMs: number
  stripAt: boolean
}

export interface Media {
  id: string
  accountId: string
  containerId: string
  shortcode: string
  mediaType: 'IMAGE' | 'VIDEO' | 'CAROUSEL_ALBUM'
  productType: 'FEED' | 'REELS' | 'STORY'
  /** As the author wrote it; reads may show it without its @ signs. */
  caption: string
  stripAt: boolean
  altText?: string
  sharedToFeed: boolean
  asset?: Asset
  children: string[]
  /** The carousel this is a part of. */
  parentId?: string
  publishedAt: number
  receivedAt: number
  /** Listings show it from here on. */
  listedAt: number
  requestId: string
  /** Of a remembered post. */
  likes?: number
}

export interface Comment {
  id: string
  mediaId: string
  accountId: string
  text: string
  createdAt: number
  /** Listings show it from here on. */
  listedAt: number
  receivedAt: number
  requestId: string
}

/** Ids are 17 digits, above 2^53; the prefix tells containers, media and comments apart, here only. */
export const idPrefix = { container: '1788', media: '1790', comment: '1785' } as const

export function newId(kind: keyof typeof idPrefix, taken: Record<string, unknown>): string {
  const prefix = idPrefix[kind]
  for (;;) {
    const tail =
      String(randomInt(10_000_000)).padStart(7, '0') + String(randomInt(1_000_000)).padStart(6, '0')
    if (!(prefix + tail in taken)) return prefix + tail
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Eleven characters, as in real permalinks: a 64-bit number made of time and chance. */
export function newShortcode(now: number): string {
  let number = (BigInt(now - Date.UTC(2011, 0, 1)) << 23n) | BigInt(randomInt(2 ** 23))
  let code = ''
  while (number > 0n) {
    code = alphabet[Number(number % 64n)] + code
    number /= 64n
  }
  return code
}
