import * as http from 'node:http'
import * as https from 'node:https'
import { GraphError } from './graph-error.ts'

export interface FetchLimits {
  maxBytes: number
  timeoutMs: number
  signal: AbortSignal
  /** What is thrown when more than `maxBytes` come, when nothing usable comes, and after the time limit. */
  tooLarge: () => GraphError
  unfetchable: () => GraphError
  timedOut: () => GraphError
}

/**
 * Fetches as the network's crawler does: one GET, no redirect followed, ASCII URLs only. Plain http and loopback are let
 * through, since this runs on one machine.
 */
export async function fetchMedia(address: string, limits: FetchLimits): Promise<Buffer> {
  const { unfetchable, timedOut } = limits
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(address) || !URL.canParse(address)) throw unfetchable()
  const deadline = AbortSignal.timeout(limits.timeoutMs)
  try {
    const response = await get(new URL(address), AbortSignal.any([limits.signal, deadline]))
    if (response.statusCode !== 200) {
      response.destroy()
      throw unfetchable()
    }
    return await collect(response, limits)
  } catch (error) {
    if (error instanceof GraphError) throw error
    throw deadline.aborted ? timedOut() : unfetchable()
  }
}

function get(url: URL, signal: AbortSignal): Promise<http.IncomingMessage> {
  const { get } = url.protocol === 'https:' ? https : http
  const headers = { 'user-agent': 'facebookexternalhit/1.1', 'accept-encoding': 'identity' }
  return new Promise((resolve, reject) => {
    get(url, { agent: false, signal, headers }, resolve).on('error', reject)
  })
}

async function collect(response: http.IncomingMessage, limits: FetchLimits): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limits.maxBytes) throw limits.tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
