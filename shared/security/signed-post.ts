import http from 'node:http'
import https from 'node:https'
import { signedHeaders } from './signature.ts'

export interface SignedPost {
  /** The operator's own choice: it is no URL of a caller. */
  url: string
  secret: string
  body: object
  headers?: Record<string, string>
  now: number
  deadlineMs: number
}

/** Posts once, signed, following nothing. @returns the status of the answer; undefined when there was none in time */
export function signedPost(post: SignedPost): Promise<number | undefined> {
  const url = new URL(post.url)
  const body = JSON.stringify(post.body)
  const signed = { method: 'POST', path: `${url.pathname}${url.search}`, body }
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((resolve) => {
    const outgoing = request(url, {
      method: 'POST',
      headers: {
        'user-agent': 'CreativeFlow',
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...post.headers,
        ...signedHeaders(post.secret, signed, post.now),
      },
      agent: false,
      signal: AbortSignal.timeout(post.deadlineMs),
    })
    outgoing.on('error', () => resolve(undefined))
    outgoing.on('response', (answer) => {
      resolve(answer.statusCode)
      answer.destroy()
    })
    outgoing.end(body)
  })
}
