import { buffer } from 'node:stream/consumers'
import { decode } from 'jpeg-js'

// Run by decode-jpeg.ts: a JPEG on standard input, its size (or null) as JSON on standard output.

const bytes = await buffer(process.stdin)
console.log(JSON.stringify(sizeOf(bytes)))

function sizeOf(jpeg: Buffer): { width: number; height: number } | null {
  try {
    const { width, height } = decode(jpeg, {
      useTArray: true,
      tolerantDecoding: false,
      maxMemoryUsageInMB: 1024,
    })
    return { width, height }
  } catch {
    // The decoder throws on damage, with words of its own.
    return null
  }
}
