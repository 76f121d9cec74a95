import type { Failure, FailureClass, FailureDetails, Repeats } from '../domain/failure.ts'

/** What a network answered, reduced to what tables match on. `code` and `subcode` as strings. */
export interface Refusal {
  status: number
  code?: string
  subcode?: string
  message?: string
  requestId?: string
  headers: Headers
}

/** One thing a network says and what it means. The first row that matches wins. */
export interface FailureRow {
  id: string
  match: { status?: number | readonly number[]; code?: string | RegExp; subcode?: string; message?: RegExp }
  class: FailureClass
  /** Its meaning as the answer to a commit, where that differs. */
  onCommit?: FailureClass
  userMessage: string
  /** Of a limit that all accounts of the app share: whichever call met it, or, where each call has its own, a commit. */
  holdsAll?: 'always' | 'on commit'
  /** Where repeating it for hours would mend nothing. */
  repeats?: Repeats
  source: string
}

/** Nothing more is let through until then, ms. */
export interface UsedUp {
  until: number
  /** Set where the limit is the app's, so that the whole network waits. */
  holds?: 'platform'
}

/** Reads a network's error body and rate headers; each network has one. */
export interface Dialect {
  /** Set where a 2xx answer may say no. */
  isRefusal?(answer: { json: unknown }): boolean
  read(answer: { status: number; headers: Headers; json: unknown; text: string }): Refusal
  /** When the spent limit ends, ms since the epoch; undefined when the answer doesn't say. */
  limitEnds(refusal: Refusal, now: number): number | undefined
  /** What the headers of an answer say of limits that are used up. */
  usedUp?(headers: Headers, at: { now: number; onCommit: boolean }): UsedUp | undefined
}

const matches = (row: FailureRow, refusal: Refusal): boolean => {
  const { status, code, subcode, message } = row.match
  if (status !== undefined && !(typeof status === 'number' ? [status] : status).includes(refusal.status))
    return false
  if (code instanceof RegExp && !code.test(refusal.code ?? '')) return false
  if (typeof code === 'string' && code !== refusal.code) return false
  if (subcode !== undefined && subcode !== refusal.subcode) return false
  return message === undefined || message.test(refusal.message ?? '')
}

/** Without a row: on a commit nobody knows what happened; elsewhere trying again is safe. */
const unmatched = (onCommit: boolean): FailureClass => (onCommit ? 'unknown' : 'retry')

/**
 * What a refusal means by the network's table. A network that broke off with a 5xx may have acted before, whatever it
 * says of the cause: that is no clean refusal of a commit.
 * @param onCommit the refusal answers the request that makes a post live
 */
export function classify(
  rows: readonly FailureRow[],
  dialect: Dialect,
  refusal: Refusal,
  { onCommit, now }: { onCommit: boolean; now: number },
): Failure {
  const row = rows.find((candidate) => matches(candidate, refusal))
  const said = row ? ((onCommit ? row.onCommit : undefined) ?? row.class) : unmatched(onCommit)
  const failureClass = onCommit && refusal.status >= 500 && said !== 'duplicate' ? 'unknown' : said
  const isLimit = failureClass === 'rate_limited'
  const retryAt = isLimit ? dialect.limitEnds(refusal, now) : undefined
  const ofPosting = () =>
    row?.holdsAll === 'on commit' ||
    dialect.usedUp?.(refusal.headers, { now, onCommit })?.holds === 'platform'
  const holdsAll = isLimit && (row?.holdsAll === 'always' || (onCommit && ofPosting()))
  return {
    class: failureClass,
    userMessage: row?.userMessage ?? 'The network gave an answer we do not know.',
    ...(retryAt === undefined ? {} : { retryAt }),
    ...(holdsAll ? { holds: 'platform' as const } : {}),
    ...(row?.repeats && failureClass === row.class ? { repeats: row.repeats } : {}),
    details: detailsOf(refusal),
    ...(row ? { row: row.id } : {}),
  }
}

/** The network's own words, scrubbed of anything that looks like a token and cut to a readable length. */
export function detailsOf(refusal: Refusal): FailureDetails {
  const code = [refusal.code, refusal.subcode].filter(Boolean).join('/')
  return {
    status_code: refusal.status,
    ...(code ? { platform_code: code } : {}),
    ...(refusal.requestId ? { request_id: refusal.requestId } : {}),
    ...(refusal.message ? { message: scrub(refusal.message) } : {}),
  }
}

const scrub = (words: string): string =>
  words
    .replace(/(access_token|refresh_token|client_secret|code)=[^&\s"]+/gi, '$1=[hidden]')
    .replace(/\b(Bearer|OAuth)\s+\S+/gi, '$1 [hidden]')
    .replace(/[A-Za-z0-9_-]{60,}/g, '[hidden]')
    .slice(0, 300)

/** A refusal or silence on a call that is safe to repeat. */
export class PlatformFailure extends Error {
  override name = 'PlatformFailure'
  readonly failure: Failure
  constructor(failure: Failure, cause?: unknown) {
    super(`${failure.class}: ${failure.userMessage}`, { cause })
    this.failure = failure
  }
}

/** For a `catch`: a bare 401, which elsewhere is about the grant, tells nothing of it here and may pass. */
export const asTrouble =
  (userMessage: string) =>
  (error: unknown): never => {
    if (!(error instanceof PlatformFailure) || error.failure.row !== 'token-refused') throw error
    throw new PlatformFailure({ ...error.failure, class: 'retry', userMessage }, error)
  }

/** What an armed commit named at the network is not known any more, as after a restore: a search can't tell. */
export const handlesGone = (): PlatformFailure =>
  new PlatformFailure({
    class: 'unknown',
    userMessage: 'What was made for the post at the network is not known any more.',
    details: { message: 'armed without its handles' },
    row: 'handles-gone',
  })
