import { createHash } from 'node:crypto'
import { imageSize } from 'image-size'
import jpeg from 'jpeg-js'
import type { Measured } from './measured.ts'

const mimes: Record<string, string> = { jpg: 'image/jpeg', webp: 'image/webp' }

// Decoding a big JPEG takes a second of CPU; the same picture is often posted again.
const decoded = new Map<string, Measured>()
const mostDecoded = 500

/** JPEG to its last pixel, or WebP; at most 1080p, standing or lying. */
export function measurePhoto(bytes: Buffer): Measured {
  const file = createHash('sha256').update(bytes).digest('hex')
  const known = decoded.get(file)
  if (known) return known
  if (decoded.size >= mostDecoded) decoded.clear()
  const photo = measured(bytes)
  decoded.set(file, photo)
  return photo
}

function measured(bytes: Buffer): Measured {
  try {
    const { type = '', width, height, orientation = 1 } = imageSize(bytes)
    const mime = mimes[type]
    if (!mime) return { failReason: 'file_format_check_failed' }
    if (type === 'jpg')
      jpeg.decode(bytes, { useTArray: true, tolerantDecoding: false, maxMemoryUsageInMB: 1024 })
    const isTooLarge = Math.min(width, height) > 1080 || Math.max(width, height) > 1920
    // Orientations 5 to 8 stand on their side.
    const [shownWidth, shownHeight] = orientation > 4 ? [height, width] : [width, height]
    return {
      media: { kind: 'image', mime, width: shownWidth, height: shownHeight },
      failReason: isTooLarge ? 'picture_size_check_failed' : undefined,
    }
  } catch {
    // Decoders throw on damage.
    return { failReason: 'file_format_check_failed' }
  }
}
