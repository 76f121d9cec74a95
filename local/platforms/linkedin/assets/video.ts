import { BufferSource, Input, MP4 } from 'mediabunny'
import type { Verdict } from './verdict.ts'

/** Opens the MP4 and measures it: 3 seconds to 30 minutes, 1:2.4 to 2.4:1. */
export async function judgeVideo(bytes: Buffer): Promise<Verdict> {
  const input = new Input({ source: new BufferSource(bytes), formats: [MP4] })
  try {
    const video = await input.getPrimaryVideoTrack()
    if (!video) return { fault: 'no video track' }
    const [width, height] = [await video.getDisplayWidth(), await video.getDisplayHeight()]
    const duration = await input.computeDuration()
    // A frame more or less is the container's rounding.
    if (duration < 2.95 || duration > 1800.05)
      return { fault: `${duration.toFixed(2)} seconds, not 3 to 1800` }
    const ratio = width / height
    if (ratio > 2.4 || ratio < 1 / 2.4) return { fault: `ratio ${ratio.toFixed(2)}` }
    return { kind: 'video', mime: 'video/mp4', width, height, duration }
  } catch (error) {
    // mediabunny throws on whatever isn't a readable container.
    return { fault: `no MP4: ${(error as Error).message}` }
  } finally {
    input.dispose()
  }
}
