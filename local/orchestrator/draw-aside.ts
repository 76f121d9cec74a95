import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Canvas } from './draw.ts'

const program = fileURLToPath(new URL('draw-process.ts', import.meta.url))
const mostBytes = 100_000_000

/**
 * Draws a picture per prompt, in base64. In a process of its own: half a second of CPU each would hold up whatever
 * else this one does to the second.
 */
export function drawAside(prompts: string[], canvas: Canvas): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [program], { maxBuffer: mostBytes }, (error, stdout) => {
      if (error) reject(error)
      else resolve(JSON.parse(stdout) as string[])
    })
    child.stdin?.on('error', () => undefined).end(JSON.stringify({ prompts, canvas }))
  })
}
