import { createReadStream, createWriteStream, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

const types: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.webm': 'video/webm',
}

const goodName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/

/** Files that people put here with `curl -T`, to be named as media of a post. */
export function openMediaShelf(folder: string) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let uploads = 0

  return async (
    name: string,
    message: IncomingMessage,
    response: ServerResponse,
    url: string,
  ): Promise<void> => {
    const refuse = (status: number, text: string) => void response.writeHead(status).end(`${text}\n`)
    if (!goodName.test(name))
      return refuse(400, 'A name is up to 120 letters, digits, dots, dashes and underscores')
    const path = join(folder, name)
    if (message.method === 'PUT') {
      uploads += 1
      const part = join(folder, `.part-${process.pid}-${uploads}`)
      try {
        await pipeline(message, createWriteStream(part, { mode: 0o600 }))
        renameSync(part, path)
      } finally {
        rmSync(part, { force: true })
      }
      return void response
        .writeHead(201, { 'content-type': 'application/json' })
        .end(`${JSON.stringify({ url })}\n`)
    }
    if (message.method !== 'GET' && message.method !== 'HEAD') return refuse(405, 'PUT, GET or HEAD')
    const size = statSync(path, { throwIfNoEntry: false })?.size
    if (size === undefined) return refuse(404, 'No such file; put one here first')
    response.writeHead(200, {
      'content-type': types[extname(name).toLowerCase()] ?? 'application/octet-stream',
      'content-length': size,
      'x-content-type-options': 'nosniff',
    })
    if (message.method === 'HEAD') return void response.end()
    await pipeline(createReadStream(path), response)
  }
}
