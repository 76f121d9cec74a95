import type { ByteSource } from './byte-source.ts'
import { cutOff, UnreadableMediaError } from './measured-media.ts'

const tags = { width: 256, height: 257, orientation: 274 }
/** Where the pixels stand and how many bytes they are: in strips or in tiles. */
const parts: [offsets: number, lengths: number][] = [
  [273, 279],
  [324, 325],
]
const bytesOf: Record<number, number> = { 3: 2, 4: 4 }
const mostEntries = 4096
const mostParts = 100_000

interface Entry {
  type: number
  count: number
  /** Where its values stand in the file. */
  at: number
}

/** Reads the directory of a TIFF's first page, and that its pixels are all there. */
export async function measureTiff(source: ByteSource) {
  const head = await read(source, 0, 8)
  const isLittle = head.toString('latin1', 0, 2) === 'II'
  const short = (bytes: Buffer, at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
  const long = (bytes: Buffer, at: number) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))

  const start = long(head, 4)
  const count = short(await read(source, start, 2), 0)
  if (count > mostEntries) throw damaged()
  const directory = await read(source, start + 2, count * 12)
  const entries = new Map<number, Entry>()
  for (let at = 0; at < directory.length; at += 12) {
    const type = short(directory, at + 2)
    const number = long(directory, at + 4)
    // Up to four bytes stand in the entry itself.
    const isHere = (bytesOf[type] ?? 8) * number <= 4
    entries.set(short(directory, at), {
      type,
      count: number,
      at: isHere ? start + 2 + at + 8 : long(directory, at + 8),
    })
  }
  const values = async (tag: number): Promise<number[]> => {
    const entry = entries.get(tag)
    const size = entry && bytesOf[entry.type]
    if (!entry || !size || entry.count > mostParts) return []
    const bytes = await read(source, entry.at, entry.count * size)
    return Array.from({ length: entry.count }, (_, index) => (size === 2 ? short : long)(bytes, index * size))
  }

  const [width] = await values(tags.width)
  const [height] = await values(tags.height)
  if (!width || !height) throw damaged()
  let pixelsEnd = 0
  for (const [offsets, lengths] of parts) {
    const bytes = await values(lengths)
    for (const [index, offset] of (await values(offsets)).entries())
      pixelsEnd = Math.max(pixelsEnd, offset + (bytes[index] ?? 0))
  }
  if (pixelsEnd === 0) throw damaged()
  if (pixelsEnd > source.size) throw cutOff('TIFF')
  // Orientations 5 to 8 stand on their side.
  const [orientation = 1] = await values(tags.orientation)
  const shown = orientation > 4 ? { width: height, height: width } : { width, height }
  return { kind: 'image', mime: 'image/tiff', ...shown, animated: false, frames: 1 } as const
}

async function read(source: ByteSource, offset: number, length: number): Promise<Buffer> {
  const bytes = await source.read(offset, length)
  if (bytes.length < length) throw cutOff('TIFF')
  return bytes
}

const damaged = () => new UnreadableMediaError('The file is damaged.')
