import { Refusal, type SimResponse } from '../kit/server.ts'
import { toJson } from './int64.ts'
import type { TikTok } from './state.ts'

const guidelines =
  'Please review our integration guidelines at https://developers.tiktok.com/doc/content-sharing-guidelines/'
const ownership =
  'Please review our URL ownership verification rules at https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide#pull_from_url'

/** Codes of the posting and display pages (2026-09-11); messages are partly ours, TikTok doesn't promise them. */
const table = {
  access_token_invalid: [401, 'The access token is invalid or not found in the request.'],
  scope_not_authorized: [401, 'The user did not authorize the scope required for completing this request.'],
  scope_permission_missed: [400, 'Additional scope permissions are required for this request.'],
  rate_limit_exceeded: [429, 'The API rate limit was exceeded. Please try again later.'],
  spam_risk_too_many_posts: [403, 'The daily post cap from the API is reached for the current user.'],
  spam_risk_too_many_pending_share: [403, 'There may be at most 5 pending shares within any 24-hour period.'],
  reached_active_user_cap: [403, 'The daily quota for active publishing users from your client is reached.'],
  spam_risk_user_banned_from_posting: [403, 'The user is banned from making new posts.'],
  unaudited_client_can_only_post_to_private_accounts: [403, guidelines],
  url_ownership_unverified: [403, ownership],
  privacy_level_option_mismatch: [403, guidelines],
  invalid_param: [400, 'The request is malformed.'],
  invalid_params: [400, 'The request is malformed.'],
  invalid_file_upload: [400, 'The uploaded file does not meet the API specification.'],
  app_version_check_failed: [400, "The target user's TikTok version is lower than 31.8."],
  invalid_publish_id: [400, 'The publish_id does not exist.'],
  token_not_authorized_for_specified_publish_id: [
    400,
    'The access token does not have authorization for the publish_id.',
  ],
  publish_not_cancellable: [400, 'The publish can not be cancelled.'],
  internal_error: [500, 'Something went wrong. Please try again later.'],
} as const satisfies Record<string, [number, string]>

export type Code = keyof typeof table

export const isCode = (value: unknown): value is Code => typeof value === 'string' && value in table

const softened = new Set<Code>([
  'spam_risk_too_many_posts',
  'spam_risk_user_banned_from_posting',
  'reached_active_user_cap',
])

/** Thrown to answer in the envelope; the log id is set by the call. */
export class TikTokError extends Error {
  code: Code
  constructor(code: Code, message?: string) {
    super(message ?? table[code][1])
    this.name = 'TikTokError'
    this.code = code
  }
}

/** A parameter is wrong; the reason in brackets is the simulator's own. */
export function invalidParams({ settings }: TikTok, message: string): TikTokError {
  const code: Code = settings.invalid_param_code === 'invalid_param' ? 'invalid_param' : 'invalid_params'
  return new TikTokError(code, message)
}

/** The envelope of a refusal; creator_info tells three of them with HTTP 200, on purpose. */
export function refusalAnswer(error: TikTokError, logId: string, soft = false): SimResponse {
  const isSoft = soft && softened.has(error.code)
  const body = {
    ...(isSoft && { data: {} }),
    error: { code: error.code, message: error.message, log_id: logId },
  }
  return { status: isSoft ? 200 : table[error.code][0], body }
}

/** The envelope of success has an error too. */
export function success(data: unknown, logId: string): SimResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: toJson({ data, error: { code: 'ok', message: '', log_id: logId } }),
  }
}

/** An OAuth endpoint's own flat form. */
export function oauthError(tiktok: TikTok, error: string, description: string, logId: string): Refusal {
  return new Refusal({
    status: tiktok.settings.oauth_error_status,
    body: { error, error_description: description, log_id: logId },
  })
}
