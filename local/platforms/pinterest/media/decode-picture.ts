import { createHash } from 'node:crypto'
import { imageSize } from 'image-size'
import jpeg from 'jpeg-js'
import { PNG } from 'pngjs'
import { formatUnsupported, imageBroken, imageTooLarge, imageTooSmall } from '../problems.ts'
import type { Picture, Pinterest } from '../state.ts'

/** Bytes of a picture, business.pinterest.com product specifications. */
export const largestPicture = 20 * 1024 * 1024

// Decoding costs up to a second of one thread; the same picture is often posted again.
const decoded = new Map<string, Size | undefined>()
const remembered = 500

interface Size {
  width: number
  height: number
}

/** Decodes a JPEG or PNG to its end and keeps it for the feed; refuses what Pinterest refuses. */
export function acceptPicture(pinterest: Pinterest, bytes: Buffer): Picture {
  if (bytes.length > largestPicture) throw imageTooLarge()
  const mime = typeOf(bytes)
  const file = createHash('sha256').update(bytes).digest('hex')
  if (!decoded.has(file)) {
    if (decoded.size >= remembered) decoded.delete(decoded.keys().next().value!)
    decoded.set(file, attempt(mime, bytes))
  }
  const size = decoded.get(file)
  if (!size) throw imageBroken()
  if (Math.min(size.width, size.height) < pinterest.settings.min_image_px) throw imageTooSmall()
  pinterest.files.put(file, mime, bytes)
  return { file, mime, bytes: bytes.length, ...size }
}

/** The type by content; a name or a header may say anything. */
function typeOf(bytes: Buffer): 'image/jpeg' | 'image/png' {
  const head = bytes.subarray(0, 8).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head === '\x89PNG\r\n\x1a\n') return 'image/png'
  throw formatUnsupported()
}

function attempt(mime: string, bytes: Buffer): Size | undefined {
  try {
    return mime === 'image/png' ? pngSize(bytes) : jpegSize(bytes)
  } catch {
    // Decoders throw on damage; for Pinterest that is a broken image.
    return undefined
  }
}

function pngSize(bytes: Buffer): Size {
  const { width, height } = PNG.sync.read(bytes)
  return { width, height }
}

function jpegSize(bytes: Buffer): Size {
  const options = { maxMemoryUsageInMB: 1024, useTArray: true, tolerantDecoding: false } as const
  const { width, height } = jpeg.decode(bytes, options)
  // Orientations 5 to 8 stand on their side.
  const isTurned = (imageSize(bytes).orientation ?? 1) > 4
  return isTurned ? { width: height, height: width } : { width, height }
}
