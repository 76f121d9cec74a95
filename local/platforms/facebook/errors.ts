import { GraphError } from '../meta/graph-error.ts'

interface Row {
  code: number
  subcode?: number
  message: string
  title?: string
  userMessage?: string
  status?: number
  transient?: boolean
}

/*
 * Refusals of the Page edges. Codes and subcodes from Meta's error reference and from other projects' captures, as of
 * 2026-11-20; where a code stands beside a captured subcode, or no sentence was published, they are our own guess.
 */
const rows = {
  unknown: { code: 1, message: 'An unknown error has occurred.', status: 500, transient: true },
  unavailable: {
    code: 2,
    message: 'An unexpected error has occurred. Please retry your request later.',
    status: 500,
    transient: true,
  },
  capability: { code: 3, message: '(#3) Application does not have the capability to make this API call.' },
  appLimit: { code: 4, message: '(#4) Application request limit reached', status: 403, transient: true },
  noReadEngagement: {
    code: 10,
    message:
      "(#10) This endpoint requires the 'pages_read_engagement' permission or the 'Page Public Content Access' feature.",
    status: 403,
  },
  noPublicContent: {
    code: 10,
    message:
      "(#10) To use 'Instagram Public Content Access', your use of this endpoint must be reviewed and approved by Facebook.",
    status: 403,
  },
  noInstagramBasic: {
    code: 10,
    message: "(#10) This endpoint requires the 'instagram_basic' permission to be granted.",
    status: 403,
  },
  hashtagLimit: {
    code: 18,
    subcode: 2207034,
    message: '(#18) The user has searched for 30 unique hashtags within a 7 day period',
    status: 400,
  },
  noHashtag: {
    code: 24,
    subcode: 2207024,
    message: '(#24) The requested resource does not exist',
    title: 'Invalid hashtag',
    userMessage: 'The hashtag you are searching for does not exist.',
  },
  userLimit: { code: 17, message: '(#17) User request limit reached', transient: true },
  pageLimit: { code: 32, message: '(#32) Page request limit reached', status: 403, transient: true },
  noPublishing: {
    code: 200,
    message:
      '(#200) If posting to a page, requires both pages_read_engagement and pages_manage_posts as an admin with sufficient administrative permission',
    status: 403,
  },
  noPermission: { code: 200, message: '(#200) Permissions error: {scope} is required', status: 403 },
  pageTokenRequired: {
    code: 210,
    message: '(#210) A page access token is required to request this resource.',
    status: 403,
  },
  badImage: {
    code: 324,
    subcode: 2069019,
    message: '(#324) Missing or invalid image file',
    title: 'Invalid Photo',
    userMessage: 'The file is not a JPEG, BMP, PNG, GIF or TIFF that can be read.',
  },
  noImage: { code: 324, message: '(#324) Requires upload file' },
  actionLimit: { code: 341, message: '(#341) Feed action request limit reached' },
  badVideoFormat: {
    code: 352,
    message: "(#352) Sorry, the video file you selected is in a format that we don't support.",
  },
  blocked: {
    code: 368,
    message: 'The action attempted has been deemed abusive or is otherwise disallowed',
    status: 403,
  },
  abusive: { code: 368, subcode: 1346003, message: 'The content was flagged as abusive', status: 403 },
  tooFast: {
    code: 368,
    subcode: 1390008,
    message: 'You are posting too fast. Please slow down.',
    status: 403,
  },
  securityCheck: { code: 368, subcode: 1404006, message: 'A security check is required', status: 403 },
  standards: {
    code: 368,
    subcode: 1404102,
    message: 'The content goes against our Community Standards',
    status: 403,
  },
  limitedAccess: { code: 368, subcode: 1404112, message: 'Your access is limited for now', status: 403 },
  smallVideo: {
    code: 382,
    message: '(#382) The video file you tried to upload is too small. Please try again with a larger file.',
  },
  videoUnfetchable: { code: 389, message: '(#389) Unable to fetch video file from URL.' },
  duplicate: {
    code: 506,
    subcode: 1455006,
    message: 'Duplicate status message',
    title: 'Duplicate Status Update',
    userMessage:
      'This status update is identical to the last one you posted. Try posting something different.',
  },
  customLimit: { code: 613, message: '(#613) Calls to this api have exceeded the rate limit.' },
  noMetric: { code: 3001, subcode: 1504028, message: '(#3001) No metric was specified to be fetched.' },
  badVideo: {
    code: 6000,
    message: '(#6000) There was a problem uploading your video file. Please try again with another file.',
  },
  videoUpload: {
    code: 6001,
    message: '(#6001) There was a problem uploading your video. Please try again.',
  },
  pagesLimit: {
    code: 80001,
    message:
      '(#80001) There have been too many calls to this Page account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.',
  },
  pageAuthorization: {
    code: 200,
    subcode: 1404078,
    message: 'Page Publishing Authorization Required',
    status: 403,
  },
  confirmIdentity: {
    code: 200,
    subcode: 4854002,
    message: 'Confirm your identity to continue',
    status: 403,
  },
  serviceDown: {
    code: 1,
    subcode: 1363047,
    message: 'This service is temporarily unavailable',
    transient: true,
  },
  linkServiceDown: {
    code: 1,
    subcode: 1609010,
    message: 'This service is temporarily unavailable',
    transient: true,
  },
  badContent: { code: 100, subcode: 1349125, message: 'Invalid content format' },
  bigImage: {
    code: 100,
    subcode: 1366046,
    message: 'Invalid parameter',
    title: "Can't Read Files",
    userMessage:
      "Your photos couldn't be uploaded. Photos should be smaller and saved as JPG, PNG, GIF or TIFF files.",
  },
  usedPhotos: {
    code: 100,
    subcode: 1366051,
    message: 'Invalid parameter',
    title: 'Already Posted',
    userMessage: 'These photos were already posted.',
  },
  facebookLink: {
    code: 100,
    subcode: 1609008,
    message: 'Invalid parameter',
    title: "Can't Share Link",
    userMessage: 'Links to facebook.com can not be shared this way.',
  },
  badUrl: {
    code: 100,
    subcode: 2061006,
    message: 'Invalid parameter',
    title: 'Invalid URL',
    userMessage: 'The URL you supplied is invalid.',
  },
  wrongOffset: {
    code: 6001,
    subcode: 1363037,
    message: '(#6001) There was a problem uploading your video. Please try again from the offset given.',
  },
  reelRatio: { code: 1363040, message: 'Unsupported aspect ratio: it must be between 16:9 and 9:16' },
  reelResolution: { code: 1363127, message: 'Unsupported resolution: at least 540 by 960 pixels' },
  reelDuration: { code: 1363128, message: 'Unsupported duration: {range} seconds' },
  reelFrameRate: { code: 1363129, message: 'Unsupported frame rate: 24 to 60 frames a second' },
  unscraped: {
    code: 1609005,
    message: '(#1609005) There was a problem scraping data from the provided link.',
  },
} as const satisfies Record<string, Row>

