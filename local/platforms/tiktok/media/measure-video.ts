import { BufferSource, Input, MP4, QTFF, WEBM } from 'mediabunny'
import type { Measured } from './measured.ts'

const codecs = ['avc', 'hevc', 'vp8', 'vp9']

/** Measures a film by the table of the media transfer guide (2026-09-11), in the order format, frames, pixels, length. */
export async function measureVideo(bytes: Buffer, maxSeconds: number): Promise<Measured> {
  const input = new Input({ source: new BufferSource(bytes), formats: [MP4, QTFF, WEBM] })
  try {
    const track = await input.getPrimaryVideoTrack()
    const codec = (await track?.getCodec()) ?? ''
    if (!track || !codecs.includes(codec)) return { failReason: 'file_format_check_failed' }
    const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()]
    const duration = await input.computeDuration()
    const { averagePacketRate } = await track.computePacketStats()
    const mime = (await input.getMimeType()).split(';')[0]!
    return {
      media: { kind: 'video', mime, width, height, duration },
      failReason: brokenRule({ width, height, duration, fps: averagePacketRate, maxSeconds }),
    }
  } catch {
    // mediabunny throws on whatever isn't a readable container.
    return { failReason: 'file_format_check_failed' }
  } finally {
    input.dispose()
  }
}

interface Film {
  width: number
  height: number
  duration: number
  fps: number
  maxSeconds: number
}

function brokenRule({ width, height, duration, fps, maxSeconds }: Film): string | undefined {
  if (fps < 22.9 || fps > 60.1) return 'frame_rate_check_failed'
  if (Math.min(width, height) < 360 || Math.max(width, height) > 4096) return 'picture_size_check_failed'
  // A frame more or less is the container's rounding.
  return duration > maxSeconds + 0.05 ? 'duration_check_failed' : undefined
}
