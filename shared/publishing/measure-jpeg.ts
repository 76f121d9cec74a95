import { imageSize } from 'image-size'
import type { ByteSource } from './byte-source.ts'
import { cutOff, UnreadableMediaError } from './measured-media.ts'

/** Metadata, colour profile and thumbnails of real cameras stay far below this. */
const maxHeader = 16 * 1024 * 1024

const endOfImage = Buffer.from([0xff, 0xd9])

export async function measureJpeg(source: ByteSource) {
  const scan = await findScan(source)
  const { width, height, orientation = 1 } = imageSize(await source.read(0, scan))
  if (!(await hasEnd(source, scan))) throw cutOff('JPEG')
  // EXIF orientations 5 to 8 lie on their side.
  const turned = orientation >= 5 && orientation <= 8
  const shown = turned ? { width: height, height: width } : { width, height }
  return { kind: 'image', mime: 'image/jpeg', ...shown, animated: false, frames: 1 } as const
}

/** Where the picture's data begin, behind all segments of the header. */
async function findScan(source: ByteSource): Promise<number> {
  let offset = 2
  while (offset < maxHeader) {
    const segment = await source.read(offset, 4)
    if (segment.length < 4) throw cutOff('JPEG')
    const [mark, type] = segment
    if (mark !== 0xff) break
    if (type === 0xda) return offset
    // A marker may be preceded by any number of fill bytes.
    offset += type === 0xff ? 1 : 2 + segment.readUInt16BE(2)
  }
  throw new UnreadableMediaError('The JPEG header is damaged.')
}

/** In the data FF is always followed by 00 or a restart mark, so FF D9 behind the header is the end. Trailers are common. */
async function hasEnd(source: ByteSource, scan: number): Promise<boolean> {
  const step = 64 * 1024
  for (let end = source.size; end > scan + 1; end -= step - 1) {
    const start = Math.max(scan, end - step)
    if ((await source.read(start, end - start)).includes(endOfImage)) return true
  }
  return false
}
