import { describe, expect, it } from 'vitest'
import { classify } from '../../shared/platforms/failures.ts'
import { errors } from '../../shared/platforms/linkedin/errors.ts'
import * as linkedin from '../../shared/platforms/linkedin/index.ts'

const now = Date.parse('2026-11-20T15:00:00Z')
const midnight = Date.parse('2026-11-21T00:00:00Z')

interface Said {
  status: number
  body?: unknown
  text?: string
  headers?: Record<string, string>
}

const failure = ({ status, body, text = '', headers = {} }: Said, onCommit = false) => {
  const refusal = linkedin.dialect.read({ status, json: body, text, headers: new Headers(headers) })
  return classify(errors, linkedin.dialect, refusal, { onCommit, now })
}

const envelope = (status: number, code?: string, message = 'words', serviceErrorCode?: number): Said => ({
  status,
  body: { status, message, ...(code ? { code } : {}), ...(serviceErrorCode ? { serviceErrorCode } : {}) },
})
const oauth = (status: number, error: string, error_description = ''): Said => ({
  status,
  body: { error, error_description },
})

const named = 'urn:li:share:7141138937766391808'
const exception = `com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of ${named}`
const recorded = {
  errorDetailType: 'com.linkedin.common.error.BadRequest',
  message: exception,
  errorDetails: {
    inputErrors: [{ description: 'Duplicate post is detected', input: {}, code: 'DUPLICATE_POST' }],
  },
  status: 422,
}

/** What LinkedIn says, the row that knows it, and its class; then that of the answer to a commit where it differs. */
const said: [Said, row: string, failureClass: string, onCommit?: string][] = [
  [{ status: 422, body: recorded }, 'duplicate', 'duplicate'],
  [{ status: 400, body: { ...recorded, status: 400 } }, 'duplicate', 'duplicate'],
  [{ status: 422, body: { message: exception, status: 422 } }, 'duplicate-by-words', 'duplicate'],
  [envelope(409, 'CONFLICT', `Content is a duplicate of ${named}`), 'duplicate-by-words', 'duplicate'],
  [
    envelope(422, undefined, 'Content is a duplicate of urn:li:person:abc'),
    'duplicate-by-words',
    'duplicate',
  ],

  [oauth(401, 'invalid_client', 'Client authentication failed'), 'oauth-invalid-client', 'operator'],
  [
    oauth(400, 'invalid_request', 'A required parameter "client_secret" is missing'),
    'oauth-missing-parameter',
    'operator',
  ],
  [
    oauth(
      400,
      'invalid_request',
      'The provided authorization grant or refresh token is invalid, expired or revoked.',
    ),
    'oauth-token-invalid',
    'reauth',
  ],
  [
    oauth(
      400,
      'invalid_grant',
      'The provided authorization grant or refresh token is invalid, expired or revoked.',
    ),
    'oauth-invalid-grant',
    'reauth',
  ],
  [
    oauth(
      400,
      'invalid_redirect_uri',
      'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code.',
    ),
    'oauth-redirect-uri',
    'invalid',
  ],
  [oauth(400, 'invalid_request', 'authorization code not found'), 'oauth-code-invalid', 'invalid'],
  [oauth(400, 'unauthorized_scope_error', 'Scope is not authorized'), 'oauth-scope', 'operator'],

  [
    envelope(426, 'NONEXISTENT_VERSION', 'Requested version 20240101 is not active'),
    'version-ended',
    'operator',
  ],
  [envelope(400, 'NONEXISTENT_VERSION'), 'version-unknown', 'operator'],
  [envelope(400, 'VERSION_MISSING'), 'version-missing', 'operator'],

  [envelope(401, 'REVOKED_ACCESS_TOKEN', 'revoked', 65601), 'token-revoked', 'reauth'],
  [envelope(401, undefined, 'revoked', 65601), 'token-revoked-number', 'reauth'],
  [envelope(401, 'EXPIRED_ACCESS_TOKEN', 'expired', 65602), 'token-expired', 'reauth'],
  [envelope(401, undefined, 'expired', 65602), 'token-expired-number', 'reauth'],
  [envelope(401, 'INVALID_ACCESS_TOKEN', 'Invalid access token', 65600), 'token-invalid', 'reauth'],
  [envelope(401, 'EMPTY_ACCESS_TOKEN', 'Empty oauth2 access token', 401), 'token-empty', 'reauth'],
  [{ status: 401, text: '' }, 'token-refused', 'reauth'],

  [
    envelope(429, undefined, 'Please verify your identity or try again tomorrow'),
    'verify-identity',
    'rate_limited',
  ],
  [envelope(429, 'TOO_MANY_REQUESTS', throttle('APPLICATION DAY'), 101), 'app-day-limit', 'rate_limited'],
  [
    envelope(429, 'TOO_MANY_REQUESTS', throttle('APPLICATION_AND_MEMBER DAY'), 101),
    'member-day-limit',
    'rate_limited',
  ],
  [envelope(429, 'TOO_MANY_REQUESTS', throttle('MEMBER DAY'), 101), 'member-day-limit', 'rate_limited'],
  [{ status: 429, text: '<html>' }, 'rate-limited', 'rate_limited'],

  [envelope(400, undefined, 'Unable to obtain activity'), 'activity-unavailable', 'retry', 'unknown'],
  [envelope(403, undefined, 'resource is forbidden'), 'resource-forbidden', 'retry', 'unknown'],

  [envelope(400, 'MEDIA_ASSET_WAITING_UPLOAD'), 'media-waiting-upload', 'not_ready'],
  [
    envelope(422, undefined, 'Media asset urn:li:image:1 is still processing'),
    'media-processing',
    'not_ready',
  ],
  [envelope(400, 'MEDIA_ASSET_PROCESSING_FAILED'), 'media-processing-failed', 'rejected'],
  [envelope(400, 'EXPIRED_UPLOAD_URL'), 'upload-url-expired', 'recreate'],
  [envelope(400, 'UPDATING_ASSET_FAILED'), 'media-update-failed', 'recreate'],
  [envelope(400, 'INVALID_IMAGE_ID'), 'media-id-invalid', 'invalid'],
  [envelope(400, 'INVALID_VIDEO_ID'), 'media-id-invalid', 'invalid'],

  [envelope(400, 'FIELD_LENGTH_TOO_LONG'), 'text-too-long', 'rejected'],
  [envelope(400, 'INVALID_URL'), 'url-invalid', 'rejected'],
  [envelope(400, 'INVALID_VALUE_FOR_FIELD'), 'value-refused', 'rejected'],
  [envelope(400, 'INVALID_VALUE_BLANK_FIELD'), 'value-refused', 'rejected'],
  [envelope(400, 'MISSING_FIELD'), 'field-missing', 'rejected'],
  [envelope(400, 'INVALID_URN_TYPE'), 'urn-invalid', 'invalid'],
  [envelope(400, 'INVALID_URN_ID'), 'urn-invalid', 'invalid'],
  [envelope(400, 'ILLEGAL_ARGUMENT'), 'argument-refused', 'rejected'],
  [
    envelope(
      422,
      undefined,
      'ERROR :: /author :: field is required but not found and has no default value\n',
    ),
    'schema',
    'rejected',
  ],
  [envelope(422, 'UNPROCESSABLE_ENTITY'), 'unprocessable', 'rejected'],

  [
    envelope(403, 'ACCESS_DENIED', 'Not enough permissions to access: posts.CREATE', 100),
    'access-denied',
    'permission',
  ],
  [envelope(404, 'NOT_FOUND', 'Could not find entity'), 'not-found', 'invalid'],
  [envelope(409, 'CONFLICT', 'Write Conflict'), 'conflict', 'retry'],
  [{ status: 411, text: '' }, 'length-missing', 'invalid'],
  [envelope(500, 'INTERNAL_SERVER_ERROR'), 'server-error', 'retry', 'unknown'],
  [envelope(500, 'INTERNAL_ERROR'), 'server-error', 'retry', 'unknown'],
  [{ status: 502, text: '<html>Bad Gateway</html>' }, 'server-error', 'retry', 'unknown'],
  [{ status: 503, text: '' }, 'server-error', 'retry', 'unknown'],
  [{ status: 504, text: '' }, 'server-error', 'retry', 'unknown'],
]

