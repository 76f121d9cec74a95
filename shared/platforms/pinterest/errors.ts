import type { FailureRow } from '../failures.ts'

const openApi = 'https://github.com/pinterest/api-description 5.13.0 and 5.23.0 (2026-11-20)'
const quickstart =
  'https://github.com/pinterest/api-quickstart, its client tells them apart by "spam" (2026-11-20)'
const seen = 'seen in peers (2026-11-20)'

const reconnect = 'Pinterest no longer accepts the connection; connect the account again.'
const busy = 'Pinterest has trouble of its own.'

/**
 * What Pinterest says and what it means. First match wins: one code has several meanings that only the text tells,
 * and some texts came with several codes. A 4xx that carries a code made nothing, but for 408.
 */
export const errors = [
  {
    id: 'oauth-grant-invalid',
    match: { code: '283' },
    class: 'reauth',
    userMessage: reconnect,
    source: seen,
  },
  {
    id: 'oauth-invalid-grant',
    match: { code: 'invalid_grant' },
    class: 'reauth',
    userMessage: reconnect,
    source: seen,
  },

  // 429 says two things; the words of the second also came as 400.
  {
    id: 'link-blocked',
    match: { status: [400, 403, 429], message: /blocked this link/i },
    class: 'rejected',
    userMessage: 'Pinterest blocks the link of this Pin as possible spam; use another link.',
    source: seen,
  },
  {
    id: 'link-spam',
    match: { status: 429, message: /spam/i },
    class: 'rejected',
    userMessage: 'Pinterest takes this Pin or its link for spam; change it.',
    source: quickstart,
  },
  {
    id: 'link-blocked-code',
    match: { status: 429, code: '9' },
    class: 'rejected',
    userMessage: 'Pinterest blocks the link of this Pin as possible spam; use another link.',
    source: seen,
  },
  {
    id: 'rate-limited',
    match: { status: 429 },
    class: 'rate_limited',
    userMessage: "Pinterest's limit for this account is spent.",
    source: openApi,
  },

  // The store that takes uploads; its codes are words.
  {
    id: 'upload-too-large',
    match: { status: 400, code: 'EntityTooLarge' },
    class: 'rejected',
    userMessage: 'The video is too large for Pinterest.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (2026-11-20)',
  },
  {
    id: 'upload-refused',
    match: { status: [400, 403], code: /^[A-Z][A-Za-z]+$/ },
    class: 'retry',
    userMessage: 'The upload of the video was refused.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (2026-11-20)',
  },

  {
    id: 'image-not-fetched',
    match: { status: 400, message: /could not fetch the image/i },
    class: 'retry',
    userMessage: 'Pinterest could not fetch the picture.',
    repeats: {
      most: 3,
      afterwards: 'invalid',
      userMessage: 'Pinterest could not fetch the picture. Send it as another file.',
    },
    source: seen,
  },
  {
    id: 'url-unreachable',
    match: { status: 400, message: /unable to reach the url/i },
    class: 'retry',
    userMessage: 'Pinterest could not reach the link or the picture of this Pin.',
    repeats: {
      most: 3,
      afterwards: 'invalid',
      userMessage:
        'Pinterest could not reach the link or the picture of this Pin. Look whether the link can be opened.',
    },
    source: seen,
  },
  {
    id: 'image-format',
    match: { status: 400, message: /format of the image|image format/i },
    class: 'rejected',
    userMessage: 'Pinterest takes JPEG and PNG pictures only.',
    source: seen,
  },
  {
    id: 'carousel-ratio',
    match: { status: 400, message: /\b(aspect )?ratio/i },
    class: 'rejected',
    userMessage: 'All pictures of a Pinterest carousel must have the same ratio of width to height.',
    source: seen,
  },
  {
    id: 'cover-missing',
    match: { status: 400, message: /cover_image/i },
    class: 'invalid',
    userMessage: 'Pinterest did not accept the cover of the video Pin; add a picture as its cover.',
    source: seen,
  },
  {
    id: 'saving-not-allowed',
    match: { status: 400, message: /(not|n['’]t) allow.{0,40}(sav|pin)/i },
    class: 'rejected',
    userMessage: 'The site of the link does not allow Pins of it.',
    source: seen,
  },
  {
    id: 'link-invalid',
    match: {
      status: 400,
      message: /^invalid (link|url)|\b(link|url) (is )?(invalid|not valid|not a valid)/i,
    },
    class: 'rejected',
    userMessage: 'Pinterest does not accept the link of this Pin.',
    source: openApi,
  },
  {
    id: 'invalid-parameters',
    match: { status: 400, code: '1' },
    class: 'invalid',
    userMessage: 'Pinterest did not accept a field of this Pin.',
    source: openApi,
  },

  // What the token, the app and the account may do. 403/29 is the app, the token or the board.
  {
    id: 'trial-access',
    match: { status: 403, message: /\btrial\b/i },
    class: 'permission',
    userMessage:
      'The Pinterest app of this service has Trial access, with which no Pin can be made; it needs Standard access.',
    source: seen,
  },
  {
    id: 'scope-missing',
    match: { status: [401, 403], message: /\bscopes?\b/i },
    class: 'reauth',
    userMessage:
      'The connection lacks a permission at Pinterest; connect the account again and allow everything.',
    source: 'https://github.com/pinterest/api-quickstart/issues/97 (2026-11-20)',
  },
  {
    id: 'app-not-approved',
    match: { status: 401, code: '3' },
    class: 'permission',
    userMessage: 'Pinterest has not approved the app of this service for this.',
    source: seen,
  },
  {
    id: 'not-authorized-for-board',
    match: { status: 401, code: '7' },
    class: 'permission',
    userMessage: 'The account may not use this board at Pinterest; choose another.',
    source: openApi,
  },
  {
    id: 'token-refused',
    match: { status: 401 },
    class: 'reauth',
    userMessage: reconnect,
    source: openApi,
  },
  {
    id: 'image-too-small',
    match: { status: 403, code: '233' },
    class: 'rejected',
    userMessage: 'The picture is too small for Pinterest.',
    source: openApi,
  },
  {
    id: 'image-too-large',
    match: { status: [400, 403], message: /image is too large/i },
    class: 'rejected',
    userMessage: 'The picture is too large for Pinterest.',
    source: 'by its neighbours 233 and 235; no document has its code (2026-11-20)',
  },
  {
    id: 'image-broken',
    match: { status: 403, code: '235' },
    class: 'rejected',
    userMessage: 'Pinterest could not read the picture.',
    source: openApi,
  },
  {
    id: 'not-permitted',
    match: { status: 403, code: '29' },
    class: 'permission',
    userMessage: 'Pinterest does not let the account do this on this board.',
    source: openApi,
  },
  {
    id: 'forbidden',
    match: { status: 403, code: '403' },
    class: 'permission',
    userMessage: 'Pinterest does not let the account do this.',
    source: openApi,
  },

  // What is not there any more. Older handlers repeat the status as the code, so the words count too.
  {
    id: 'section-missing',
    match: { status: 404, code: '2031' },
    class: 'invalid',
    userMessage: 'This section of the board is gone at Pinterest; choose another.',
    source: openApi,
  },
  {
    id: 'section-missing-words',
    match: { status: 404, message: /section.{0,20}not found/i },
    class: 'invalid',
    userMessage: 'This section of the board is gone at Pinterest; choose another.',
    source: openApi,
  },
  {
    id: 'board-missing',
    match: { status: 404, code: '40' },
    class: 'invalid',
    userMessage: 'The board is gone at Pinterest, or is not the account’s; choose another.',
    source: openApi,
  },
  {
    id: 'board-missing-words',
    match: { status: 404, message: /board.{0,20}not found/i },
    class: 'invalid',
    userMessage: 'The board is gone at Pinterest, or is not the account’s; choose another.',
    source: openApi,
  },
  {
    id: 'pin-missing',
    match: { status: 404, code: '50' },
    class: 'invalid',
    userMessage: 'The Pin is gone at Pinterest.',
    source: openApi,
  },
  {
    id: 'user-missing',
    match: { status: 404, code: '30' },
    class: 'invalid',
    userMessage: 'The account is gone at Pinterest.',
    source: openApi,
  },
  {
    id: 'media-missing',
    match: { status: [400, 404], message: /media upload not found/i },
    class: 'recreate',
    userMessage: 'Pinterest no longer has the uploaded video.',
    source: openApi,
  },

  {
    id: 'pin-timeout',
    match: { status: 408 },
    class: 'retry',
    onCommit: 'unknown',
    userMessage: busy,
    source: seen,
  },
  {
    id: 'board-busy',
    match: { status: 409 },
    class: 'retry',
    userMessage: 'Pinterest is changing this board just now.',
    source: openApi,
  },
  {
    id: 'server-error',
    match: { status: 500 },
    class: 'retry',
    onCommit: 'unknown',
    userMessage: busy,
    source: seen,
  },
  {
    id: 'gateway',
    match: { status: [502, 503, 504] },
    class: 'retry',
    onCommit: 'unknown',
    userMessage: busy,
    source: seen,
  },
  {
    id: 'refused',
    match: { status: [400, 403, 404, 405, 410, 413, 415, 422], code: /^\d+$/ },
    class: 'invalid',
    userMessage: 'Pinterest refused this.',
    source: openApi,
  },
] as const satisfies readonly FailureRow[]
