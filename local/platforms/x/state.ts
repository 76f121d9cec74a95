import type { SimContext } from '../kit/server.ts'
import type { XSettings } from './settings.ts'

export interface Grant {
  accountId: string
  clientId: string
  scopes: string[]
}

export interface AuthorizationCode extends Grant {
  redirectUri: string
  challenge: string
  method: 'S256' | 'plain'
  expiresAt: number
}

export interface XMedia {
  id: string
  key: string
  ownerId: string
  coOwners: string[]
  category: string
  mime: string
  totalBytes: number
  uploaded: boolean
  expiresAt: number
  kind: 'image' | 'gif' | 'video' | 'subtitles'
  width?: number
  height?: number
  durationMs?: number
  altText?: string
  processing?: {
    startedAt: number
    endsAt: number
    failure?: { code: number; name: string; message: string }
  }
}

export interface Poll {
  id: string
  options: string[]
  endsAt: number
  durationMinutes: number
}

export interface XPost {
  id: string
  accountId: string
  /** As sent, NFC-normalised: before t.co. */
  text: string
  media: XMedia[]
  poll?: Poll
  parentId?: string
  quoted?: { id: string; url: string }
  conversationId: string
  replySettings: string
  createdAt: number
  receivedAt: number
  /** When the timelines show it. */
  visibleAt: number
  requestId: string
  /** The other keys of the request that were accepted (made_with_ai, community_id …). */
  labels: Record<string, unknown>
  /** Of a remembered post: all it has, for good. */
  likes?: number
}

export interface XState {
  codes: Record<string, AuthorizationCode>
  grants: Record<string, Grant>
  accessTokens: Record<string, { grant: string; expiresAt: number }>
  /** Unspent ones only. */
  refreshTokens: Record<string, { grant: string }>
  /** Oldest first. */
  posts: XPost[]
  media: Record<string, XMedia>
  windows: Record<string, { endsAt: number; used: number }>
  lastId: string
}

export const emptyState = (): XState => ({
  codes: {},
  grants: {},
  accessTokens: {},
  refreshTokens: {},
  posts: [],
  media: {},
  windows: {},
  lastId: '0',
})

export type XContext = SimContext<XState, XSettings>
