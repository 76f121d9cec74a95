import { describe, expect, it } from 'vitest'
import type { FailureClass } from '../../shared/domain/failure.ts'
import { classify } from '../../shared/platforms/failures.ts'
import { answerOf } from '../../shared/platforms/request.ts'
import { errors } from '../../shared/platforms/x/errors.ts'
import * as x from '../../shared/platforms/x/index.ts'

const now = Date.UTC(2026, 10, 20)

interface Said {
  status: number
  body: unknown
  headers?: Record<string, string>
}

const failure = ({ status, body, headers = {} }: Said, onCommit = false) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const refusal = x.dialect.read(answerOf(status, new Headers(headers), text))
  return classify(errors, x.dialect, refusal, { onCommit, now })
}

const oauth = (error: string, error_description: string) => ({ error, error_description })
const forbidden = (detail: string) => ({ detail, type: 'about:blank', title: 'Forbidden', status: 403 })
const problem = (slug: string, rest: Record<string, unknown> = {}) => ({
  title: 'A title',
  detail: 'Some words.',
  type: `https://api.twitter.com/2/problems/${slug}`,
  ...rest,
})
const invalidRequest = (message: string) =>
  problem('invalid-request', {
    errors: [{ parameters: { 'media.media_ids': ['1'] }, message }],
    title: 'Invalid Request',
    detail: 'One or more parameters to your request was invalid.',
  })

const tokenInvalid = 'Value passed for the token was invalid.'
const gateOlder =
  'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.'
const gateNewer = 'You can only reply to or quote posts where you are mentioned or are the author.'
const exclusive =
  'You can only provide one of poll or quote_tweet_id or direct_message_deep_link or media or card_uri.'
const credits = 'Your enrolled account [1] does not have any credits to fulfill this request.'

