import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { FailureClass } from '../../shared/domain/failure.ts'
import { classify, PlatformFailure } from '../../shared/platforms/failures.ts'
import { answerOf, createNetwork } from '../../shared/platforms/request.ts'
import { isRefusal, read } from '../../shared/platforms/tiktok/answers.ts'
import { errors } from '../../shared/platforms/tiktok/errors.ts'
import * as tiktok from '../../shared/platforms/tiktok/index.ts'
import { failureOf } from '../../shared/platforms/tiktok/status.ts'

const now = Date.UTC(2026, 10, 20)
const minute = 60_000
const hour = 60 * minute

const failure = (status: number, body: unknown, onCommit = false, headers: Record<string, string> = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const refusal = tiktok.dialect.read(answerOf(status, new Headers(headers), text))
  return classify(errors, tiktok.dialect, refusal, { onCommit, now })
}

const network = createNetwork({
  platform: tiktok.definition.platform,
  app: { clientId: '', clientSecret: '' },
  hosts: {},
  dialect: tiktok.dialect,
  errors,
  now: () => now,
  retries: { max: 0, delayMs: 0, factor: 1 },
  log: () => undefined,
})

const said = (code: string, message = 'No.') => ({ data: {}, error: { code, message, log_id: '2026ABC' } })
const flat = (error: string) => ({ error, error_description: 'No.', log_id: '2026ABC' })

/** Row, status, body in TikTok's words, class, and class as the answer to a commit where that differs. */
const sayings: [row: string, status: number, body: unknown, is: FailureClass, onCommit?: FailureClass][] = [
  ['oauth-grant-invalid', 400, flat('invalid_grant'), 'reauth'],
  ['oauth-grant-invalid', 200, flat('access_denied'), 'reauth'],
  ['oauth-app-refused', 401, flat('invalid_client'), 'operator'],
  ['oauth-app-refused', 200, flat('unauthorized_client'), 'operator'],
  ['oauth-app-refused', 400, flat('unsupported_grant_type'), 'operator'],
  ['oauth-app-refused', 400, flat('unsupported_response_type'), 'operator'],
  ['oauth-request-invalid', 200, flat('invalid_request'), 'invalid'],
  ['oauth-request-invalid', 400, flat('invalid_scope'), 'invalid'],
  ['oauth-server', 500, flat('server_error'), 'retry', 'unknown'],
  ['oauth-server', 503, flat('temporarily_unavailable'), 'retry', 'unknown'],
  ['token-invalid', 401, said('access_token_invalid'), 'reauth'],
  ['scope-missing', 401, said('scope_not_authorized'), 'reauth'],
  ['scope-missing', 400, said('scope_permission_missed'), 'reauth'],
  ['rate-limited', 429, said('rate_limit_exceeded'), 'rate_limited'],
  ['too-many-posts', 403, said('spam_risk_too_many_posts'), 'rate_limited'],
  ['too-many-posts', 200, said('spam_risk_too_many_posts'), 'rate_limited'],
  ['too-many-pending-shares', 403, said('spam_risk_too_many_pending_share'), 'rate_limited'],
  ['too-many-active-users', 403, said('reached_active_user_cap'), 'rate_limited'],
  ['too-many-active-users', 200, said('reached_active_user_cap'), 'rate_limited'],
  ['banned-from-posting', 403, said('spam_risk_user_banned_from_posting'), 'permission'],
  ['banned-from-posting', 200, said('spam_risk_user_banned_from_posting'), 'permission'],
  ['client-unaudited', 403, said('unaudited_client_can_only_post_to_private_accounts'), 'permission'],
  ['media-host-unverified', 403, said('url_ownership_unverified'), 'permission'],
  ['privacy-not-offered', 403, said('privacy_level_option_mismatch'), 'invalid'],
  ['file-invalid', 400, said('invalid_file_upload'), 'rejected'],
  ['app-version', 400, said('app_version_check_failed'), 'permission'],
  ['publish-id-unknown', 400, said('invalid_publish_id'), 'invalid'],
  ['publish-id-foreign', 400, said('token_not_authorized_for_specified_publish_id'), 'invalid'],
  ['not-cancellable', 400, said('publish_not_cancellable'), 'invalid'],
  ['parameters-invalid', 400, said('invalid_param'), 'invalid'],
  ['parameters-invalid', 400, said('invalid_params', 'The chunk size is invalid'), 'invalid'],
  ['internal-error', 500, said('internal_error'), 'retry', 'unknown'],
  ['server-error', 500, '', 'retry', 'unknown'],
  ['server-error', 502, '<html>Bad gateway</html>', 'retry', 'unknown'],
  ['server-error', 504, said(''), 'retry', 'unknown'],
  ['upload-headers', 400, '', 'invalid', 'unknown'],
  ['token-refused', 401, '', 'reauth'],
  ['upload-expired', 403, '', 'recreate', 'unknown'],
  ['upload-missing', 404, 'Not found', 'recreate', 'unknown'],
  ['upload-range', 416, '', 'recreate', 'unknown'],
  ['rate-limited-plain', 429, '', 'rate_limited'],
]

