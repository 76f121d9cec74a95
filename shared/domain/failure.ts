import type { ErrorCode } from './errors.ts'

interface Consequence {
  /**
   * What the job does: `again` on its back-off, `hold` until the limit ends, `wait` and repeat the same,
   * `prepare` from the start, `find` before anything else, `reject` or `fail` for good.
   */
  next: 'again' | 'hold' | 'wait' | 'prepare' | 'find' | 'reject' | 'fail'
  /** The code the owner reads when the job ends by it. */
  code: ErrorCode
  /** Whose work waits while it lasts. */
  holds?: 'account' | 'platform'
}

/** Every way a network says no, and what follows from it. */
export const consequences = {
  retry: { next: 'again', code: 'platform_error' },
  rate_limited: { next: 'hold', code: 'platform_rate_limited', holds: 'account' },
  reauth: { next: 'fail', code: 'reauth_required' },
  permission: { next: 'fail', code: 'insufficient_permissions' },
  account: { next: 'fail', code: 'publishing_failed' },
  rejected: { next: 'reject', code: 'content_rejected' },
  invalid: { next: 'fail', code: 'publishing_failed' },
  not_ready: { next: 'wait', code: 'platform_error' },
  recreate: { next: 'prepare', code: 'platform_error' },
  /** Evidence that an earlier attempt landed. */
  duplicate: { next: 'find', code: 'outcome_unknown' },
  /** Our app's trouble, not the user's: a rotated secret, no credit, a dead API version. */
  operator: { next: 'hold', code: 'platform_unavailable', holds: 'platform' },
  unknown: { next: 'find', code: 'outcome_unknown' },
} as const satisfies Record<string, Consequence>

export type FailureClass = keyof typeof consequences

/** What the network said, scrubbed of secrets and cut to a readable length. */
export interface FailureDetails {
  status_code?: number
  platform_code?: string
  request_id?: string
  message?: string
}

/** What a failure is told as once it came more often than it is worth repeating. */
export interface Repeats {
  /** How often it is worth repeating. */
  most: number
  afterwards: FailureClass
  userMessage: string
}

/** A refusal or silence of a network, as data. */
export interface Failure {
  class: FailureClass
  /** A sentence its owner can act on. */
  userMessage: string
  /** When the network lets us go on, ms since the epoch. */
  retryAt?: number
  /** Set where a limit is the app's, so that the whole network waits. */
  holds?: 'platform'
  /** Absent: it is repeated as its class says. */
  repeats?: Repeats
  details: FailureDetails
  /** The row that matched, for logs; absent when no row knew the answer. */
  row?: string
}
