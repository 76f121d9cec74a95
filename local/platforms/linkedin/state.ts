import type { LedgerMedia, SimContext } from '../kit/server.ts'
import type { Piece } from './posts/little-text.ts'
import type { LinkedInSettings } from './settings.ts'

export type LinkedIn = SimContext<LinkedInState, LinkedInSettings>

export interface Grant {
  accountId: string
  clientId: string
  scopes: string[]
  authorizedAt: number
  refreshToken?: string
  refreshExpiresAt?: number
  revoked?: true
}

export interface AccessToken {
  grant: string
  createdAt: number
  expiresAt: number
  dead?: 'revoked' | 'expired' | 'invalid'
}

export type AssetKind = 'image' | 'video' | 'document'

export interface Asset {
  urn: string
  kind: AssetKind
  /** The person or organization that posts may carry it for. */
  owner: string
  /** Stands in its upload URLs. */
  signature: string
  urlExpiresAt: number
  /** As announced, videos only. */
  fileSizeBytes?: number
  /** From here on the bytes are there. */
  uploadedAt?: number
  readyAt?: number
  failure?: string
  media?: LedgerMedia
  /** Key of the poster picture in the file shelf. */
  thumbnail?: string
  captions?: true
}

export type PostKind =
  | 'text'
  | 'image'
  | 'multi_image'
  | 'video'
  | 'document'
  | 'article'
  | 'poll'
  | 'reshare'

export interface Post {
  urn: string
  author: string
  kind: PostKind
  /** As sent. */
  commentary: string
  /** What little text made of it. */
  pieces: Piece[]
  cut: boolean
  content?: Record<string, unknown>
  reshareOf?: string
  media: LedgerMedia[]
  visibility: string
  distribution: Record<string, unknown>
  lifecycleState: 'DRAFT' | 'PUBLISHED' | 'PUBLISH_FAILED'
  reshareDisabled: boolean
  createdAt: number
  modifiedAt: number
  receivedAt: number
  /** The finder shows it from here on. */
  findableAt: number
  requestId: string
  fingerprint: string
  /** Of a remembered post: its likes, which are all it has, for good. */
  likes?: number
}

export interface Comment {
  urn: string
  post: string
  actor: string
  text: string
  createdAt: number
  receivedAt: number
  requestId: string
}

export interface LinkedInState {
  codes: Record<string, { grant: Grant; redirectUri: string; expiresAt: number }>
  grants: Record<string, Grant>
  accessTokens: Record<string, AccessToken>
  assets: Record<string, Asset>
  /** Oldest first. */
  posts: Post[]
  comments: Comment[]
  deleted: { fingerprint: string; at: number }[]
  /** Calls of the current UTC day. */
  calls: { day: string; counts: Record<string, number> }
  lastId: string
}

export const initialState = (): LinkedInState => ({
  codes: {},
  grants: {},
  accessTokens: {},
  assets: {},
  posts: [],
  comments: [],
  deleted: [],
  calls: { day: '', counts: {} },
  lastId: '0',
})
