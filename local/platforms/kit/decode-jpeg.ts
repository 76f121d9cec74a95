import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('decode-jpeg-process.ts', import.meta.url))

/**
 * Decodes a JPEG to its end; undefined when it is damaged. In a process of its own: a picture takes up to a second
 * of CPU, and leaves some 80 MB behind that are never given back.
 */
export function decodeJpeg(bytes: Buffer): Promise<{ width: number; height: number } | undefined> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [program], (error, stdout) => {
      if (error) reject(error)
      else resolve(JSON.parse(stdout) ?? undefined)
    })
    // A child that ended before it had read all of it is told of by its exit.
    child.stdin?.on('error', () => undefined).end(bytes)
  })
}
