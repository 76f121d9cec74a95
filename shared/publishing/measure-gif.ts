import { imageSize } from 'image-size'
import type { ByteSource } from './byte-source.ts'
import { cutOff, UnreadableMediaError } from './measured-media.ts'

export async function measureGif(source: ByteSource) {
  const { width, height } = imageSize(await source.read(0, 16))
  const frames = await countFrames(source)
  if (frames === 0) throw new UnreadableMediaError('The GIF has no picture.')
  return { kind: 'gif', mime: 'image/gif', width, height, animated: frames > 1, frames } as const
}

/** Walks the blocks to the trailer, without unpacking any picture. */
async function countFrames(source: ByteSource): Promise<number> {
  let frames = 0
  let offset = 13 + paletteLength(await byteAt(source, 10))
  for (;;) {
    const block = await byteAt(source, offset)
    if (block === 0x3b) return frames
    if (block === 0x21) {
      offset = await skipSubBlocks(source, offset + 2)
    } else if (block === 0x2c) {
      frames += 1
      const palette = paletteLength(await byteAt(source, offset + 9))
      // Ten bytes of descriptor, the local palette, one byte of code size.
      offset = await skipSubBlocks(source, offset + 10 + palette + 1)
    } else {
      throw new UnreadableMediaError('The GIF file is damaged.')
    }
  }
}

async function skipSubBlocks(source: ByteSource, start: number): Promise<number> {
  let offset = start
  for (;;) {
    const length = await byteAt(source, offset)
    offset += 1 + length
    if (length === 0) return offset
  }
}

const paletteLength = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

async function byteAt(source: ByteSource, offset: number): Promise<number> {
  const byte = (await source.read(offset, 1))[0]
  if (byte === undefined) throw cutOff('GIF')
  return byte
}
