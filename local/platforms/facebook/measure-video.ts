import { createHash } from 'node:crypto'
import { GraphError } from '../meta/graph-error.ts'
import { refusal } from './errors.ts'
import type { Asset, Failure, VideoUse } from './state.ts'

const smallest = 1024
const ratioTolerance = 0.005

export interface Verdict {
  asset?: Asset
  failure?: Failure
}

/** Measures a film against what its use asks for (Pages references of videos, reels and stories, 2026-09-11). */
export async function judgeVideo(bytes: Buffer, use: VideoUse): Promise<Verdict> {
  try {
    const { asset, broken } = await judged(bytes, use)
    return { asset, failure: broken && failureOf(broken) }
  } catch (error) {
    // What mediabunny can't read at all is a bad file to the network.
    return { failure: failureOf(error instanceof GraphError ? error : refusal('badVideo')) }
  }
}

const failureOf = ({ words }: GraphError): Failure => ({ code: words.code, message: words.message })

async function judged(bytes: Buffer, use: VideoUse): Promise<{ asset: Asset; broken?: GraphError }> {
  if (bytes.length < smallest) throw refusal('smallVideo')
  const { ALL_FORMATS, BufferSource, Input } = await import('mediabunny')
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (!track) throw refusal('badVideo')
    const asset: Asset = {
      kind: 'video',
      mime: (await input.getMimeType()).split(';')[0]!,
      bytes: bytes.length,
      width: await track.getDisplayWidth(),
      height: await track.getDisplayHeight(),
      duration: await input.computeDuration(),
      file: createHash('sha256').update(bytes).digest('hex'),
    }
    const codec = (await track.getCodec()) ?? ''
    if (!['avc', 'hevc', 'vp9', 'av1'].includes(codec)) return { asset, broken: refusal('badVideoFormat') }
    const { averagePacketRate } = await track.computePacketStats()
    return { asset, broken: use === 'video' ? undefined : brokenRule(use, asset, averagePacketRate) }
  } finally {
    input.dispose()
  }
}

/** Reels and video stories share a table but for the longest. */
function brokenRule(
  use: 'reel' | 'video_story',
  { width, height, duration = 0 }: Asset,
  frameRate: number,
): GraphError | undefined {
  const ratio = width / height
  if (ratio < 9 / 16 - ratioTolerance || ratio > 16 / 9 + ratioTolerance) return refusal('reelRatio')
  if (Math.min(width, height) < 540 || Math.max(width, height) < 960) return refusal('reelResolution')
  const longest = use === 'reel' ? 90 : 60
  if (duration < 3 - 0.05 || duration > longest + 0.05)
    return refusal('reelDuration', { range: `3 to ${longest}` })
  if (frameRate < 23.5 || frameRate > 60.5) return refusal('reelFrameRate')
  return undefined
}
