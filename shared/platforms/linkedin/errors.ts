import type { FailureRow } from '../failures.ts'

const docs = 'https://learn.microsoft.com/en-us/linkedin'
const tokenEndpoint = `${docs}/shared/authentication/authorization-code-flow (2026-11-20)`
const refreshTokens = `${docs}/shared/authentication/programmatic-refresh-tokens (2026-11-20)`
const errorHandling = `${docs}/shared/api-guide/concepts/error-handling (2026-11-20)`
const rateLimits = `${docs}/shared/api-guide/concepts/rate-limits (2026-11-20)`
const versioning = `${docs}/marketing/versioning (2026-11-20)`
const postsApi = `${docs}/marketing/community-management/shares/posts-api (2026-11-20)`
const seen = 'seen in other projects, POST /rest/posts (2026-11-20)'

const ourSide = 'LinkedIn refuses our app for now; its operator must mend that.'
const reconnect = 'LinkedIn no longer accepts the connection; connect the account again.'
const passing = 'LinkedIn had trouble of its own.'
const notYet = 'LinkedIn is still processing the media.'

/**
 * What LinkedIn says and what it means. First match wins. Any 4xx to a commit is a clean refusal, except where a
 * row says otherwise; a 5xx may come after the post was made.
 */
export const errors = [
  // Before all else: it comes as 400, 409 and 422, with and without its code.
  {
    id: 'duplicate',
    match: { code: 'DUPLICATE_POST' },
    class: 'duplicate',
    userMessage: 'LinkedIn says that this account posted the same a short while ago.',
    source: 'recorded 2023-12-14, github.com/Arisamiga/Linkedin-RSS issue 5',
  },
  {
    id: 'duplicate-by-words',
    match: { status: [400, 409, 422], message: /duplicate (of urn:li:|post is detected)/i },
    class: 'duplicate',
    userMessage: 'LinkedIn says that this account posted the same a short while ago.',
    source: 'recorded 2026-06-11, seen in other projects',
  },

  // The token endpoint.
  {
    id: 'oauth-invalid-client',
    match: { code: 'invalid_client' },
    class: 'operator',
    userMessage: ourSide,
    source: tokenEndpoint,
  },
  {
    id: 'oauth-missing-parameter',
    match: { code: 'invalid_request', message: /required parameter/i },
    class: 'operator',
    userMessage: ourSide,
    source: tokenEndpoint,
  },
  {
    id: 'oauth-token-invalid',
    match: { code: 'invalid_request', message: /refresh token is invalid, expired or revoked/i },
    class: 'reauth',
    userMessage: reconnect,
    source: refreshTokens,
  },
  {
    id: 'oauth-invalid-grant',
    match: { code: 'invalid_grant' },
    class: 'reauth',
    userMessage: reconnect,
    source: refreshTokens,
  },
  {
    id: 'oauth-redirect-uri',
    match: { code: 'invalid_redirect_uri' },
    class: 'invalid',
    userMessage: 'LinkedIn did not accept the consent; begin the connection again.',
    source: tokenEndpoint,
  },
  {
    id: 'oauth-code-invalid',
    match: { code: 'invalid_request', message: /authorization code/i },
    class: 'invalid',
    userMessage:
      'LinkedIn did not accept the consent; begin the connection again (it is valid for 30 minutes).',
    source: tokenEndpoint,
  },
  {
    id: 'oauth-scope',
    match: { code: 'unauthorized_scope_error' },
    class: 'operator',
    userMessage: ourSide,
    source: tokenEndpoint,
  },

  // The version we name.
  {
    id: 'version-ended',
    match: { status: 426 },
    class: 'operator',
    userMessage: ourSide,
    source: versioning,
  },
  {
    id: 'version-unknown',
    match: { code: 'NONEXISTENT_VERSION' },
    class: 'operator',
    userMessage: ourSide,
    source: versioning,
  },
  {
    id: 'version-missing',
    match: { code: 'VERSION_MISSING' },
    class: 'operator',
    userMessage: ourSide,
    source: versioning,
  },

  // 401. Only a refused refresh, or having no refresh token, proves that the grant is dead.
  {
    id: 'token-revoked',
    match: { status: 401, code: 'REVOKED_ACCESS_TOKEN' },
    class: 'reauth',
    userMessage: 'The connection was ended at LinkedIn; connect the account again.',
    source: errorHandling,
  },
  {
    id: 'token-revoked-number',
    match: { status: 401, subcode: '65601' },
    class: 'reauth',
    userMessage: 'The connection was ended at LinkedIn; connect the account again.',
    source: seen,
  },
  {
    id: 'token-expired',
    match: { status: 401, code: 'EXPIRED_ACCESS_TOKEN' },
    class: 'reauth',
    userMessage: 'The connection to LinkedIn has run out; connect the account again.',
    source: errorHandling,
  },
  {
    id: 'token-expired-number',
    match: { status: 401, subcode: '65602' },
    class: 'reauth',
    userMessage: 'The connection to LinkedIn has run out; connect the account again.',
    source: seen,
  },
  {
    id: 'token-invalid',
    match: { status: 401, code: 'INVALID_ACCESS_TOKEN' },
    class: 'reauth',
    userMessage: reconnect,
    source: errorHandling,
  },
  {
    id: 'token-empty',
    match: { status: 401, code: 'EMPTY_ACCESS_TOKEN' },
    class: 'reauth',
    userMessage: reconnect,
    source: errorHandling,
  },
  {
    id: 'token-refused',
    match: { status: 401 },
    class: 'reauth',
    userMessage: reconnect,
    source: errorHandling,
  },

  // Limits, none of which names its end.
  {
    id: 'verify-identity',
    match: { status: 429, message: /verif/i },
    class: 'rate_limited',
    userMessage: 'LinkedIn wants the member to verify their identity, or to post again tomorrow.',
    source: 'seen in other projects, October 2026',
  },
  {
    id: 'app-day-limit',
    match: { status: 429, message: /\bAPPLICATION DAY\b/ },
    class: 'rate_limited',
    userMessage: "LinkedIn's limit for our app is spent until midnight UTC.",
    holdsAll: 'on commit',
    source: rateLimits,
  },
  {
    id: 'member-day-limit',
    match: { status: 429, message: /\bDAY\b/ },
    class: 'rate_limited',
    userMessage: "LinkedIn's limit for this account is spent until midnight UTC.",
    source: rateLimits,
  },
  {
    id: 'rate-limited',
    match: { status: 429 },
    class: 'rate_limited',
    userMessage: 'LinkedIn asks us to slow down.',
    source: rateLimits,
  },

  // Trouble on their side, told in words; nobody says whether it comes before or after the post is made.
  {
    id: 'activity-unavailable',
    match: { message: /unable to obtain activity/i },
    class: 'retry',
    onCommit: 'unknown',
    userMessage: passing,
    source: 'a passing fault to Postiz (2026-11-20)',
  },
  {
    id: 'resource-forbidden',
    match: { message: /resource is forbidden/i },
    class: 'retry',
    onCommit: 'unknown',
    userMessage: passing,
    source: 'a passing fault to Postiz (2026-11-20)',
  },

  // Media. Posting too early is a clean refusal.
  {
    id: 'media-waiting-upload',
    match: { code: 'MEDIA_ASSET_WAITING_UPLOAD' },
    class: 'not_ready',
    userMessage: notYet,
    source: postsApi,
  },
  {
    id: 'media-processing',
    match: { status: [400, 422], message: /still (being )?process/i },
    class: 'not_ready',
    userMessage: notYet,
    source: seen,
  },
  {
    id: 'media-processing-failed',
    match: { code: 'MEDIA_ASSET_PROCESSING_FAILED' },
    class: 'rejected',
    userMessage: 'LinkedIn could not process the file.',
    source: postsApi,
  },
  {
    id: 'upload-url-expired',
    match: { code: 'EXPIRED_UPLOAD_URL' },
    class: 'recreate',
    userMessage: 'The upload took too long.',
    source: postsApi,
  },
  {
    id: 'media-update-failed',
    // Its words: "Please recreate the asset and try again."
    match: { code: 'UPDATING_ASSET_FAILED' },
    class: 'recreate',
    userMessage: 'LinkedIn could not take the file.',
    source: postsApi,
  },
  {
    id: 'media-id-invalid',
    match: { code: /^INVALID_(IMAGE|VIDEO|DOCUMENT)_ID$/ },
    class: 'invalid',
    userMessage: 'LinkedIn does not know the uploaded file.',
    source: postsApi,
  },

  // Content.
  {
    id: 'text-too-long',
    match: { code: 'FIELD_LENGTH_TOO_LONG' },
    class: 'rejected',
    userMessage: 'A text is longer than LinkedIn allows.',
    source: postsApi,
  },
  {
    id: 'url-invalid',
    match: { code: 'INVALID_URL' },
    class: 'rejected',
    userMessage: 'LinkedIn does not accept the link.',
    source: postsApi,
  },
  {
    id: 'value-refused',
    match: { code: /^INVALID_VALUE_(FOR|BLANK)_FIELD$/ },
    class: 'rejected',
    userMessage: 'LinkedIn does not accept a value of this post.',
    source: postsApi,
  },
  {
    id: 'field-missing',
    match: { code: 'MISSING_FIELD' },
    class: 'rejected',
    userMessage: 'LinkedIn misses a field of this post.',
    source: postsApi,
  },
  {
    id: 'urn-invalid',
    match: { code: /^INVALID_URN_(TYPE|ID)$/ },
    class: 'invalid',
    userMessage: 'LinkedIn does not know an account or a file that this post names.',
    source: postsApi,
  },
  {
    id: 'argument-refused',
    match: { code: 'ILLEGAL_ARGUMENT' },
    class: 'rejected',
    userMessage: 'LinkedIn refused what was sent.',
    source: errorHandling,
  },
  {
    id: 'schema',
    match: { status: 422, message: /^ERROR :: / },
    class: 'rejected',
    userMessage: 'LinkedIn found a field of this post missing or malformed.',
    source: 'the words of Rest.li, seen in other projects (2026-11-20)',
  },
  {
    id: 'unprocessable',
    match: { status: 422, code: 'UNPROCESSABLE_ENTITY' },
    class: 'rejected',
    userMessage: 'LinkedIn refused this post.',
    source: errorHandling,
  },

  // The rest of HTTP.
  {
    id: 'access-denied',
    match: { status: 403 },
    class: 'permission',
    userMessage:
      'LinkedIn does not let this connection do that: a role at the organization or a right was lost.',
    source: errorHandling,
  },
  {
    id: 'not-found',
    match: { status: 404 },
    class: 'invalid',
    userMessage: 'LinkedIn does not know what this post refers to.',
    source: errorHandling,
  },
  {
    id: 'conflict',
    match: { status: 409 },
    class: 'retry',
    userMessage: 'LinkedIn was busy with the same account.',
    repeats: {
      most: 1,
      afterwards: 'invalid',
      userMessage: 'LinkedIn was busy with the same account, twice. Send the post again.',
    },
    source: errorHandling,
  },
  {
    id: 'length-missing',
    match: { status: 411 },
    class: 'invalid',
    userMessage: 'LinkedIn could not read what was sent.',
    source: errorHandling,
  },
  {
    id: 'server-error',
    match: { status: [500, 502, 503, 504] },
    class: 'retry',
    onCommit: 'unknown',
    userMessage: passing,
    source: errorHandling,
  },
] as const satisfies readonly FailureRow[]