function throttle(scope: string): string {
  return `Resource level throttle ${scope} limit for calls to this resource is reached.`
}

describe('the errors of LinkedIn', () => {
  it.each(said)('%j is %s', (answer, row, failureClass, onCommit = failureClass) => {
    expect(failure(answer)).toMatchObject({ row, class: failureClass })
    expect(failure(answer, true)).toMatchObject({ row, class: onCommit })
  })

  it('are all met here', () => {
    const met = new Set(said.map(([, row]) => row))
    expect(errors.map(({ id }) => id).filter((id) => !met.has(id))).toEqual([])
    expect(new Set(errors.map(({ id }) => id)).size).toBe(errors.length)
  })

  it('leave the outcome of a commit open where no row knows the answer', () => {
    expect(failure(envelope(400, 'SOMETHING_NEW'), true)).toMatchObject({ class: 'unknown' })
    expect(failure(envelope(400, 'SOMETHING_NEW'))).toMatchObject({ class: 'retry' })
  })

  it('keep LinkedIn’s words, numbers and trace', () => {
    const answer = envelope(403, 'ACCESS_DENIED', 'Not enough permissions', 100)
    expect(failure({ ...answer, headers: { 'x-li-uuid': 'AAX==' } }).details).toEqual({
      status_code: 403,
      platform_code: 'ACCESS_DENIED/100',
      request_id: 'AAX==',
      message: 'Not enough permissions',
    })
    expect(failure({ status: 422, body: recorded }).details.message).toContain(named)
  })

  it('prefer the special code to the general one', () => {
    const answer = {
      status: 422,
      code: 'UNPROCESSABLE_ENTITY',
      message: 'Content is invalid',
      errorDetails: { inputErrors: [{ code: 'FIELD_LENGTH_TOO_LONG', description: 'commentary' }] },
    }
    expect(failure({ status: 422, body: answer }).row).toBe('text-too-long')
  })
})

describe('the end of a limit', () => {
  it('is shortly after midnight UTC for a day’s', () => {
    for (const scope of ['MEMBER DAY', 'APPLICATION DAY', 'APPLICATION_AND_MEMBER DAY']) {
      const { retryAt } = failure(envelope(429, 'TOO_MANY_REQUESTS', throttle(scope)))
      expect(retryAt).toBeGreaterThan(midnight)
      expect(retryAt).toBeLessThanOrEqual(midnight + 10 * 60_000)
    }
  })

  it('is waited for by every account when the limit is the app’s, and else by this one alone', () => {
    const holds = (scope: string, onCommit = true) =>
      failure(envelope(429, 'TOO_MANY_REQUESTS', throttle(scope)), onCommit).holds
    expect(holds('APPLICATION DAY')).toBe('platform')
    expect(holds('MEMBER DAY')).toBeUndefined()
    expect(holds('APPLICATION_AND_MEMBER DAY')).toBeUndefined()
    // Counters are per endpoint: that of uploads stands in no text's way.
    expect(holds('APPLICATION DAY', false)).toBeUndefined()
  })

  it('is unknown for all others', () => {
    expect(failure(envelope(429, 'TOO_MANY_REQUESTS', 'Too many requests')).retryAt).toBeUndefined()
  })
})
