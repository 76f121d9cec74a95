import type { ByteSource } from './byte-source.ts'

/** The end record with the longest comment it may have. */
const tailBytes = 22 + 65_535
const maxDirectory = 8 * 1024 * 1024

/** The slides of a PPTX, by the names in its zip directory. Undefined where that can't be read. */
export async function countSlides(source: ByteSource): Promise<number | undefined> {
  const tail = await source.read(Math.max(0, source.size - tailBytes), tailBytes)
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0 || end + 22 > tail.length) return undefined
  const length = tail.readUInt32LE(end + 12)
  const offset = tail.readUInt32LE(end + 16)
  if (length > maxDirectory || offset + length > source.size) return undefined
  const directory = await source.read(offset, length)
  let slides = 0
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50; ) {
    const name = directory.readUInt16LE(at + 28)
    if (/^ppt\/slides\/slide\d+\.xml$/.test(directory.toString('latin1', at + 46, at + 46 + name)))
      slides += 1
    at += 46 + name + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return slides || undefined
}
