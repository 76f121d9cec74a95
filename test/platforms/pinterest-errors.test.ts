import { describe, expect, it } from 'vitest'
import type { FailureClass } from '../../shared/domain/failure.ts'
import { classify } from '../../shared/platforms/failures.ts'
import { errors } from '../../shared/platforms/pinterest/errors.ts'
import * as pinterest from '../../shared/platforms/pinterest/index.ts'
import { answerOf } from '../../shared/platforms/request.ts'

const now = Date.UTC(2026, 10, 20)

interface Said {
  status: number
  body: unknown
  headers?: Record<string, string>
}

const failure = ({ status, body, headers = {} }: Said, onCommit = false) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const refusal = pinterest.dialect.read(answerOf(status, new Headers(headers), text))
  return classify(errors, pinterest.dialect, refusal, { onCommit, now })
}

const said = (code: number, message: string, rest: Record<string, unknown> = {}) => ({
  code,
  message,
  ...rest,
})
const stored = (code: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>No.</Message></Error>`

const blocked = 'Sorry! We blocked this link because it may lead to spam.'
const pattern = "Invalid request: '/pins' field board_id: '12a' does not match '^\\d+$'"
const items = "Invalid request: media_source: [{'url': 'https://a.example'}] is too long, maxItems=5"
const trial =
  'Apps with Trial access may not create Pins in production https://api.pinterest.com - use API Sandbox https://api-sandbox.pinterest.com instead.'
const scopes =
  'Your token does not have sufficient permissions to perform this operation. Please ensure your token is authorized with the correct set of scopes.'
const cover = 'cover_image_url or cover_image_content_type is required'
const notPermitted = 'You are not permitted to access that resource.'

/** Row, status, body in Pinterest's words, class, and class as the answer to a commit where that differs. */
const sayings: [row: string, status: number, body: unknown, is: FailureClass, onCommit?: FailureClass][] = [
  ['oauth-grant-invalid', 400, said(283, 'The authorization grant is invalid'), 'reauth'],
  ['oauth-invalid-grant', 400, { error: 'invalid_grant', error_description: 'Bad.' }, 'reauth'],
  ['link-blocked', 429, said(9, blocked), 'rejected'],
  ['link-spam', 429, said(8, 'Too many.', { message_detail: 'Identified as SPAM' }), 'rejected'],
  ['link-blocked', 400, said(2, blocked), 'rejected'],
  ['link-blocked-code', 429, said(9, 'Sorry!'), 'rejected'],
  ['rate-limited', 429, said(8, 'This request exceeded a rate limit.'), 'rate_limited'],
  ['rate-limited', 429, '<html>Too many</html>', 'rate_limited'],
  ['upload-too-large', 400, stored('EntityTooLarge'), 'rejected'],
  ['upload-refused', 403, stored('AccessDenied'), 'retry'],
  ['upload-refused', 400, stored('ExpiredToken'), 'retry'],
  ['image-not-fetched', 400, said(1, 'Sorry we could not fetch the image.'), 'retry'],
  ['url-unreachable', 400, said(1, 'Unable to reach the URL. Please check it.'), 'retry'],
  ['image-format', 400, said(1, 'The format of the image is not supported.'), 'rejected'],
  ['carousel-ratio', 400, said(1, 'Images must have the same aspect ratio'), 'rejected'],
  ['cover-missing', 400, said(1, cover), 'invalid'],
  ['saving-not-allowed', 400, said(1, "Sorry! This site doesn't allow you to save Pins."), 'rejected'],
  ['link-invalid', 400, said(1, 'Invalid link URL.'), 'rejected'],
  ['invalid-parameters', 400, said(1, pattern), 'invalid'],
  ['invalid-parameters', 400, said(1, items), 'invalid'],
  ['invalid-parameters', 400, said(1, "Invalid request: title: 'Spam and eggs' is too long"), 'invalid'],
  ['trial-access', 403, said(29, trial), 'permission'],
  ['scope-missing', 401, said(3, scopes), 'reauth'],
  ['scope-missing', 403, said(29, scopes), 'reauth'],
  ['app-not-approved', 401, said(3, 'consumer type is not supported'), 'permission'],
  ['app-not-approved', 401, said(3, 'Your application lacks this restricted feature'), 'permission'],
  ['not-authorized-for-board', 401, said(7, 'Not authorized to access board or Pin.'), 'permission'],
  ['token-refused', 401, said(2, 'Authentication failed.'), 'reauth'],
  ['token-refused', 401, '', 'reauth'],
  ['image-too-small', 403, said(233, 'Your image is too small.'), 'rejected'],
  ['image-too-large', 403, said(234, 'Your image is too large.'), 'rejected'],
  ['image-broken', 403, said(235, 'Your image is broken.'), 'rejected'],
  ['not-permitted', 403, said(29, notPermitted), 'permission'],
  ['forbidden', 403, said(403, 'Not authorized.'), 'permission'],
  ['section-missing', 404, said(2031, "Sorry! We couldn't find this board section."), 'invalid'],
  ['section-missing-words', 404, said(404, 'Board section not found.'), 'invalid'],
  ['board-missing', 404, said(40, 'Board not found.'), 'invalid'],
  ['board-missing-words', 404, said(404, 'Board not found.'), 'invalid'],
  ['pin-missing', 404, said(50, 'Pin not found.'), 'invalid'],
  ['user-missing', 404, said(30, 'User not found.'), 'invalid'],
  ['media-missing', 404, said(404, 'Media upload not found'), 'recreate'],
  ['pin-timeout', 408, said(408, 'Pin upload timed out.'), 'retry', 'unknown'],
  ['board-busy', 409, said(409, 'Could not get exclusive access to the board.'), 'retry'],
  ['server-error', 500, said(500, 'Something went wrong on our end.'), 'retry', 'unknown'],
  ['gateway', 502, '<html>Bad gateway</html>', 'retry', 'unknown'],
  ['gateway', 503, said(1, 'Service unavailable'), 'retry', 'unknown'],
  ['gateway', 504, '', 'retry', 'unknown'],
  ['refused', 403, said(777, 'Something nobody has seen before.'), 'invalid'],
  ['refused', 404, said(404, 'Not Found'), 'invalid'],
]

describe('what Pinterest says and what it means', () => {
  it.each(sayings)('%s: %i %j', (row, status, body, is, onCommit = is) => {
    expect(failure({ status, body })).toMatchObject({ row, class: is })
    expect(failure({ status, body }, true)).toMatchObject({ row, class: onCommit })
  })

  it('has an example of every row', () => {
    expect(new Set(sayings.map(([row]) => row))).toEqual(new Set(errors.map(({ id }) => id)))
    expect(new Set(errors.map(({ id }) => id)).size).toBe(errors.length)
  })

  it.each([
    [418, 'I am a teapot'],
    [400, '<html>Bad request</html>'],
    [403, ''],
    [404, { unexpected: true }],
    [520, ''],
  ])('calls a %i that names no code unknown on a commit', (status, body) => {
    expect(failure({ status, body }, true).class).toBe('unknown')
  })

  it('blames a link alone only where Pinterest speaks of one: a Pin may have none', () => {
    const told = (body: unknown) => failure({ status: 429, body }).userMessage
    expect(told(said(9, blocked))).toMatch(/blocks the link/)
    expect(told(said(8, 'Too many.', { message_detail: 'Identified as SPAM' }))).toMatch(/Pin or its link/)
  })

  it('keeps Pinterest’s words and request id, and no token', () => {
    const body = said(29, 'Bearer pina_ABC is not permitted.', { message_detail: 'Ask the owner.' })
    const { details } = failure({ status: 403, body, headers: { 'x-pinterest-rid': '7606362844227236' } })
    expect(details).toEqual({
      status_code: 403,
      platform_code: '29',
      request_id: '7606362844227236',
      message: 'Bearer [hidden] is not permitted. Ask the owner.',
    })
  })
})

describe('when a spent limit ends', () => {
  const ends = (headers: Record<string, string>) => {
    const { retryAt } = failure({ status: 429, body: said(8, 'Too many.'), headers })
    return retryAt === undefined ? undefined : (retryAt - now) / 1000
  }
  const limit = '100, 100;w=1;name="safety_net_app_id_user_id", 1000;w=60;name="org_read_app_id_user_id"'

  it('is its reset in seconds, whatever form the limit has', () => {
    expect(
      ends({ 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '42' }),
    ).toBe(42)
  })

  it('is what Retry-After says, where it says something', () => {
    expect(ends({ 'retry-after': '7', 'x-ratelimit-reset': '42' })).toBe(7)
    expect(ends({ 'retry-after': 'Fri, 20 Nov 2026 00:00:09 GMT', 'x-ratelimit-reset': '42' })).toBe(42)
  })

  it('is never at once and never far', () => {
    expect(ends({ 'x-ratelimit-reset': '0' })).toBe(1)
    expect(ends({ 'x-ratelimit-reset': '86400' })).toBe(900)
  })

  it('is unknown without a word of it', () => {
    expect(ends({})).toBeUndefined()
    expect(ends({ 'x-ratelimit-reset': 'soon' })).toBeUndefined()
  })
})
