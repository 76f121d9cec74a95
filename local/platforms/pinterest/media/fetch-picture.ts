import * as http from 'node:http'
import * as https from 'node:https'
import { Refusal } from '../../kit/server.ts'
import { imageTooLarge, notFetched } from '../problems.ts'
import { largestPicture } from './decode-picture.ts'

/**
 * Fetches as the network does while its caller waits: one GET, no redirect followed. Plain http and loopback are let through,
 * since this runs on one machine. Whatever fails is "could not fetch the image".
 */
export async function fetchPicture(address: string, timeoutMs: number): Promise<Buffer> {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) throw notFetched()
  try {
    const response = await get(new URL(address), AbortSignal.timeout(timeoutMs))
    if (response.statusCode !== 200) {
      response.destroy()
      throw notFetched()
    }
    return await collect(response)
  } catch (error) {
    throw error instanceof Refusal ? error : notFetched()
  }
}

function get(url: URL, signal: AbortSignal): Promise<http.IncomingMessage> {
  const { get } = url.protocol === 'https:' ? https : http
  const headers = { 'user-agent': 'Pinterestbot/1.0', 'accept-encoding': 'identity' }
  return new Promise((resolve, reject) => {
    get(url, { agent: false, signal, headers }, resolve).on('error', reject)
  })
}

async function collect(response: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestPicture) throw imageTooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
