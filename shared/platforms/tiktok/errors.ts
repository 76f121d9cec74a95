import type { FailureRow } from '../failures.ts'

const docs = 'https://developers.tiktok.com/doc'
const tokens = `${docs}/oauth-error-handling (2026-11-20)`
const handling = `${docs}/tiktok-api-v2-error-handling (2026-11-20)`
const direct = `${docs}/content-posting-api-reference-direct-post (2026-09-11)`
const photos = `${docs}/content-posting-api-reference-photo-post (2026-09-11)`
const inbox = `${docs}/content-posting-api-reference-upload-video (2026-11-20)`
const transfer = `${docs}/content-posting-api-media-transfer-guide (2026-09-11)`
const status = `${docs}/content-posting-api-reference-get-video-status (2026-11-20)`

const reconnect = 'TikTok no longer accepts the connection; connect the account again.'
const missingGrant = 'A permission is missing; connect the account again and allow all that is asked for.'
const ourSide = 'TikTok refuses our app for now; its operator must mend that.'
const banned = 'TikTok has blocked this account from posting; see the account in the TikTok app.'
const dayIsFull = 'TikTok takes no more posts of this account today, by any app.'
const trouble = 'TikTok has trouble of its own.'

/** The token endpoint: flat bodies, some with HTTP 200. */
const tokenRows = [
  {
    id: 'oauth-grant-invalid',
    match: { code: /^(invalid_grant|access_denied)$/ },
    class: 'reauth',
    userMessage: reconnect,
    source: tokens,
  },
  {
    id: 'oauth-app-refused',
    match: { code: /^(invalid_client|unauthorized_client|unsupported_(grant|response)_type)$/ },
    class: 'operator',
    userMessage: ourSide,
    source: tokens,
  },
  {
    id: 'oauth-request-invalid',
    match: { code: /^invalid_(request|scope)$/ },
    class: 'invalid',
    userMessage: 'TikTok did not accept the consent; begin the connection again.',
    source: tokens,
  },
  {
    id: 'oauth-server',
    match: { code: /^(server_error|temporarily_unavailable)$/ },
    class: 'retry',
    userMessage: trouble,
    source: tokens,
  },
] satisfies FailureRow[]

/** Codes of content calls, whatever their HTTP status: some come with 200. */
const codeRows = [
  {
    id: 'token-invalid',
    match: { code: 'access_token_invalid' },
    class: 'reauth',
    userMessage: reconnect,
    source: handling,
  },
  {
    id: 'scope-missing',
    match: { code: /^scope_(not_authorized|permission_missed)$/ },
    class: 'reauth',
    userMessage: missingGrant,
    source: handling,
  },
  {
    id: 'rate-limited',
    match: { code: 'rate_limit_exceeded' },
    class: 'rate_limited',
    userMessage: "TikTok's limit of requests is spent for a minute.",
    source: handling,
  },
  {
    id: 'too-many-posts',
    match: { code: 'spam_risk_too_many_posts' },
    class: 'rate_limited',
    userMessage: dayIsFull,
    source: direct,
  },
  {
    id: 'too-many-pending-shares',
    match: { code: 'spam_risk_too_many_pending_share' },
    class: 'rate_limited',
    userMessage: 'Too many drafts wait in the TikTok inbox; post or discard some in the app.',
    source: inbox,
  },
  {
    id: 'too-many-active-users',
    match: { code: 'reached_active_user_cap' },
    class: 'rate_limited',
    userMessage: 'TikTok lets our app post for no further account today.',
    source: direct,
  },
  {
    id: 'banned-from-posting',
    match: { code: 'spam_risk_user_banned_from_posting' },
    class: 'permission',
    userMessage: banned,
    source: direct,
  },
  {
    id: 'client-unaudited',
    match: { code: 'unaudited_client_can_only_post_to_private_accounts' },
    class: 'permission',
    userMessage:
      'TikTok has not audited our app yet: until then the account must be private, and the post visible to its owner only.',
    source: direct,
  },
  {
    id: 'media-host-unverified',
    match: { code: 'url_ownership_unverified' },
    class: 'permission',
    userMessage:
      'TikTok does not know our media host as ours; its operator must verify it in the TikTok portal.',
    source: photos,
  },
  {
    id: 'privacy-not-offered',
    match: { code: 'privacy_level_option_mismatch' },
    class: 'invalid',
    userMessage: 'TikTok no longer offers this account the chosen privacy; choose again.',
    source: direct,
  },
  {
    id: 'file-invalid',
    match: { code: 'invalid_file_upload' },
    class: 'rejected',
    userMessage: 'TikTok does not accept the file.',
    source: inbox,
  },
  {
    id: 'app-version',
    match: { code: 'app_version_check_failed' },
    class: 'permission',
    userMessage: 'The TikTok app of this account is too old for photo drafts; update it (31.8 or later).',
    source: photos,
  },
  {
    id: 'publish-id-unknown',
    match: { code: 'invalid_publish_id' },
    class: 'invalid',
    userMessage: 'TikTok no longer knows this attempt.',
    source: status,
  },
  {
    id: 'publish-id-foreign',
    match: { code: 'token_not_authorized_for_specified_publish_id' },
    class: 'invalid',
    userMessage: 'This attempt belongs to another TikTok account.',
    source: status,
  },
  {
    id: 'not-cancellable',
    match: { code: 'publish_not_cancellable' },
    class: 'invalid',
    userMessage: 'TikTok has ended this attempt already.',
    source: transfer,
  },
  {
    // The posting pages say `invalid_param`, the wire mostly `invalid_params`.
    id: 'parameters-invalid',
    match: { code: /^invalid_params?$/ },
    class: 'invalid',
    userMessage: 'TikTok refuses a part of the request.',
    source: direct,
  },
] satisfies FailureRow[]

