import { createHash } from 'node:crypto'
import { imageSize } from 'image-size'
import jpeg from 'jpeg-js'
import { PNG } from 'pngjs'
import { gifFrames } from './gif.ts'
import type { Verdict } from './verdict.ts'

// Images API: fewer than 36,152,320 pixels; GIF of at most 250 frames.
const pixelsForbidden = 36_152_320
const mostFrames = 250

// Full decoding costs up to a second of one thread; the same picture is often posted many times.
const judged = new Map<string, Verdict>()
const remembered = 500

/** Decodes a JPEG, PNG or GIF to its end and measures it by LinkedIn's limits. */
export function judgeImage(bytes: Buffer, maxBytes: number): Verdict {
  if (bytes.length > maxBytes) return { fault: `${bytes.length} bytes, at most ${maxBytes}` }
  const key = createHash('sha256').update(bytes).digest('hex')
  const found = judged.get(key)
  if (found) return found
  if (judged.size >= remembered) judged.delete(judged.keys().next().value!)
  const verdict = measured(bytes)
  judged.set(key, verdict)
  return verdict
}

function measured(bytes: Buffer): Verdict {
  try {
    const verdict = decode(bytes)
    if ('fault' in verdict) return verdict
    const { width = 0, height = 0 } = verdict
    return width * height >= pixelsForbidden ? { fault: `${width} × ${height} pixels` } : verdict
  } catch (error) {
    return { fault: `damaged: ${(error as Error).message}` }
  }
}

function decode(bytes: Buffer): Verdict {
  const head = bytes.toString('latin1', 0, 8)
  if (head.startsWith('\xff\xd8\xff')) {
    const options = { maxMemoryUsageInMB: 1024, useTArray: true, tolerantDecoding: false } as const
    const { width, height } = jpeg.decode(bytes, options)
    const isWhole = bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > 0
    return isWhole ? { kind: 'image', mime: 'image/jpeg', width, height } : { fault: 'cut' }
  }
  if (head === '\x89PNG\r\n\x1a\n') {
    const { width, height } = PNG.sync.read(bytes)
    return { kind: 'image', mime: 'image/png', width, height }
  }
  if (!/^GIF8[79]a/.test(head)) return { fault: 'neither JPEG, PNG nor GIF' }
  const frames = gifFrames(bytes)
  if (frames > mostFrames) return { fault: `${frames} frames, at most ${mostFrames}` }
  const { width, height } = imageSize(bytes)
  return { kind: 'gif', mime: 'image/gif', width, height }
}
