import type { SimContext } from '../kit/server.ts'
import type { PinterestSettings } from './settings.ts'

/** api.pinterest.com or api-sandbox.pinterest.com: each has its own tokens, boards and Pins. */
export type Host = 'production' | 'sandbox'

export interface AuthorizationCode {
  accountId: string
  clientId: string
  scopes: string[]
  redirectUri: string
  expiresAt: number
}

export interface Grant {
  accountId: string
  clientId: string
  host: Host
  scopes: string[]
}

export interface Board {
  id: string
  host: Host
  ownerId: string
  name: string
  description: string | null
  privacy: 'PUBLIC' | 'PROTECTED' | 'SECRET'
  isAdsOnly: boolean
  collaborators: string[]
  createdAt: number
  modifiedAt: number
}

export interface Section {
  id: string
  boardId: string
  name: string
}

export interface Picture {
  /** Key in the file shelf: the SHA-256 of the bytes. */
  file: string
  mime: string
  bytes: number
  width: number
  height: number
}

export interface Film extends Picture {
  seconds: number
}

export interface CarouselItem {
  picture: Picture
  title: string | null
  description: string | null
  link: string | null
}

export type PinMedia =
  | { kind: 'image'; picture: Picture }
  | { kind: 'carousel'; items: CarouselItem[]; cover: number }
  | {
      kind: 'video'
      film: Film
      uploadId: string
      cover?: Picture
      keyFrameSeconds?: number
      readyAt: number
    }

export interface Pin {
  id: string
  host: Host
  accountId: string
  boardId: string
  sectionId: string | null
  title: string | null
  description: string | null
  link: string | null
  altText: string | null
  dominantColor: string
  parentPinId: string | null
  isStandard: boolean
  aiDisclosures?: string[]
  media: PinMedia
  sourceType: string
  /** Where its pictures were fetched, without queries, which may be signatures. */
  fetchedFrom: string[]
  createdAt: number
  receivedAt: number
  /** When listings show it. */
  listedAt: number
  requestId: string
  /** Of a remembered Pin: its reactions, which are all it has, for good. */
  likes?: number
}

export interface Upload {
  id: string
  host: Host
  ownerId: string
  /** The fields of the form that the file is sent with. */
  parameters: Record<string, string>
  expiresAt: number
  processedAt?: number
  failed?: boolean
  film?: Film
}

export interface PinterestState {
  codes: Record<string, AuthorizationCode>
  grants: Record<string, Grant>
  accessTokens: Record<string, { grant: string; scopes: string[]; expiresAt: number }>
  refreshTokens: Record<string, { grant: string; expiresAt: number }>
  boards: Record<string, Board>
  sections: Record<string, Section>
  /** Oldest first. */
  pins: Pin[]
  uploads: Record<string, Upload>
  windows: Record<string, { endsAt: number; used: number }>
  lastId: string
}

export type Pinterest = SimContext<PinterestState, PinterestSettings>
