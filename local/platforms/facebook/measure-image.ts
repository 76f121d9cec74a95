import { createHash } from 'node:crypto'
import { imageSize } from 'image-size'
import jpeg from 'jpeg-js'
import { PNG } from 'pngjs'
import { refusal } from './errors.ts'
import type { Asset } from './state.ts'

const mimes: Record<string, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  bmp: 'image/bmp',
  tiff: 'image/tiff',
}

// Decoding a big JPEG takes a second of CPU; the same picture is often posted again.
const decoded = new Map<string, Asset>()
const mostDecoded = 500

/** Reads a picture, JPEG and PNG to their last pixel; anything else than the five formats is 324. */
export function measureImage(bytes: Buffer): Asset {
  const file = createHash('sha256').update(bytes).digest('hex')
  const known = decoded.get(file)
  if (known) return known
  if (decoded.size >= mostDecoded) decoded.clear()
  const asset = { ...measured(bytes), bytes: bytes.length, file }
  decoded.set(file, asset)
  return asset
}

function measured(bytes: Buffer): Pick<Asset, 'kind' | 'mime' | 'width' | 'height'> {
  try {
    const { type = '', width, height, orientation = 1 } = imageSize(bytes)
    const mime = mimes[type]
    if (!mime) throw refusal('badImage')
    if (type === 'jpg')
      jpeg.decode(bytes, { useTArray: true, tolerantDecoding: false, maxMemoryUsageInMB: 1024 })
    if (type === 'png') PNG.sync.read(bytes)
    // Orientations 5 to 8 stand on their side.
    const turned = orientation > 4
    return {
      kind: type === 'gif' ? 'gif' : 'image',
      mime,
      width: turned ? height : width,
      height: turned ? width : height,
    }
  } catch {
    // Decoders throw on damage; to the network that is no picture.
    throw refusal('badImage')
  }
}
