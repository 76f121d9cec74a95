interface CatalogueEntry {
  /** HTTP status of the answer; 0 where the code only ever stands on a job. */
  status: number
  /** What happened, as a sentence. */
  meaning: string
  /** Who can change the outcome. */
  act: 'caller' | 'account owner' | 'operator' | 'nobody, wait'
}

/** The closed catalogue of codes. Answers and jobs use no other. */
export const catalogue = {
  invalid_input: {
    status: 400,
    meaning: 'The request does not fit the contract; see violations.',
    act: 'caller',
  },
  unsupported_platform: { status: 400, meaning: 'No such network here.', act: 'caller' },
  platform_disabled: { status: 400, meaning: 'The network is switched off by its toggle.', act: 'operator' },
  platform_not_configured: {
    status: 400,
    meaning: 'The network has no app credentials here.',
    act: 'operator',
  },
  oauth_connection_failed: {
    status: 400,
    meaning: 'The account could not be connected; see reason.',
    act: 'caller',
  },
  content_validation_failed: {
    status: 400,
    meaning: "The content breaks the network's rules; see violations.",
    act: 'caller',
  },
  invalid_schedule_time: {
    status: 400,
    meaning: 'The time is past, over a year ahead, or has no zone.',
    act: 'caller',
  },
  invalid_cursor: { status: 400, meaning: 'The cursor is not one of this list.', act: 'caller' },
  unsafe_url: { status: 400, meaning: 'The URL may not be fetched from here.', act: 'caller' },
  generations_not_configured: {
    status: 400,
    meaning: 'No orchestrator that makes images is configured here.',
    act: 'operator',
  },
  unauthorized: { status: 401, meaning: 'No valid token.', act: 'caller' },
  invalid_signature: {
    status: 401,
    meaning: 'The signature, its time or the token is not right.',
    act: 'caller',
  },
  insufficient_scope: { status: 403, meaning: 'The token lacks the scope of this route.', act: 'caller' },
  insufficient_permissions: {
    status: 403,
    meaning: 'The connected account may not do this on the network.',
    act: 'account owner',
  },
  reauth_required: { status: 403, meaning: 'The account must be connected again.', act: 'account owner' },
  not_found: { status: 404, meaning: 'No such route.', act: 'caller' },
  connection_not_found: { status: 404, meaning: 'No such connection of yours.', act: 'caller' },
  job_not_found: { status: 404, meaning: 'No such publish job of yours.', act: 'caller' },
  asset_not_found: { status: 404, meaning: 'No such asset of yours.', act: 'caller' },
  webhook_endpoint_not_found: { status: 404, meaning: 'No such webhook endpoint of yours.', act: 'caller' },
  event_not_found: { status: 404, meaning: 'No such event of yours in the last 30 days.', act: 'caller' },
  deletion_not_found: { status: 404, meaning: 'No data deletion has this code.', act: 'caller' },
  insights_not_available: {
    status: 404,
    meaning: 'Nobody offers this insight honestly here; the detail says why.',
    act: 'operator',
  },
  generation_not_found: { status: 404, meaning: 'No such generation of yours.', act: 'caller' },
  job_state_conflict: { status: 409, meaning: 'The job is past the state this needs.', act: 'caller' },
  asset_state_conflict: {
    status: 409,
    meaning: 'The asset is not ready, or an open job needs it.',
    act: 'caller',
  },
  webhook_endpoint_limit: {
    status: 409,
    meaning: 'Every webhook endpoint you may have is taken.',
    act: 'caller',
  },
  webhook_endpoint_disabled: {
    status: 409,
    meaning: 'The webhook endpoint is disabled until a test of it succeeds.',
    act: 'caller',
  },
  erasure_running: {
    status: 409,
    meaning: 'Everything of yours is being deleted; until that is done nothing new is taken.',
    act: 'nobody, wait',
  },
  payload_too_large: { status: 413, meaning: 'The body is over the size of this route.', act: 'caller' },
  unsupported_media_type: { status: 415, meaning: 'The body must be application/json.', act: 'caller' },
  content_rejected: { status: 422, meaning: 'The network or its rules refuse this content.', act: 'caller' },
  idempotency_key_reused: { status: 422, meaning: 'The key was used with another body.', act: 'caller' },
  platform_rate_limited: { status: 429, meaning: "The network's limit is spent.", act: 'nobody, wait' },
  quota_exceeded: {
    status: 429,
    meaning: 'The quota of this period is spent; see resets_at.',
    act: 'nobody, wait',
  },
  usage_limit: {
    status: 429,
    meaning: 'You have begun as much today, or have as much under way, as one user may; see reason.',
    act: 'nobody, wait',
  },
  internal_error: { status: 500, meaning: 'Our fault; it is in our logs.', act: 'operator' },
  platform_error: { status: 502, meaning: 'The network answered with an error.', act: 'nobody, wait' },
  platform_unavailable: { status: 503, meaning: 'The network does not answer.', act: 'nobody, wait' },
  unavailable: {
    status: 503,
    meaning: 'A part of ours does not answer; nothing was lost.',
    act: 'nobody, wait',
  },
  outcome_unknown: {
    status: 504,
    meaning: 'Whether the post is live could not be found out.',
    act: 'account owner',
  },
  missed: {
    status: 0,
    meaning: 'The time passed by more than MAX_LATENESS; it was not sent.',
    act: 'caller',
  },
  publishing_failed: { status: 0, meaning: 'The post could not be made.', act: 'caller' },
  partially_published: {
    status: 0,
    meaning: 'Some parts are live; retry resumes at the rest.',
    act: 'caller',
  },
  connection_removed: { status: 0, meaning: 'The connection was removed first.', act: 'caller' },
} as const satisfies Record<string, CatalogueEntry>

export type ErrorCode = keyof typeof catalogue

/** One rule that the input breaks: where, which rule, and a sentence for a person. */
export interface Violation {
  path: string
  rule: string
  message: string
}

export interface ErrorExtras {
  violations?: Violation[]
  reason?: string
  /** Whole seconds for the Retry-After header. */
  retryAfter?: number
  /** Fields that this route's errors have beside the others'. */
  more?: Record<string, string>
  cause?: unknown
}

/** The one exception that becomes an answer: `code` decides its status, `message` its `detail`. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: ErrorCode
  readonly extras: ErrorExtras
  constructor(code: ErrorCode, detail: string = catalogue[code].meaning, extras: ErrorExtras = {}) {
    super(detail, { cause: extras.cause })
    this.code = code
    this.extras = extras
  }
}
