import { createHash } from 'node:crypto'
import { imageSize } from 'image-size'
import { decodeJpeg } from '../kit/decode-jpeg.ts'
import { refusal } from './errors.ts'
import type { Asset } from './state.ts'

export type Measured = Omit<Asset, 'source'>

export interface Ratios {
  least: number
  most: number
}

/** 4:5 to 1.91:1, for everything that appears in the feed. */
export const feedRatios: Ratios = { least: 4 / 5, most: 1.91 }

interface VideoRules {
  ratios: Ratios
  shortest: number
  longest: number
}

const reelRules: VideoRules = { ratios: { least: 0.01, most: 10 }, shortest: 3, longest: 15 * 60 }

/** Sheet of limits in the content publishing reference, 2026-09-11; the child row is inferred from both. */
export const videoRules = {
  reel: reelRules,
  video: { ...reelRules, ratios: feedRatios },
  story: { ratios: { least: 0.1, most: 10 }, shortest: 3, longest: 60 },
} satisfies Record<string, VideoRules>

// 4:5 and 1.91:1 are written with two digits; 1080 × 1351 still passes.
const ratioTolerance = 0.005

// Decoding takes a while; the same picture is often posted again.
const decoded = new Map<string, { width: number; height: number }>()
const mostDecoded = 500

/** Decodes the whole JPEG; anything else, or a broken one, is 36001/2207005, a wrong ratio 36003/2207009. */
export async function measureImage(bytes: Buffer, ratios?: Ratios): Promise<Measured> {
  const file = createHash('sha256').update(bytes).digest('hex')
  const { width, height } = decoded.get(file) ?? (await sizeOf(bytes))
  if (decoded.size >= mostDecoded) decoded.clear()
  decoded.set(file, { width, height })
  if (ratios && !fits(width / height, ratios))
    throw refusal(2207009, { ratio: `(${(width / height).toFixed(4)})` })
  return { kind: 'image', mime: 'image/jpeg', bytes: bytes.length, width, height, file }
}

async function sizeOf(bytes: Buffer): Promise<{ width: number; height: number }> {
  const size = await decodeJpeg(bytes)
  if (!size) throw refusal(2207005)
  return onItsSide(bytes) ? { width: size.height, height: size.width } : size
}

function onItsSide(bytes: Buffer): boolean {
  try {
    return (imageSize(bytes).orientation ?? 1) > 4
  } catch {
    throw refusal(2207005)
  }
}

function fits(ratio: number, { least, most }: Ratios): boolean {
  return ratio >= least - ratioTolerance && ratio <= most + ratioTolerance
}

/** Measures the video against its kind's rules; 352/2207026 with the reason when it breaks one. */
export async function measureVideo(bytes: Buffer, rules: VideoRules): Promise<Measured> {
  const { ALL_FORMATS, BufferSource, Input } = await import('mediabunny')
  const unsupported = (reason: string) => refusal(2207026, { reason })
  if (!moovComesFirst(bytes)) throw unsupported('it is not an MP4 or MOV with its moov atom in front')
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS })
  try {
    const video = await input.getPrimaryVideoTrack()
    if (!video) throw unsupported('it has no video track')
    const codec = await video.getCodec()
    if (codec !== 'avc' && codec !== 'hevc') throw unsupported(`its codec is ${codec}, not H.264 or HEVC`)
    const stats = await video.computePacketStats()
    if (stats.averagePacketRate < 22.5 || stats.averagePacketRate > 60.5)
      throw unsupported(`${stats.averagePacketRate.toFixed(2)} frames a second, not 23 to 60`)
    if (stats.averageBitrate > 25_000_000) throw unsupported('more than 25 Mbps')
    const [width, height] = [await video.getDisplayWidth(), await video.getDisplayHeight()]
    if (width > 1920) throw unsupported(`${width} pixels wide, at most 1920`)
    if (!fits(width / height, rules.ratios))
      throw refusal(2207009, { ratio: `(${(width / height).toFixed(4)})` })
    const duration = await input.computeDuration()
    if (duration < rules.shortest - 0.05 || duration > rules.longest + 0.05)
      throw unsupported(`${duration.toFixed(2)} seconds, not ${rules.shortest} to ${rules.longest}`)
    const audio = await input.getPrimaryAudioTrack()
    if (audio) {
      const sound = await audio.getCodec()
      if (sound !== 'aac') throw unsupported(`its audio codec is ${sound}, not AAC`)
      if ((await audio.getSampleRate()) > 48_000) throw unsupported('audio above 48 kHz')
      if ((await audio.getNumberOfChannels()) > 2) throw unsupported('more than two audio channels')
    }
    const mime = bytes.toString('latin1', 8, 10) === 'qt' ? 'video/quicktime' : 'video/mp4'
    const file = createHash('sha256').update(bytes).digest('hex')
    return { kind: 'video', mime, bytes: bytes.length, width, height, duration, file }
  } finally {
    input.dispose()
  }
}

/** Walks the top-level boxes of an MP4 or MOV. */
function moovComesFirst(bytes: Buffer): boolean {
  let at = 0
  while (at + 8 <= bytes.length) {
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (type === 'moov') return true
    if (type === 'mdat') return false
    const short = bytes.readUInt32BE(at)
    const size = short === 1 && at + 16 <= bytes.length ? Number(bytes.readBigUInt64BE(at + 8)) : short
    if (size < 8) return false
    at += size
  }
  return false
}
