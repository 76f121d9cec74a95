import type { JobMedia } from './publish-job.ts'

/** Every move an asset may make; the condition of every write to `status` is derived from this table. */
export const assetTransitions = {
  pending: ['ready', 'rejected', 'removing'],
  ready: ['removing'],
  rejected: ['removing'],
  /** Its removal has begun; a job that needs it turns it back. To its owner it is not there. */
  removing: ['ready', 'removing', 'gone'],
  gone: [],
} as const satisfies Record<string, readonly string[]>

export type AssetStatus = keyof typeof assetTransitions

export const assetSourcesOf = (to: AssetStatus): AssetStatus[] =>
  (Object.keys(assetTransitions) as AssetStatus[]).filter((from) =>
    (assetTransitions[from] as readonly AssetStatus[]).includes(to),
  )

/** Whether its owner sees it. */
export const isThere = (status: AssetStatus): boolean => status !== 'removing' && status !== 'gone'

export type AssetSource = 'upload' | 'import' | 'generation'

/** What an asset may be, by content. */
export const assetMimes = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/bmp',
  'image/tiff',
  'video/mp4',
  'video/quicktime',
  'video/webm',
  'application/pdf',
  'application/msword',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
] as const

/** A worker measures a file on its own disk, which has 2 GiB. */
export const maxAssetBytes = 1_000_000_000

/** A picture, film or document of a user. Times are ms since the epoch. */
export interface Asset {
  v: 1
  user_id: string
  id: string
  status: AssetStatus
  source: AssetSource
  /** Where the file stands once it was measured: unguessable, for whoever has its URL may read it. */
  key: string
  filename?: string
  /** What its owner announced. */
  declared_mime?: string
  /** Of an import: where it is fetched from. */
  url?: string
  /** What it is by content; set when it is ready. */
  media?: JobMedia
  /** Why it was rejected, in words for its owner. */
  reason?: string
  created_at: number
  /** Until when its file may arrive. */
  arrives_by: number
  /** When it goes unless an open job needs it. */
  expires_at: number
  /** When somebody should look if nothing happened. */
  due: number
  /** Looks of a worker since it was made, while it is pending. */
  claims: number
  /** Names the newest try to remove it; an older one ends nothing. */
  removal?: string
}

/** Below it stands what was uploaded and nobody looked at; gone after a day. */
export const uploadsPrefix = 'uploads/'
/** Below it stands what an orchestrator made and nobody looked at; gone after a day. */
export const generatedPrefix = 'generated/'
/** Below it stand measured files, which networks fetch. */
export const assetsPrefix = 'assets/'

/** Where the owner's upload of an asset arrives. */
export const uploadKey = ({ user_id, id }: Pick<Asset, 'user_id' | 'id'>): string =>
  `${uploadsPrefix}${Buffer.from(user_id).toString('base64url')}/${id}`

/** Whose upload arrived under this key; undefined: it is none. */
export function readUploadKey(key: string): { user_id: string; asset_id: string } | undefined {
  const [, user, asset_id] = /^uploads\/([\w-]+)\/([0-9a-f-]{36})$/.exec(key) ?? []
  return user && asset_id ? { user_id: Buffer.from(user, 'base64url').toString(), asset_id } : undefined
}
