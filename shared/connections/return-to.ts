import { AppError } from '../domain/errors.ts'

/**
 * The page that a browser may be sent to when a flow ends.
 * @throws AppError `invalid_input` unless its origin and path stand below an entry of the list
 */
export function allowedReturn(returnTo: string, allowlist: readonly string[]): string {
  const url = URL.parse(returnTo)
  const plain =
    url &&
    ['https:', 'http:'].includes(url.protocol) &&
    !url.username &&
    !url.password &&
    !returnTo.includes('#')
  if (plain && allowlist.some((entry) => isBelow(url, entry))) return url.href
  const violation = {
    path: 'query.return_to',
    rule: 'allow_list',
    message: 'It must be a URL below one of the allowed return addresses, without credentials or fragment.',
  }
  throw new AppError('invalid_input', violation.message, { violations: [violation] })
}

function isBelow(url: URL, entry: string): boolean {
  const allowed = URL.parse(entry)
  if (!allowed || url.origin !== allowed.origin) return false
  const folder = allowed.pathname.endsWith('/') ? allowed.pathname : `${allowed.pathname}/`
  return url.pathname === allowed.pathname || url.pathname.startsWith(folder)
}

const outcomeNames = ['platform', 'connection_id', 'connect_code', 'error'] as const

export type ReturnOutcome = Partial<Record<(typeof outcomeNames)[number], string>>

/** The return page with what happened in its query; nothing of that name that stood there before is left. */
export function returnWith(returnTo: string, outcome: ReturnOutcome): string {
  const url = new URL(returnTo)
  for (const name of outcomeNames) url.searchParams.delete(name)
  for (const [name, value] of Object.entries(outcome)) url.searchParams.set(name, value)
  return url.href
}