/** Row, `fail_reason`, class. */
const reasons: [row: string, reason: string | undefined, is: FailureClass][] = [
  ['failed-file-format', 'file_format_check_failed', 'rejected'],
  ['failed-duration', 'duration_check_failed', 'rejected'],
  ['failed-frame-rate', 'frame_rate_check_failed', 'rejected'],
  ['failed-picture-size', 'picture_size_check_failed', 'rejected'],
  ['failed-spam', 'spam_risk_text', 'rejected'],
  ['failed-spam', 'spam_risk', 'rejected'],
  ['too-many-posts', 'spam_risk_too_many_posts', 'rate_limited'],
  ['banned-from-posting', 'spam_risk_user_banned_from_posting', 'permission'],
  ['failed-auth-removed', 'auth_removed', 'reauth'],
  ['failed-internal', 'internal', 'retry'],
  ['failed-internal', undefined, 'retry'],
  ['failed-pull', 'video_pull_failed', 'retry'],
  ['failed-pull', 'photo_pull_failed', 'retry'],
  ['failed-cancelled', 'publish_cancelled', 'invalid'],
]

describe('what TikTok says and what it means', () => {
  it.each(sayings)('%s: %i %j', (row, status, body, is, onCommit = is) => {
    expect(failure(status, body)).toMatchObject({ row, class: is })
    expect(failure(status, body, true)).toMatchObject({ row, class: onCommit })
  })

  it.each(reasons)('%s: FAILED %s', (row, fail_reason, is) => {
    expect(failureOf({ network }, { status: 'FAILED', fail_reason })).toMatchObject({ row, class: is })
  })

  it('calls a reason that nobody knows worth another try', () => {
    const unknown = failureOf({ network }, { status: 'FAILED', fail_reason: 'the_moon' })
    expect(unknown).toMatchObject({ class: 'retry', details: { message: 'FAILED the_moon' } })
    expect(unknown.row).toBeUndefined()
  })

  it('has an example of every row', () => {
    const shown = new Set([...sayings, ...reasons].map(([row]) => row))
    expect(shown).toEqual(new Set(errors.map(({ id }) => id)))
    expect(new Set(errors.map(({ id }) => id)).size).toBe(errors.length)
  })

  it.each([
    [418, 'I am a teapot'],
    [400, said('something_new')],
    [403, said('something_new')],
    [404, said('unsupported_path')],
    [520, ''],
  ])('calls a %i that no row knows unknown on a commit', (status, body) => {
    expect(failure(status, body, true).class).toBe('unknown')
    expect(failure(status, body).class).toBe('retry')
  })

  it('keeps TikTok’s words and log id by either spelling, and no token', () => {
    const error = { code: 'invalid_params', message: 'access_token=act.abc is bad', logid: '2026XYZ' }
    expect(failure(400, { error }).details).toEqual({
      status_code: 400,
      platform_code: 'invalid_params',
      request_id: '2026XYZ',
      message: 'access_token=[hidden] is bad',
    })
    expect(failure(400, flat('invalid_grant')).details.request_id).toBe('2026ABC')
    expect(failure(403, '', false, { 'x-tt-logid': '2026HDR' }).details.request_id).toBe('2026HDR')
  })
})

describe('when a spent limit ends', () => {
  it.each([
    ['rate_limit_exceeded', minute],
    ['spam_risk_too_many_posts', hour],
    ['spam_risk_too_many_pending_share', hour],
    ['reached_active_user_cap', hour],
  ])('%s', (code, wait) => {
    expect(failure(403, said(code)).retryAt).toBe(now + wait)
  })

  it('is a minute without a word of it', () => {
    expect(failure(429, '').retryAt).toBe(now + minute)
  })
})

describe('an answer with status 200', () => {
  const answer = (body: unknown) => answerOf(200, new Headers(), JSON.stringify(body))
  const data = z.object({ data: z.object({ id: z.string() }) })

  it('is good with the error "ok", and keeps ids beyond 2^53 whole', () => {
    const good = answerOf(200, new Headers(), '{"data":{"id":7512345678901234567},"error":{"code":"ok"}}')
    expect(isRefusal(good)).toBe(false)
    expect(read(network, data, good)).toEqual({ data: { id: '7512345678901234567' } })
  })

  it.each([said('spam_risk_too_many_posts'), flat('invalid_grant')])('refuses with %j', (body) => {
    expect(isRefusal(answer(body))).toBe(true)
    expect(() => read(network, data, answer(body))).toThrow(PlatformFailure)
  })

  it('that is not what is documented is worth another try', () => {
    expect(() => read(network, data, answer({ data: {}, error: { code: 'ok' } }))).toThrow(
      /could not be read/,
    )
  })
})
