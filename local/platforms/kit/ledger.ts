export interface LedgerMedia {
  kind: 'image' | 'gif' | 'video' | 'document'
  mime: string
  bytes: number
  width?: number
  height?: number
  duration?: number
  alt_text?: string
  /** Key of the bytes in the file shelf (letters, digits, `_.-`), for the feed. */
  file?: string
}

/** A live post as people see it; the truth that tests count. */
export interface LedgerPost {
  id: string
  url: string
  account: { id: string; username: string }
  type: string
  text: string
  media: LedgerMedia[]
  parent_id?: string
  created_at: string
  /** When the request that made it live reached the network. */
  received_at: string
  request_id?: string
  extra?: Record<string, unknown>
}