/** `fail_reason` of a status, read as a code. Nothing was posted where the status is FAILED. */
const failReasonRows = [
  {
    id: 'failed-file-format',
    match: { code: 'file_format_check_failed' },
    class: 'rejected',
    userMessage: 'TikTok does not accept the format of the file.',
    source: status,
  },
  {
    id: 'failed-duration',
    match: { code: 'duration_check_failed' },
    class: 'rejected',
    userMessage: 'The video is too short or too long for TikTok.',
    source: status,
  },
  {
    id: 'failed-frame-rate',
    match: { code: 'frame_rate_check_failed' },
    class: 'rejected',
    userMessage: 'TikTok does not accept the frame rate of the video.',
    source: status,
  },
  {
    id: 'failed-picture-size',
    match: { code: 'picture_size_check_failed' },
    class: 'rejected',
    userMessage: 'TikTok does not accept the width or height of the picture.',
    source: status,
  },
  {
    id: 'failed-spam',
    match: { code: /^spam_risk(_text)?$/ },
    class: 'rejected',
    userMessage: 'TikTok takes the post for spam.',
    source: status,
  },
  {
    id: 'failed-auth-removed',
    match: { code: 'auth_removed' },
    class: 'reauth',
    userMessage: 'The account took our access away while TikTok was working; connect it again.',
    source: status,
  },
  {
    id: 'failed-internal',
    match: { code: 'internal' },
    class: 'retry',
    userMessage: trouble,
    source: status,
  },
  {
    id: 'failed-pull',
    match: { code: /^(video|photo)_pull_failed$/ },
    class: 'retry',
    userMessage: 'TikTok could not fetch the files from us.',
    repeats: {
      most: 3,
      afterwards: 'rejected',
      userMessage: 'TikTok could not fetch the files from us. Send them anew, or as other files.',
    },
    source: status,
  },
  {
    id: 'failed-cancelled',
    match: { code: 'publish_cancelled' },
    class: 'invalid',
    userMessage: 'The post was cancelled at TikTok.',
    source: status,
  },
] satisfies FailureRow[]

const noCode = /^$/

/**
 * Answers without a code. Those of an upload host: a last piece that is refused so may be one that it has already,
 * so its status must be asked.
 */
const plainRows = [
  {
    id: 'internal-error',
    match: { code: 'internal_error' },
    class: 'retry',
    onCommit: 'unknown',
    userMessage: trouble,
    source: handling,
  },
  {
    id: 'server-error',
    match: { status: [500, 502, 503, 504] },
    class: 'retry',
    onCommit: 'unknown',
    userMessage: trouble,
    source: handling,
  },
  {
    id: 'upload-headers',
    match: { status: 400, code: noCode },
    class: 'invalid',
    onCommit: 'unknown',
    userMessage: 'TikTok refuses a piece of the upload.',
    source: transfer,
  },
  {
    id: 'token-refused',
    match: { status: 401 },
    class: 'reauth',
    userMessage: reconnect,
    source: handling,
  },
  {
    id: 'upload-expired',
    match: { status: 403, code: noCode },
    class: 'recreate',
    onCommit: 'unknown',
    userMessage: 'The time for this upload is over.',
    source: transfer,
  },
  {
    id: 'upload-missing',
    match: { status: 404, code: noCode },
    class: 'recreate',
    onCommit: 'unknown',
    userMessage: 'TikTok no longer knows this upload.',
    source: transfer,
  },
  {
    id: 'upload-range',
    match: { status: 416 },
    class: 'recreate',
    onCommit: 'unknown',
    userMessage: 'TikTok has another part of the upload than was sent.',
    source: transfer,
  },
  {
    id: 'rate-limited-plain',
    match: { status: 429 },
    class: 'rate_limited',
    userMessage: "TikTok's limit of requests is spent for a minute.",
    source: handling,
  },
] satisfies FailureRow[]

/** What TikTok says and what it means. First match wins; no code stands in two rows. */
export const errors: readonly FailureRow[] = [...tokenRows, ...codeRows, ...failReasonRows, ...plainRows]
