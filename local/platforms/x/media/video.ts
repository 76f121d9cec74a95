import { BufferSource, Input, MP4, QTFF } from 'mediabunny'
import { videoLimits } from './limits.ts'

export interface Film {
  width: number
  height: number
  durationMs: number
}

export type FilmVerdict = { film: Film } | { fault: string }

/** Opens the container and measures it by X's limits; what is wrong comes as a sentence. */
export async function measureFilm(bytes: Buffer): Promise<FilmVerdict> {
  const input = new Input({ source: new BufferSource(bytes), formats: [MP4, QTFF] })
  try {
    const video = await input.getPrimaryVideoTrack()
    if (!video) return { fault: 'Unsupported video format' }
    const audio = await input.getPrimaryAudioTrack()
    const seconds = await input.computeDuration()
    const { averagePacketRate } = await video.computePacketStats()
    const [width, height] = [await video.getDisplayWidth(), await video.getDisplayHeight()]
    const fault = faultOf({
      codec: await video.getCodec(),
      audioCodec: audio ? await audio.getCodec() : undefined,
      width,
      height,
      seconds,
      rate: averagePacketRate,
    })
    return fault ? { fault } : { film: { width, height, durationMs: Math.round(seconds * 1000) } }
  } catch {
    // mediabunny throws on whatever isn't a readable container.
    return { fault: 'Unsupported video format' }
  } finally {
    input.dispose()
  }
}

interface Measures {
  codec: string | null
  audioCodec: string | null | undefined
  width: number
  height: number
  seconds: number
  rate: number
}

function faultOf({ codec, audioCodec, width, height, seconds, rate }: Measures): string | undefined {
  const [longer, shorter] = [Math.max(width, height), Math.min(width, height)]
  if (codec !== 'avc') return 'Unsupported video codec'
  if (audioCodec !== undefined && audioCodec !== 'aac') return 'Unsupported audio codec'
  if (seconds < videoLimits.minSeconds) return 'Video is too short'
  if (shorter < videoLimits.least) return 'Video dimensions are too small'
  if (longer > videoLimits.longer || shorter > videoLimits.shorter) return 'Video dimensions are too large'
  if (longer / shorter > videoLimits.aspect) return 'Unsupported aspect ratio'
  // Rounded up frame times make 60 fps files measure a little above.
  if (rate > videoLimits.framesPerSecond + 0.5) return 'Unsupported frame rate'
  return undefined
}
