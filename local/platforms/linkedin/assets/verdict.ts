import type { LedgerMedia } from '../../kit/server.ts'

/** What bytes turned out to be, or in words why they can't be used. */
export type Verdict = Pick<LedgerMedia, 'kind' | 'mime' | 'width' | 'height' | 'duration'> | { fault: string }