/** Row, status, body in X's words, class, and class as the answer to a commit where that differs. */
const sayings: [row: string, status: number, body: unknown, is: FailureClass, onCommit?: FailureClass][] = [
  [
    'oauth-unauthorized-client',
    401,
    oauth('unauthorized_client', 'Missing valid authorization header'),
    'operator',
  ],
  [
    'oauth-invalid-client',
    401,
    oauth('invalid_client', 'Value passed for the client was invalid.'),
    'operator',
  ],
  [
    'oauth-missing-parameter',
    400,
    oauth('invalid_request', 'Missing required parameter [client_id].'),
    'operator',
  ],
  ['oauth-unsupported-grant-type', 400, oauth('unsupported_grant_type', 'No.'), 'operator'],
  ['oauth-token-invalid', 400, oauth('invalid_request', tokenInvalid), 'reauth'],
  ['oauth-invalid-grant', 400, oauth('invalid_grant', tokenInvalid), 'reauth'],
  [
    'oauth-code-invalid',
    400,
    oauth('invalid_request', 'Value passed for the authorization code was invalid.'),
    'invalid',
  ],
  ['no-credit', 402, problem('credits', { title: 'CreditsDepleted', detail: credits }), 'operator'],
  ['no-credit-problem', 403, problem('credits', { title: 'CreditsDepleted', detail: credits }), 'operator'],
  [
    'usage-capped',
    429,
    problem('usage-capped', { title: 'UsageCapExceeded', period: 'Monthly' }),
    'operator',
  ],
  ['spending-limit', 403, forbidden('Your account has reached its spending limit.'), 'operator'],
  [
    'rate-limited',
    429,
    { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 },
    'rate_limited',
  ],
  ['rate-limited-problem', 403, problem('rate-limit-exceeded'), 'rate_limited'],
  ['rate-limited-v1', 400, { errors: [{ code: 88, message: 'Rate limit exceeded' }] }, 'rate_limited'],
  [
    'token-refused',
    401,
    { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' },
    'reauth',
  ],
  ['duplicate', 403, forbidden('You are not allowed to create a Tweet with duplicate content.'), 'duplicate'],
  ['reply-gate', 403, forbidden(gateOlder), 'permission'],
  ['reply-or-quote-gate', 403, problem('not-authorized-for-resource', { detail: gateNewer }), 'permission'],
  [
    'parent-gone',
    403,
    forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.'),
    'invalid',
  ],
  [
    'video-too-long',
    403,
    forbidden('This user is not allowed to post a video longer than 2 minutes.'),
    'rejected',
  ],
  ['invalid-url', 403, forbidden('The Tweet contains an invalid URL.'), 'rejected'],
  ['over-length', 403, forbidden('You are not permitted to perform this action.'), 'rejected'],
  ['cashtags', 400, invalidRequest('A post may contain at most one cashtag.'), 'rejected'],
  ['account-state', 403, forbidden('Your account is not permitted to access this feature'), 'account'],
  ['account-state', 403, forbidden('Your account is suspended and is not permitted to do this.'), 'account'],
  ['account-state', 403, forbidden('To protect our users, this account is temporarily locked.'), 'account'],
  ['app-not-enrolled', 403, problem('client-forbidden', { reason: 'client-not-enrolled' }), 'operator'],
  ['app-permissions', 403, problem('oauth1-permissions'), 'operator'],
  [
    'unsupported-authentication',
    403,
    problem('unsupported-authentication', { title: 'Unsupported Authentication' }),
    'permission',
  ],
  ['not-authorized-for-resource', 403, problem('not-authorized-for-resource'), 'permission'],
  ['field-not-authorized', 403, problem('not-authorized-for-field'), 'permission'],
  ['field-not-authorized', 403, problem('field-unauthorized'), 'permission'],
  ['disallowed-resource', 403, problem('disallowed-resource'), 'rejected'],
  ['resource-unavailable', 403, problem('resource-unavailable'), 'invalid'],
  ['resource-not-found', 404, problem('resource-not-found'), 'invalid'],
  ['missing-scope', 403, forbidden('Forbidden'), 'permission'],
  ['forbidden', 403, forbidden('Something nobody has seen before.'), 'invalid', 'unknown'],
  ['media-ids-invalid', 400, invalidRequest('Your media IDs are invalid.'), 'recreate'],
  ['invalid-request', 400, invalidRequest(exclusive), 'rejected'],
  ['conflict', 409, problem('conflict'), 'retry', 'unknown'],
  ['internal-error', 500, problem('internal-error'), 'retry', 'unknown'],
  [
    'server-error',
    503,
    { title: 'Service Unavailable', type: 'about:blank', status: 503 },
    'retry',
    'unknown',
  ],
]

describe('what X says and what it means', () => {
  it.each(sayings)('%s: %i', (row, status, body, is, onCommit = is) => {
    expect(failure({ status, body })).toMatchObject({ row, class: is })
    expect(failure({ status, body }, true)).toMatchObject({ row, class: onCommit })
  })

  it('has an example of every row', () => {
    expect(new Set(sayings.map(([row]) => row))).toEqual(new Set(errors.map(({ id }) => id)))
    expect(new Set(errors.map(({ id }) => id)).size).toBe(errors.length)
  })

  it('knows problems by the end of their type, on the newer host too', () => {
    const body = problem('credits', { type: 'https://api.x.com/2/problems/credits' })
    expect(failure({ status: 403, body }).row).toBe('no-credit-problem')
  })

  it.each([
    [418, 'I am a teapot'],
    [404, '<html>Not found</html>'],
    [400, { unexpected: true }],
    [403, ''],
  ])('calls a %i that nobody knows unknown on a commit', (status, body) => {
    expect(failure({ status, body }, true).class).toBe('unknown')
  })

  it('keeps X’s words and request id, and no token', () => {
    const body = forbidden('Bearer abc.def is not permitted to post.')
    const { details } = failure({ status: 403, body, headers: { 'x-transaction-id': 'f00d' } })
    expect(details).toMatchObject({ status_code: 403, request_id: 'f00d' })
    expect(details.message).toBe('Bearer [hidden] is not permitted to post.')
  })
})

describe('when a spent limit ends', () => {
  const family = (name: string, remaining: number, inSeconds: number) => ({
    [`${name}-limit`]: '100',
    [`${name}-remaining`]: String(remaining),
    [`${name}-reset`]: String(now / 1000 + inSeconds),
  })
  const ends = (headers: Record<string, string>) => {
    const { retryAt } = failure({ status: 429, body: {}, headers })
    return retryAt === undefined ? undefined : (retryAt - now) / 1000
  }

  it('is the reset of the family that is empty, not of the one that is full', () => {
    expect(ends({ ...family('x-rate-limit', 40, 600), ...family('x-user-limit-24hour', 0, 7_200) })).toBe(
      7_202,
    )
    expect(ends({ ...family('x-rate-limit', 0, 600), ...family('x-app-limit-24hour', 5, 7_200) })).toBe(602)
  })

  it('is the latest reset of several that are empty', () => {
    expect(ends({ ...family('x-rate-limit', 0, 600), ...family('x-app-limit-24hour', 0, 9_000) })).toBe(9_002)
  })

  it('is waited for by every account when a commit meets the app’s empty family', () => {
    const holds = (headers: Record<string, string>, onCommit = true) =>
      failure({ status: 429, body: {}, headers }, onCommit).holds
    expect(holds(family('x-app-limit-24hour', 0, 7_200))).toBe('platform')
    expect(holds({ ...family('x-rate-limit', 0, 600), ...family('x-app-limit-24hour', 5, 7_200) })).toBe(
      undefined,
    )
    // Uploads have limits of their own, which stand in no text's way.
    expect(holds(family('x-app-limit-24hour', 0, 7_200), false)).toBe(undefined)
  })

  it('is unknown when no family is empty, or its reset has passed', () => {
    expect(ends(family('x-rate-limit', 3, 600))).toBeUndefined()
    expect(ends(family('x-rate-limit', 0, -600))).toBeUndefined()
    expect(ends({ 'x-rate-limit-remaining': '0' })).toBeUndefined()
  })
})
