import { randomInt } from 'node:crypto'
import type { SimContext } from '../kit/server.ts'
import type { SessionDeath } from '../meta/general-errors.ts'
import type { FacebookSettings } from './settings.ts'

export type Facebook = SimContext<FacebookState, FacebookSettings>

export interface FacebookState {
  codes: Record<string, Code>
  tokens: Record<string, Token>
  /** What a person gave an app, by `<user>:<app>`. */
  grants: Record<string, Grant>
  posts: Record<string, Post>
  photos: Record<string, Photo>
  videos: Record<string, Video>
  comments: Record<string, Comment>
  deletedPages: string[]
  /** Who no longer has a role on which Page, by `roleKey`. */
  lostRoles: string[]
  /** Tags that Instagram accounts searched for, each from its first time on. */
  searches: { account: string; tag: string; at: number }[]
}

export const initialState = (): FacebookState => ({
  codes: {},
  tokens: {},
  grants: {},
  posts: {},
  photos: {},
  videos: {},
  comments: {},
  deletedPages: [],
  lostRoles: [],
  searches: [],
})

export interface Code {
  clientId: string
  redirectUri: string
  userId: string
  createdAt: number
  used: boolean
}

export interface Grant {
  granted: string[]
  declined: string[]
  pageIds: string[]
}

export interface Token {
  value: string
  clientId: string
  userId: string
  /** Set for Page tokens. */
  pageId?: string
  life: 'short' | 'long'
  createdAt: number
  /** Page tokens made from a long-lived user token have none. */
  expiresAt?: number
  dead?: SessionDeath
}

/** A picture or film as it came and was measured. */
export interface Asset {
  kind: 'image' | 'gif' | 'video'
  mime: string
  bytes: number
  width: number
  height: number
  /** Seconds. */
  duration?: number
  /** Key in the file shelf: the SHA-256 of the bytes. */
  file: string
  /** Where it was fetched, without the query, which may be a signature; absent when it was sent. */
  source?: string
}

/** When a live-making call takes effect and is seen. */
export interface Effect {
  liveAt: number
  listedAt: number
  receivedAt: number
  requestId: string
}

export type PostKind = 'text' | 'link' | 'photo' | 'photos' | 'video' | 'reel' | 'photo_story' | 'video_story'

export interface Post {
  /** `<page>_<post>`. */
  id: string
  pageId: string
  clientId: string
  kind: PostKind
  message: string
  link?: string
  photoIds: string[]
  videoId?: string
  createdAt: number
  updatedAt: number
  /** Absent for drafts; in the future for scheduled, processing and delayed ones. */
  effect?: Effect
  scheduledAt?: number
  /** Of a remembered post: its reactions, which are all it has, for good. */
  likes?: number
}

export interface Photo {
  id: string
  pageId: string
  /** Never shown by itself, gone after a day unless a post takes it. */
  unpublished: boolean
  caption: string
  altText?: string
  asset: Asset
  createdAt: number
}

export type VideoUse = 'video' | 'reel' | 'video_story'

export interface Video {
  id: string
  pageId: string
  use: VideoUse
  uploadSessionId: string
  title: string
  description: string
  createdAt: number
  /** Told at the start of a chunked upload or with the first bytes. */
  fileSize?: number
  /** Set when every byte is there; what came before stands in the file shelf. */
  uploadedBytes?: number
  asset?: Asset
  failure?: Failure
  /** The bytes were lost on the way; only a new upload helps. */
  uploadFailed?: boolean
  finish?: Finish
  postId?: string
}

/** The accepted finish of an upload: what becomes of it, and when. */
export interface Finish {
  at: number
  readyAt: number
  state: 'PUBLISHED' | 'DRAFT' | 'SCHEDULED'
  failure?: Failure
}

/** Why a film won't be published; shown in its status. */
export interface Failure {
  code: number
  message: string
}

export interface Comment {
  /** `<post>_<comment>`. */
  id: string
  /** The post commented on, also when its photo or video was named. */
  objectId: string
  pageId: string
  message: string
  asset?: Asset
  createdAt: number
  effect: Effect
}

/** Ids are above 2^53; the prefix tells kinds apart, here only. */
export const idPattern = {
  post: '(?:\\d+_)?12200\\d{13}',
  photo: '12210\\d{13}',
  video: '10190\\d{12}',
  comment: '12200\\d{13}_3\\d{15}',
  hashtag: '17843\\d{12}',
} as const

const tailLength = { '12200': 13, '12210': 13, '10190': 12, '3': 15 } as const

/** A number of the kind's length that isn't taken. */
export function newNumber(prefix: keyof typeof tailLength, isTaken: (id: string) => boolean): string {
  for (;;) {
    let id: string = prefix
    while (id.length < prefix.length + tailLength[prefix]) id += randomInt(10)
    if (!isTaken(id)) return id
  }
}