export type FacebookError = keyof typeof rows

/** The refusal in the network's words, `{names}` of the message filled in; `data` goes out as `error_data`. */
export function refusal(
  name: FacebookError,
  fill: Record<string, string> = {},
  data?: Record<string, unknown>,
): GraphError {
  return made(rows[name], fill, data)
}

function made(row: Row, fill: Record<string, string> = {}, data?: Record<string, unknown>): GraphError {
  const message = row.message.replace(/\{(\w+)\}/g, (_, key: string) => fill[key] ?? '')
  const transient = row.transient ?? (row.subcode ? false : undefined)
  return new GraphError({ ...row, message, transient, data })
}

/** The error a fault asks for by `code` and `subcode`, in the network's words where they are known. */
export function scriptedError(fault: Record<string, unknown>, otherwise: number): GraphError {
  const subcode = typeof fault.subcode === 'number' ? fault.subcode : undefined
  const code = typeof fault.code === 'number' ? fault.code : undefined
  const known = (Object.values(rows) as Row[]).find((row) =>
    subcode === undefined
      ? row.code === (code ?? otherwise) && row.subcode === undefined
      : row.subcode === subcode,
  )
  if (known) return made(code === undefined ? known : { ...known, code })
  return new GraphError({
    code: code ?? otherwise,
    subcode,
    message: `(#${code ?? otherwise}) The request could not be completed`,
  })
}
