import { createHash } from 'node:crypto'
import { imageSize } from 'image-size'
import jpeg from 'jpeg-js'
import { PNG } from 'pngjs'
import { gifFrames } from './gif.ts'

export interface Picture {
  mime: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp'
  width: number
  height: number
  frames: number
}

// Full decoding costs up to a second of one thread; the same picture is often posted many times.
const decoded = new Map<string, Picture | undefined>()
const remembered = 500

/** Decodes a picture to its end; undefined when it is none, or damaged. */
export function decodePicture(bytes: Buffer): Picture | undefined {
  const key = createHash('sha256').update(bytes).digest('hex')
  if (!decoded.has(key)) {
    if (decoded.size >= remembered) decoded.delete(decoded.keys().next().value!)
    decoded.set(key, attempt(bytes))
  }
  return decoded.get(key)
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
  if (head.startsWith('\xff\xd8\xff')) {
    const { width, height } = jpeg.decode(bytes, {
      maxMemoryUsageInMB: 1024,
      useTArray: true,
      tolerantDecoding: false,
    })
    const ended = bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > 0
    return ended ? { mime: 'image/jpeg', width, height, frames: 1 } : undefined
  }
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
