import type { IncomingMessage } from 'node:http'
import type { Resolve } from './safe-lookup.ts'
import { safeRequest } from './safe-request.ts'
import { type BodyRules, FetchFailedError, type SafeResponse, safeResponse } from './safe-response.ts'
import { checkUrl, type Exceptions, isExcepted, UnsafeUrlError } from './safe-url.ts'

export interface SafeFetchOptions extends BodyRules {
  /** For everything: names, redirects and the body to its end. */
  deadlineMs: number
  exceptions?: Exceptions
  method?: 'GET' | 'HEAD'
  /** Sent to the URL's own origin only, not to where it redirects. */
  headers?: Record<string, string>
  signal?: AbortSignal
  resolve?: Resolve
}

const maxRedirects = 3

/**
 * Asks an outside URL: https on public addresses only, at each redirect, within size and deadline.
 * Throws UnsafeUrlError when a hop may not be asked, FetchFailedError when it gave no usable 2xx answer,
 * and the caller's own reason when `signal` was aborted.
 */
export async function safeFetch(url: string, options: SafeFetchOptions): Promise<SafeResponse> {
  const deadline = AbortSignal.timeout(options.deadlineMs)
  const signal = AbortSignal.any([deadline, ...(options.signal ? [options.signal] : [])])
  let exceptions = options.exceptions
  let target = checkUrl(url, exceptions)
  const { origin } = target

  const explain = (cause: unknown): unknown => {
    if (cause instanceof UnsafeUrlError || cause instanceof FetchFailedError) return cause
    if (options.signal?.aborted) return options.signal.reason
    if (deadline.aborted)
      return new FetchFailedError('timeout', `${target.host} took more than ${options.deadlineMs} ms.`, {
        cause,
      })
    return new FetchFailedError('unreachable', `${target.host} could not be read.`, { cause })
  }

  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    // A public host may not redirect into an excepted folder.
    if (!isExcepted(target, exceptions)) exceptions = undefined
    const headers = target.origin === origin ? options.headers : {}
    const message = await safeRequest(target, {
      method: options.method ?? 'GET',
      resolve: options.resolve,
      headers,
      signal,
      trusted: exceptions !== undefined,
    }).catch((cause) => {
      throw explain(cause)
    })
    try {
      const location = redirection(message)
      if (location === undefined) return safeResponse(message, { url: target.href, rules: options, explain })
      target = checkUrl(URL.parse(location, target.href)?.href ?? location, exceptions)
    } catch (cause) {
      message.destroy()
      throw cause
    }
    message.destroy()
  }
  throw new FetchFailedError('status', `More than ${maxRedirects} redirects.`)
}

function redirection({ statusCode, headers }: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode!) ? headers.location : undefined
}
