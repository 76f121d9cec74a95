import type { LedgerMedia } from '../../kit/server.ts'

/** What a file is, as far as it can be read, and the first rule it breaks. */
export interface Measured {
  media?: Omit<LedgerMedia, 'bytes' | 'file'>
  failReason?: string
}
