import { imageSize } from 'image-size'
import type { ByteSource } from './byte-source.ts'
import { cutOff, UnreadableMediaError } from './measured-media.ts'

export async function measureWebp(source: ByteSource) {
  const { width, height } = imageSize(await source.read(0, 64))
  const frames = await countFrames(source)
  return { kind: 'image', mime: 'image/webp', width, height, animated: frames > 1, frames } as const
}

/** Walks the RIFF chunks to the announced end; only an animation has `ANMF` chunks, one per frame. */
async function countFrames(source: ByteSource): Promise<number> {
  const end = 8 + (await source.read(4, 4)).readUInt32LE()
  if (end > source.size) throw cutOff('WebP')
  let frames = 0
  let hasPicture = false
  let offset = 12
  while (offset + 8 <= end) {
    const chunk = await source.read(offset, 8)
    const type = chunk.toString('latin1', 0, 4)
    if (type === 'ANMF') frames += 1
    if (['VP8 ', 'VP8L', 'ANMF'].includes(type)) hasPicture = true
    const length = chunk.readUInt32LE(4)
    offset += 8 + length + (length % 2)
  }
  // The padding byte of the last chunk is often left out.
  if (offset > end + 1) throw cutOff('WebP')
  if (!hasPicture) throw new UnreadableMediaError('The WebP has no picture.')
  return Math.max(frames, 1)
}
