import type { LedgerMedia, SimContext } from '../kit/server.ts'
import type { TikTokSettings } from './settings.ts'

export interface AuthorizationCode {
  accountId: string
  clientKey: string
  scopes: string[]
  redirectUri: string
  challenge: string | null
  expiresAt: number
}

export interface Grant {
  accountId: string
  clientKey: string
  scopes: string[]
  refreshEndsAt: number
}

export type Privacy = 'PUBLIC_TO_EVERYONE' | 'MUTUAL_FOLLOW_FRIENDS' | 'FOLLOWER_OF_CREATOR' | 'SELF_ONLY'

/** What the user chose, as it was sent. */
export interface PostInfo {
  privacy_level?: Privacy
  title?: string
  description?: string
  disable_comment?: boolean
  disable_duet?: boolean
  disable_stitch?: boolean
  video_cover_timestamp_ms?: number
  brand_content_toggle?: boolean
  brand_organic_toggle?: boolean
  is_aigc?: boolean
  auto_add_music?: boolean
  photo_cover_index?: number
}

export type Stage = 'uploading' | 'pulling' | 'inbox' | 'complete' | 'failed'

/** What happens next by itself, and when. */
export type Step = 'pull' | 'end' | 'moderate' | 'take_down' | 'post_draft'

export interface UploadPlan {
  token: string
  total: number
  chunkSize: number
  chunkCount: number
  received: number
  expiresAt: number
}

/** One publish_id. */
export interface Publication {
  id: string
  accountId: string
  clientKey: string
  kind: 'video' | 'photo'
  use: 'direct' | 'inbox'
  info: PostInfo
  stage: Stage
  failReason?: string
  upload?: UploadPlan
  /** Addresses to pull from. */
  urls: string[]
  downloaded: number
  media: LedgerMedia[]
  next?: { step: Step; at: number }
  /** What armed faults ask of it. */
  script: {
    failReason?: string
    lagMs?: number
    processingMs?: number
    moderationMs?: number
    takeDownMs?: number
  }
  logId: string
  createdAt: number
  /** When the request that starts the posting arrived: init for pulls, the last chunk for uploads. */
  committedAt?: number
  endedAt?: number
  postId?: string
  /** A draft can be posted several times. */
  morePostIds?: string[]
  publicAt?: number
  removedAt?: number
  /** Of a remembered post: its likes, which are all it has, for good. */
  likes?: number
}

export interface TikTokState {
  codes: Record<string, AuthorizationCode>
  grants: Record<string, Grant>
  accessTokens: Record<string, { grant: string; expiresAt: number }>
  refreshTokens: Record<string, { grant: string }>
  publications: Record<string, Publication>
  /** Times of the calls in each sliding window. */
  windows: Record<string, number[]>
  lastId: string
}

export const emptyState = (): TikTokState => ({
  codes: {},
  grants: {},
  accessTokens: {},
  refreshTokens: {},
  publications: {},
  windows: {},
  lastId: '0',
})

export type TikTok = SimContext<TikTokState, TikTokSettings>
