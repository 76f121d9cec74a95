import type { ByteSource } from './byte-source.ts'
import { cutOff, UnreadableMediaError } from './measured-media.ts'

/** The index is held in memory whole; eight hours of film have about 10 MB of it. */
const maxIndex = 64 * 1024 * 1024

/** A fragmented film has two boxes a second or so. */
const maxBoxes = 100_000

/** Walks the top boxes of an MP4 or MOV file and tells whether the index (`moov`) stands before the media (`mdat`). */
export async function isMoovFirst(source: ByteSource): Promise<boolean> {
  const order: string[] = []
  let boxes = 0
  for (let offset = 0; offset < source.size; ) {
    if (++boxes > maxBoxes) throw new UnreadableMediaError('The video file is damaged.')
    const box = await readBox(source, offset)
    if (offset + box.size > source.size) throw cutOff('video')
    if (box.type === 'moov' && box.size > maxIndex)
      throw new UnreadableMediaError('The index of the video is too large.')
    if (box.type === 'moov' || box.type === 'mdat') order.push(box.type)
    offset += box.size
  }
  if (!order.includes('moov')) throw new UnreadableMediaError('The video has no index (moov).')
  return order[0] === 'moov'
}

async function readBox(source: ByteSource, offset: number) {
  const head = await source.read(offset, 16)
  if (head.length < 8) throw cutOff('video')
  const type = head.toString('latin1', 4, 8)
  const short = head.readUInt32BE(0)
  // 0 stands for "to the end of the file", 1 for a 64-bit size behind the type.
  const size = short === 0 ? source.size - offset : short === 1 ? Number(head.readBigUInt64BE(8)) : short
  if (size < 8) throw new UnreadableMediaError('The video file is damaged.')
  return { type, size }
}
