import { imageSize } from 'image-size'
import type { ByteSource } from './byte-source.ts'
import { cutOff, UnreadableMediaError } from './measured-media.ts'

export async function measurePng(source: ByteSource) {
  const { width, height } = imageSize(await source.read(0, 64))
  const frames = await countFrames(source)
  return { kind: 'image', mime: 'image/png', width, height, animated: frames > 1, frames } as const
}

/** Walks the chunks to the end mark; an animated PNG names its frames in `acTL`. */
async function countFrames(source: ByteSource): Promise<number> {
  let frames = 1
  let hasPicture = false
  for (let offset = 8; offset + 12 <= source.size; ) {
    const chunk = await source.read(offset, 12)
    const type = chunk.toString('latin1', 4, 8)
    if (type === 'IEND' && !hasPicture) throw new UnreadableMediaError('The PNG has no picture.')
    if (type === 'IEND') return frames
    if (type === 'IDAT') hasPicture = true
    if (type === 'acTL') frames = chunk.readUInt32BE(8)
    // Length, type and checksum are not counted in the length.
    offset += 12 + chunk.readUInt32BE(0)
  }
  throw cutOff('PNG')
}
