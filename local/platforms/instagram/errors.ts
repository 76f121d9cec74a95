import { GraphError } from '../meta/graph-error.ts'

/*
 * Instagram's own table (developers.facebook.com, Instagram Platform, Error Codes, 2026-06-02): code, subcode, message, title,
 * the sentence for people. The rows marked [seen] are only known from other projects' captures.
 */
const rows = {
  2207001: [
    -1,
    'An unexpected error has occurred. Please retry your request later.',
    'Server error',
    'Instagram server error. Try again.',
  ],
  2207003: [-2, 'Timeout', 'Download timed out', 'It takes too long to download the media.'],
  2207004: [
    36000,
    'The image size is too large.',
    'Image size too large',
    'The image is too large to download. It should be less than 8 MiB.',
  ],
  2207005: [
    36001,
    'The image format is not supported.',
    'Unsupported image format',
    'The image format is not supported. Please use a JPEG.',
  ],
  2207006: [
    24,
    'The requested resource does not exist',
    'Media not found',
    'The media with {id} cannot be found.',
  ],
  2207008: [
    24,
    'The requested resource does not exist',
    'Media not found',
    'The media builder with creation id {id} does not exist or has expired.',
  ],
  2207009: [
    36003,
    'The aspect ratio is not supported.',
    'Unsupported aspect ratio',
    'The submitted image with aspect ratio {ratio} cannot be published. Please submit an image with a valid aspect ratio.',
  ],
  2207010: [
    36004,
    'The caption is too long.',
    'Caption too long',
    'The caption was too long or holds too many tags: {reason}.',
  ],
  2207020: [
    -2,
    'Media expired',
    'Media expired',
    'The media you are trying to access has expired. Please try to upload again.',
  ],
  2207023: [100, '(#100) Unknown media type', 'Unknown media type', 'The media type {type} is unknown.'],
  2207026: [
    352,
    'The video format is not supported.',
    'Unsupported video format',
    'The video format is not supported: {reason}.',
  ],
  2207027: [
    9007,
    'Media ID is not available',
    'Media is not ready',
    'The media is not ready for publishing, please wait for a moment.',
  ],
  2207028: [
    100,
    '(#100) Invalid number of carousel items',
    'Invalid carousel',
    'Your post will not work as a carousel: it needs 2 to 10 photos or videos.',
  ],
  2207032: [
    -1,
    'Create media fail',
    'Create media failed',
    'Create media fail, please try to re-create media',
  ],
  2207040: [100, '(#100) Too many tags', 'Too many tags', 'Cannot use more than 20 tags.'],
  2207042: [
    9,
    'Application request limit reached',
    'Action limit reached',
    'You reached maximum number of posts that is allowed to be published by Content Publishing API.',
  ],
  2207050: [25, 'The user is restricted', 'Account restricted', 'The Instagram account is restricted.'],
  2207051: [
    4,
    'Application request limit reached',
    'Action blocked',
    'We restrict certain activity to protect our community. Tell us if you think we made a mistake.',
  ],
  2207052: [
    9004,
    'Only photo or video can be accepted as media type.',
    'Media download has failed',
    "The media could not be fetched from this URI: {uri}. The media URI doesn't meet our requirements.",
  ],
  2207053: [-1, 'unknown upload error', 'Upload failed', 'unknown upload error'],
  2207057: [
    1,
    'Invalid thumbnail offset',
    'Invalid thumbnail offset',
    'Thumbnail offset must be greater than or equal to 0 and less than video duration, i.e. {length}',
  ],
  2207067: [
    100,
    '(#100) The video media type is no longer supported',
    'Unsupported media type',
    'The VIDEO value for media_type is no longer supported. Use the REELS media_type to publish a video to your Instagram feed.',
  ],
  /** [seen] */
  2207076: [-1, 'Video processing failed', 'Video processing failed', 'The video could not be processed.'],
  /** [seen] */
  2207077: [-1, 'Video download failed', 'Video download failed', 'The video could not be downloaded.'],
  /** [seen] */
  2207081: [
    100,
    '(#100) Trial reels are not available',
    'Trial reels unavailable',
    'This account cannot publish trial reels.',
  ],
  /** [seen] */
  2207082: [-1, 'Upload failed', 'Upload failed', 'The media could not be uploaded.'],
  /** [seen] */
  2207085: [-1, 'Transient upload failure', 'Upload failed', 'The media could not be uploaded. Try again.'],
} as const satisfies Record<
  number,
  readonly [code: number, message: string, title: string, userMessage: string]
>

export type InstagramSubcode = keyof typeof rows

export function isInstagramSubcode(value: unknown): value is InstagramSubcode {
  return typeof value === 'number' && value in rows
}

/** The refusal of that subcode in the network's words, `{names}` of the sentence filled in. */
export function refusal(subcode: InstagramSubcode, fill: Record<string, string> = {}): GraphError {
  const [code, message, title, sentence] = rows[subcode]
  const userMessage = sentence.replace(/\{(\w+)\}/g, (_, name: string) => fill[name] ?? '')
  return new GraphError({ code, subcode, message, title, userMessage, transient: false })
}

const generalMessages: Record<number, string> = {
  1: 'An unknown error has occurred.',
  2: 'An unexpected error has occurred. Please retry your request later.',
  4: '(#4) Application request limit reached',
  368: 'The action attempted has been deemed abusive or is otherwise disallowed',
}

/** The error a fault asks for by `code` and `subcode`, in the network's words where they are known. */
export function scriptedError(fault: Record<string, unknown>): GraphError {
  if (isInstagramSubcode(fault.subcode)) return refusal(fault.subcode)
  const code = typeof fault.code === 'number' ? fault.code : 2
  const isServerSide = code === 1 || code === 2
  return new GraphError({
    code,
    subcode: typeof fault.subcode === 'number' ? fault.subcode : undefined,
    message: generalMessages[code] ?? `(#${code}) The request could not be completed`,
    status: isServerSide ? 500 : code === 4 || code === 368 ? 403 : 400,
    transient: isServerSide,
  })
}
