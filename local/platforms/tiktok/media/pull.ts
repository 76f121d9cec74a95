import * as http from 'node:http'
import * as https from 'node:https'
import type { TikTok } from '../state.ts'

const largest = { video: 4 * 1024 ** 3, photo: 20 * 1024 ** 2 }

/** One GET, no redirect followed; a string is the fail reason. */
export async function pullFile(
  tiktok: TikTok,
  address: string,
  kind: 'video' | 'photo',
): Promise<Buffer | 'video_pull_failed' | 'photo_pull_failed'> {
  try {
    const response = await get(new URL(address), AbortSignal.timeout(tiktok.settings.fetch_timeout_ms))
    if (response.statusCode !== 200) {
      response.destroy()
      return `${kind}_pull_failed`
    }
    return await collect(response, largest[kind])
  } catch {
    // Refused, cut, too slow or too large: TikTok tells it as one.
    return `${kind}_pull_failed`
  }
}

function get(url: URL, signal: AbortSignal): Promise<http.IncomingMessage> {
  const { get } = url.protocol === 'https:' ? https : http
  const headers = { 'user-agent': 'TikTok-Content-Posting/1.0', 'accept-encoding': 'identity' }
  return new Promise((resolve, reject) => {
    get(url, { agent: false, signal, headers }, resolve).on('error', reject)
  })
}

async function collect(response: http.IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) throw new Error('too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
