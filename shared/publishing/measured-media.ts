/** What a file is by its content; the width and height are those it is shown with, after rotation. */
export interface Measured {
  /** A GIF file is a `gif` whether it moves or not, since networks have their own limits for it. */
  kind: 'image' | 'gif' | 'video' | 'document'
  mime:
    | 'image/jpeg'
    | 'image/png'
    | 'image/gif'
    | 'image/webp'
    | 'image/bmp'
    | 'image/tiff'
    | 'video/mp4'
    | 'video/quicktime'
    | 'video/webm'
    | 'application/pdf'
    | 'application/msword'
    | 'application/vnd.ms-powerpoint'
    | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    | 'application/vnd.openxmlformats-officedocument.presentationml.presentation'
  bytes: number
  width: number
  height: number
  /** Of images: whether there is more than one frame. */
  animated?: boolean
  frames?: number
  duration_s?: number
  fps?: number
  /** ffprobe's names: `h264`, `hevc`, `vp9`, `av1`, `aac`, `opus` …; else the container's own word. */
  video_codec?: string
  /** Absent without a sound track. */
  audio_codec?: string
  /** Hz. */
  audio_rate?: number
  audio_channels?: number
  /** Of MP4 and MOV: whether the index stands before the media, as networks that stream want it. */
  moov_first?: boolean
  /** Of PDF and PPTX, where it can be counted. */
  pages?: number
}

/** The file can't be measured: unknown, broken, cut off, or a bomb. `reason` is a sentence for its owner. */
export class UnreadableMediaError extends Error {
  override name = 'UnreadableMediaError'
  reason: string

  constructor(reason: string, options: { cause?: unknown } = {}) {
    super(reason, options)
    this.reason = reason
  }
}

/** The measuring ended before it knew anything; the file may be good. */
export class BrokenOffError extends Error {
  override name = 'BrokenOffError'
}

/** What every cut-off file is told. */
export const cutOff = (format: string) => new UnreadableMediaError(`The ${format} file is cut off.`)
