import type { FailureRow } from '../failures.ts'

const problems = 'https://docs.x.com/x-api/fundamentals/response-codes-and-errors (2026-11-20)'
const tokenEndpoint = 'seen in peers, token endpoint (2026-11-20)'
const seen = 'seen in peers, POST /2/tweets (2026-11-20)'
const replies = 'https://docs.x.com/changelog, 2026-02-23 and 2026-04-20; words seen in peers (2026-11-20)'

const ourSide = 'X refuses our app for now; its operator must mend that.'
const reconnect = 'X no longer accepts the connection; connect the account again.'

/** What X says and what it means. First match wins: 403 carries five classes that differ by `detail` alone. */
export const errors = [
  // The token endpoint. `invalid_request` is the app's fault or a dead grant; only the description tells.
  {
    id: 'oauth-unauthorized-client',
    match: { code: 'unauthorized_client' },
    class: 'operator',
    userMessage: ourSide,
    source: tokenEndpoint,
  },
  {
    id: 'oauth-invalid-client',
    match: { code: 'invalid_client' },
    class: 'operator',
    userMessage: ourSide,
    source: tokenEndpoint,
  },
  {
    id: 'oauth-missing-parameter',
    match: { code: 'invalid_request', message: /missing required parameter/i },
    class: 'operator',
    userMessage: ourSide,
    source: tokenEndpoint,
  },
  {
    id: 'oauth-unsupported-grant-type',
    match: { code: 'unsupported_grant_type' },
    class: 'operator',
    userMessage: ourSide,
    source: 'RFC 6749, section 5.2',
  },
  {
    id: 'oauth-token-invalid',
    match: { code: 'invalid_request', message: /value passed for the token was invalid/i },
    class: 'reauth',
    userMessage: reconnect,
    source: tokenEndpoint,
  },
  {
    id: 'oauth-invalid-grant',
    match: { code: 'invalid_grant' },
    class: 'reauth',
    userMessage: reconnect,
    source: tokenEndpoint,
  },
  {
    id: 'oauth-code-invalid',
    match: { code: 'invalid_request', message: /authorization code|redirect uri|code verifier/i },
    class: 'invalid',
    userMessage: 'X did not accept the consent; begin the connection again (it is valid for 30 seconds).',
    source: tokenEndpoint,
  },

  // Money and caps: nobody's post is at fault.
  {
    id: 'no-credit',
    match: { status: 402 },
    class: 'operator',
    userMessage: ourSide,
    source: problems,
  },
  {
    id: 'no-credit-problem',
    match: { code: 'credits' },
    class: 'operator',
    userMessage: ourSide,
    source: problems,
  },
  {
    id: 'usage-capped',
    match: { code: 'usage-capped' },
    class: 'operator',
    userMessage: ourSide,
    source: problems,
  },
  {
    id: 'spending-limit',
    match: { status: [403, 429], message: /spend(ing)?[ -](limit|cap)/i },
    class: 'operator',
    userMessage: ourSide,
    source: seen,
  },
  {
    id: 'rate-limited',
    match: { status: 429 },
    class: 'rate_limited',
    userMessage: "X's limit for this account is spent.",
    source: problems,
  },
  {
    id: 'rate-limited-problem',
    match: { code: 'rate-limit-exceeded' },
    class: 'rate_limited',
    userMessage: "X's limit for this account is spent.",
    source: problems,
  },
  {
    id: 'rate-limited-v1',
    match: { code: '88' },
    class: 'rate_limited',
    userMessage: "X's limit for this account is spent.",
    source: problems,
  },

  // On 2026-06-30 good tokens drew 401s for a day: only a refused refresh proves that the grant is dead.
  {
    id: 'token-refused',
    match: { status: 401 },
    class: 'reauth',
    userMessage: reconnect,
    source: problems,
  },

  // 403 by its words.
  {
    id: 'duplicate',
    match: { status: 403, message: /duplicate content/i },
    class: 'duplicate',
    userMessage: 'X says that this account posted the same text a short while ago.',
    source: seen,
  },
  {
    id: 'reply-gate',
    match: { status: 403, message: /reply to this conversation is not allowed/i },
    class: 'permission',
    userMessage: 'X allows replies by apps only to posts that mention the account.',
    source: replies,
  },
  {
    id: 'reply-or-quote-gate',
    match: { status: 403, message: /only reply to or quote posts/i },
    class: 'permission',
    userMessage:
      'X allows replies by apps only where the account is mentioned or the author, and quotes by Enterprise apps alone.',
    source: replies,
  },
  {
    id: 'parent-gone',
    match: { status: 403, message: /reply to a (tweet|post) that is deleted or not visible/i },
    class: 'invalid',
    userMessage: 'The post before this part of the thread is gone.',
    source: seen,
  },
  {
    id: 'video-too-long',
    match: { status: 403, message: /not allowed to post a video longer than/i },
    class: 'rejected',
    userMessage: 'The video is longer than X allows this account.',
    source: 'https://docs.x.com/x-api/media/quickstart/best-practices (2026-11-20)',
  },
  {
    id: 'invalid-url',
    match: { status: 403, message: /contains an invalid url/i },
    class: 'rejected',
    userMessage: 'X does not accept a link in this text.',
    source: seen,
  },
  {
    id: 'over-length',
    match: { status: 403, message: /you are not permitted to perform this action/i },
    class: 'rejected',
    userMessage: 'X does not permit this post; most often the text is too long for the account.',
    source: seen,
  },
  {
    id: 'cashtags',
    match: { status: [400, 403], message: /cashtag/i },
    class: 'rejected',
    userMessage: 'X allows one cashtag ($NAME) in a post.',
    source: 'https://docs.x.com/x-api/posts/manage-tweets/integrate (2026-11-20)',
  },
  {
    id: 'account-state',
    match: { status: 403, message: /suspended|locked|account is not permitted to access/i },
    class: 'account',
    userMessage: 'X has locked or suspended the account; its owner must see to it on x.com.',
    source: seen,
  },

  // 403 by its problem type.
  {
    id: 'app-not-enrolled',
    match: { code: 'client-forbidden' },
    class: 'operator',
    userMessage: ourSide,
    source: problems,
  },
  {
    id: 'app-permissions',
    match: { code: 'oauth1-permissions' },
    class: 'operator',
    userMessage: ourSide,
    source: problems,
  },
  {
    id: 'unsupported-authentication',
    match: { code: 'unsupported-authentication' },
    class: 'permission',
    userMessage: 'X wants another kind of consent for this; connect the account again.',
    source: problems,
  },
  {
    id: 'not-authorized-for-resource',
    match: { code: 'not-authorized-for-resource' },
    class: 'permission',
    userMessage: 'The account may not do this on X.',
    source: problems,
  },
  {
    id: 'field-not-authorized',
    match: { code: /^(not-authorized-for-field|field-unauthorized)$/ },
    class: 'permission',
    userMessage: 'The account may not see this on X.',
    source: problems,
  },
  {
    id: 'disallowed-resource',
    match: { code: 'disallowed-resource' },
    class: 'rejected',
    userMessage: 'X does not allow what this post names.',
    source: problems,
  },
  {
    id: 'resource-unavailable',
    match: { code: 'resource-unavailable' },
    class: 'invalid',
    userMessage: 'X does not show this account what the post names.',
    source: problems,
  },
  {
    id: 'resource-not-found',
    match: { code: 'resource-not-found' },
    class: 'invalid',
    userMessage: 'X does not find what the post names.',
    source: problems,
  },
  {
    id: 'missing-scope',
    match: { status: 403, message: /^forbidden$/i },
    class: 'permission',
    userMessage:
      'The connection lacks a permission of X; connect the account again and allow everything asked.',
    source: problems,
  },
  {
    // A 403 is a lasting no; as the answer to a commit an unknown one proves nothing.
    id: 'forbidden',
    match: { status: 403 },
    class: 'invalid',
    onCommit: 'unknown',
    userMessage: 'X refuses this without a reason we know.',
    source: problems,
  },

  // 400.
  {
    // Media end after 24 hours and belong to the uploading user.
    id: 'media-ids-invalid',
    match: { status: 400, message: /media ids are invalid/i },
    class: 'recreate',
    userMessage: 'X no longer has the uploaded media.',
    source: seen,
  },
  {
    id: 'invalid-request',
    match: { code: 'invalid-request' },
    class: 'rejected',
    userMessage: 'X does not accept this post as it is.',
    source: problems,
  },

  // Down. As the answer to a commit: it may have been acted on.
  {
    id: 'conflict',
    match: { code: 'conflict' },
    class: 'retry',
    onCommit: 'unknown',
    userMessage: 'X was busy with the same thing.',
    source: problems,
  },
  {
    id: 'internal-error',
    match: { code: 'internal-error' },
    class: 'retry',
    onCommit: 'unknown',
    userMessage: 'X had an error of its own.',
    source: problems,
  },
  {
    id: 'server-error',
    match: { status: [500, 502, 503, 504] },
    class: 'retry',
    onCommit: 'unknown',
    userMessage: 'X is not available.',
    source: problems,
  },
] as const satisfies readonly FailureRow[]
