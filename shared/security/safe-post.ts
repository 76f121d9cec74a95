import type { Resolve } from './safe-lookup.ts'
import { safeRequest } from './safe-request.ts'
import { checkUrl, type Exceptions, isExcepted } from './safe-url.ts'

export interface SafePostOptions {
  headers: Record<string, string>
  body: string
  /** Until the answer's head. */
  deadlineMs: number
  exceptions?: Exceptions | undefined
  resolve?: Resolve
}

/**
 * Posts to an outside URL, under the rules of `safeFetch`, and follows no redirect.
 * @returns the status of the answer; its body is not read
 * @throws UnsafeUrlError when the URL, or what its name resolves to now, may not be asked; else whatever went wrong
 */
export async function safePost(url: string, options: SafePostOptions): Promise<number> {
  const target = checkUrl(url, options.exceptions)
  const { headers, body, resolve } = options
  const message = await safeRequest(target, {
    method: 'POST',
    headers,
    body,
    signal: AbortSignal.timeout(options.deadlineMs),
    trusted: isExcepted(target, options.exceptions),
    resolve,
  })
  message.destroy()
  return message.statusCode!
}
