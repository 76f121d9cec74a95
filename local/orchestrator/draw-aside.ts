import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Canvas } from './draw.ts'

const program = fileURLToPath(new URL('draw-process.ts', import.meta.url))
const mostBytes = 100_000_000

/** The newest few, by what was asked. */
const drawn = new Map<string, Promise<string[]>>()
const mostDrawn = 4

/** Draws a picture per prompt, in base64; the same words make the same one, so asked again it is at hand. */
export function drawAside(prompts: string[], canvas: Canvas): Promise<string[]> {
  const asked = JSON.stringify({ prompts, canvas })
  const known = drawn.get(asked)
  if (known) return known
  const drawing = drawInProcess(asked)
  drawing.catch(() => drawn.delete(asked))
  drawn.set(asked, drawing)
  if (drawn.size > mostDrawn) drawn.delete(drawn.keys().next().value!)
  return drawing
}

/** Of its own: half a second of CPU each would hold up whatever else this one does to the second. */
function drawInProcess(asked: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [program], { maxBuffer: mostBytes }, (error, stdout) => {
      if (error) reject(error)
      else resolve(JSON.parse(stdout) as string[])
    })
    child.stdin?.on('error', () => undefined).end(asked)
  })
}
