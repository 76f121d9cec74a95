import type { ByteSource } from './byte-source.ts'
import { cutOff, UnreadableMediaError } from './measured-media.ts'

/** The header of OS/2 has 16-bit sizes; all later ones begin alike. */
const oldHeaderBytes = 12
const uncompressed = [0, 3] // as rows, and as rows with masks

/** Reads a BMP's header, and that its pixels are all there. */
export async function measureBmp(source: ByteSource) {
  const head = await source.read(0, 54)
  if (head.length < 26) throw cutOff('BMP')
  const isOld = head.readUInt32LE(14) === oldHeaderBytes
  if (!isOld && head.length < 54) throw cutOff('BMP')
  const width = isOld ? head.readUInt16LE(18) : head.readInt32LE(18)
  // Negative where the rows stand from top to bottom.
  const height = isOld ? head.readUInt16LE(20) : Math.abs(head.readInt32LE(22))
  const bitsPerPixel = head.readUInt16LE(isOld ? 24 : 28)
  if (![1, 2, 4, 8, 16, 24, 32].includes(bitsPerPixel)) throw new UnreadableMediaError('The file is damaged.')
  const isPlain = isOld || uncompressed.includes(head.readUInt32LE(30))
  const pixelBytes = isPlain ? Math.ceil((width * bitsPerPixel) / 32) * 4 * height : head.readUInt32LE(34)
  if (head.readUInt32LE(10) + pixelBytes > source.size) throw cutOff('BMP')
  return { kind: 'image', mime: 'image/bmp', width, height, animated: false, frames: 1 } as const
}
