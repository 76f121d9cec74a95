import { createHash } from 'node:crypto'
import { imageSize } from 'image-size'
import { PNG } from 'pngjs'
import { decodeJpeg } from '../../kit/decode-jpeg.ts'
import { gifFrames } from './gif.ts'

export interface Picture {
  mime: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp'
  width: number
  height: number
  frames: number
}

// Full decoding takes a while; the same picture is often posted many times.
const decoded = new Map<string, Picture | undefined>()
const remembered = 500

/** Decodes a picture to its end; undefined when it is none, or damaged. */
export async function decodePicture(bytes: Buffer): Promise<Picture | undefined> {
  const key = createHash('sha256').update(bytes).digest('hex')
  if (decoded.has(key)) return decoded.get(key)
  const isJpeg = bytes.subarray(0, 3).toString('latin1') === '\xff\xd8\xff'
  const picture = isJpeg ? await readJpeg(bytes) : attempt(bytes)
  if (decoded.size >= remembered) decoded.delete(decoded.keys().next().value!)
  decoded.set(key, picture)
  return picture
}

async function readJpeg(bytes: Buffer): Promise<Picture | undefined> {
  const ended = bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > 0
  const size = ended ? await decodeJpeg(bytes) : undefined
  return size && { mime: 'image/jpeg', ...size, frames: 1 }
}

function attempt(bytes: Buffer): Picture | undefined {
  try {
    return decode(bytes)
  } catch {
    // Decoders throw on damage; for X that is simply no picture.
    return undefined
  }
}

function decode(bytes: Buffer): Picture | undefined {
  const head = bytes.subarray(0, 12).toString('latin1')
  if (head.startsWith('\x89PNG\r\n\x1a\n')) {
    const { width, height } = PNG.sync.read(bytes)
    return { mime: 'image/png', width, height, frames: 1 }
  }
  if (/^GIF8[79]a/.test(head)) {
    const { width, height } = imageSize(bytes)
    return { mime: 'image/gif', width, height, frames: gifFrames(bytes) }
  }
  if (/^RIFF....WEBP/s.test(head)) {
    const { width, height } = imageSize(bytes)
    const whole = bytes.length >= bytes.readUInt32LE(4) + 8
    return whole ? { mime: 'image/webp', width, height, frames: 1 } : undefined
  }
  return undefined
}
