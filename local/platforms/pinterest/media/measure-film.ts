import { createHash } from 'node:crypto'
import { BufferSource, Input, MP4, QTFF } from 'mediabunny'
import type { Film } from '../state.ts'

const largest = 2 * 1024 ** 3

/** Measures a film by the product specifications; undefined when it breaks one or can't be read. */
export async function measureFilm(bytes: Buffer): Promise<Film | undefined> {
  const input = new Input({ source: new BufferSource(bytes), formats: [MP4, QTFF] })
  try {
    const video = await input.getPrimaryVideoTrack()
    if (!video || bytes.length > largest) return undefined
    const codec = await video.getCodec()
    const seconds = await input.computeDuration()
    const [width, height] = [await video.getDisplayWidth(), await video.getDisplayHeight()]
    const ratio = width / height
    if (codec !== 'avc' && codec !== 'hevc') return undefined
    if (seconds < 3.95 || seconds > 900.05 || ratio < 0.5 || ratio > 1.91) return undefined
    const mime = bytes.toString('latin1', 8, 10) === 'qt' ? 'video/quicktime' : 'video/mp4'
    const file = createHash('sha256').update(bytes).digest('hex')
    return { file, mime, bytes: bytes.length, width, height, seconds }
  } catch {
    // mediabunny throws on whatever isn't a readable container.
    return undefined
  } finally {
    input.dispose()
  }
}
