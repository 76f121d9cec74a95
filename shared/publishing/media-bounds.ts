import type { JobMedia } from '../domain/publish-job.ts'
import type { Advice, MediaBounds } from '../platforms/contract.ts'

/** Bounds of one measured figure: what it is called, its value, the least and most, and what more is no breach. */
type Bound = [
  rule: string,
  label: string,
  value: number | undefined,
  least?: number | undefined,
  most?: number | undefined,
  slack?: number,
]

/** A pixel of rounding is not a wrong ratio. */
const ratioSlack = 0.005
/** The same for a ratio that is named rather than bounded, as a share of it. */
const namedRatioSlack = 0.01
/** Networks name whole rates: a film of 24 or 60 frames a second measures 23.976, or 60.02. */
const frameRateSlack = 0.1

/** The bounds a measured file breaks, each in a sentence. What was not measured breaks none. */
export function brokenBounds(rule: MediaBounds, file: JobMedia): { rule: string; message: string }[] {
  const { width, height, bytes, duration_s } = file
  const ratio = Math.round((width / height) * 1000) / 1000
  const bounds: Bound[] = [
    ['bytes', 'size in bytes', bytes, rule.minBytes, rule.maxBytes],
    ['width', 'width', width, rule.minWidth, rule.maxWidth],
    ['height', 'height', height, rule.minHeight, rule.maxHeight],
    ['long_side', 'longer side', Math.max(width, height), rule.minLongSide],
    ['ratio', 'width to height ratio', ratio, rule.minRatio, rule.maxRatio, ratioSlack],
    ['duration', 'duration in seconds', duration_s, rule.minSeconds, rule.maxSeconds],
    ['frame_rate', 'frame rate', file.fps, rule.minFps, rule.maxFps, frameRateSlack],
    [
      'bit_rate',
      'number of bits a second',
      duration_s && Math.round((bytes * 8) / duration_s),
      undefined,
      rule.maxBitsPerSecond,
    ],
    ['audio_rate', 'sampling rate of the sound', file.audio_rate, undefined, rule.maxAudioRate],
    ['audio_channels', 'number of sound channels', file.audio_channels, undefined, rule.maxAudioChannels],
    ['frames', 'number of frames', file.frames, undefined, rule.maxFrames],
    ['pixels', 'number of pixels', width * height, undefined, rule.maxPixels],
    [
      'pixels',
      'number of pixels over all frames',
      width * height * (file.frames ?? 1),
      undefined,
      rule.maxTotalPixels,
    ],
    ['pages', 'number of pages', file.pages, undefined, rule.maxPages],
  ]
  return bounds.flatMap(([name, label, value, least, most, slack = 0]) => {
    if (value === undefined) return []
    if (least !== undefined && value < least - slack)
      return [{ rule: name, message: `The ${label} of the file is ${value}; the least is ${least}.` }]
    if (most !== undefined && value > most + slack)
      return [{ rule: name, message: `The ${label} of the file is ${value}; the most is ${most}.` }]
    return []
  })
}

/** Whether a measured file is other than what the network advises. */
export function isAgainst(advice: Advice, file: JobMedia): boolean {
  if (advice.of && !advice.of.includes(file.mime)) return false
  const ratio = file.width / file.height
  return (
    brokenBounds(advice, file).length > 0 ||
    (advice.mime !== undefined && !advice.mime.includes(file.mime)) ||
    (advice.ratios !== undefined &&
      !advice.ratios.some((one) => Math.abs(ratio / one - 1) <= namedRatioSlack))
  )
}
