import { setTimeout as pause } from 'node:timers/promises'
import type { Platform } from '../domain/platform.ts'
import { classify, type Dialect, type FailureRow, PlatformFailure, type UsedUp } from './failures.ts'
import { losslessJson } from './lossless-json.ts'

/** A call that may be repeated: it makes nothing visible. */
export interface PlatformCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  /** Method and path pattern; the only form in which a URL is logged. */
  route: string
  token?: string
  headers?: Record<string, string>
  query?: Record<string, string | undefined>
  form?: Record<string, string | undefined>
  json?: unknown
  multipart?: FormData
  /** A file or a part of it; its type stands in `headers`. */
  bytes?: Uint8Array<ArrayBuffer>
  timeoutMs?: number
  /** False for calls that spend something (one-time codes and refresh tokens). */
  repeat?: boolean
}

/** The one request that makes a post live, whole and ready. */
export interface CommitRequest {
  method: 'POST' | 'PUT'
  url: string
  route: string
  headers: Record<string, string>
  body: string | Buffer
}

export interface Answer {
  status: number
  headers: Headers
  json: unknown
  text: string
}

/** What a platform folder needs to talk to its network. */
export interface Network {
  platform: Platform
  app: { clientId: string; clientSecret: string }
  /** Origins by the names the definition gives them, without a trailing slash. */
  hosts: Record<string, string>
  /** Instead of the definition's, where the app was not granted all of them. */
  scopes?: readonly string[]
  dialect: Dialect
  errors: readonly FailureRow[]
  now(): number
  /** What the newest good answer said of it. */
  usedUp?: UsedUp | undefined
  /** @returns a 2xx answer @throws PlatformFailure otherwise, and when no answer came */
  call(request: PlatformCall): Promise<Answer>
}

export interface Retries {
  max: number
  delayMs: number
  factor: number
}

export interface NetworkOptions
  extends Pick<Network, 'platform' | 'app' | 'hosts' | 'scopes' | 'dialect' | 'errors' | 'now'> {
  retries: Retries
  /** All calls of this client end within it, ms; without it each has its own time alone. */
  budgetMs?: number
  /** One line per call: origin, route, status, ms. A good answer is detail. */
  log(line: Record<string, unknown>, isGood: boolean): void
}

const defaultTimeoutMs = 15_000

/** Builds a network's client. Safe calls are repeated on `retry` failures; nothing here makes a post live. */
export function createNetwork(options: NetworkOptions): Network {
  const { retries, log, budgetMs = Number.POSITIVE_INFINITY, ...identity } = options
  // Of the machine's own clock: time that is set does not count.
  const end = performance.now() + budgetMs
  const network: Network = {
    ...identity,
    async call(request) {
      for (let attempt = 0; ; attempt += 1) {
        try {
          return await callOnce(network, request, { log, timeLeft: end - performance.now() })
        } catch (error) {
          const repeatable = error instanceof PlatformFailure && error.failure.class === 'retry'
          const delay = retries.delayMs * retries.factor ** attempt
          const timeIsUp = performance.now() + delay >= end
          if (!repeatable || request.repeat === false || attempt >= retries.max || timeIsUp) throw error
          await pause(delay)
        }
      }
    },
  }
  return network
}

async function callOnce(
  network: Network,
  request: PlatformCall,
  { log, timeLeft }: { log: NetworkOptions['log']; timeLeft: number },
): Promise<Answer> {
  if (timeLeft <= 0) throw new PlatformFailure(silence())
  const started = performance.now()
  const url = withQuery(request.url, request.query)
  const outcome = (status: number | string, isGood = false) =>
    log(
      {
        msg: 'network call',
        origin: url.origin,
        route: request.route,
        status,
        ms: Math.round(performance.now() - started),
      },
      isGood,
    )
  let answer: Answer
  try {
    const response = await fetch(url, {
      method: request.method,
      headers: headersOf(request),
      body: bodyOf(request) ?? null,
      redirect: 'manual',
      signal: AbortSignal.timeout(Math.ceil(Math.min(request.timeoutMs ?? defaultTimeoutMs, timeLeft))),
    })
    answer = answerOf(response.status, response.headers, await response.text())
  } catch (cause) {
    outcome('no answer')
    throw new PlatformFailure(silence(), cause)
  }
  const isGood = answer.status >= 200 && answer.status < 300
  outcome(answer.status, isGood)
  if (isGood) {
    network.usedUp = network.dialect.usedUp?.(answer.headers, { now: network.now(), onCommit: false })
    return answer
  }
  throw new PlatformFailure(
    classify(network.errors, network.dialect, network.dialect.read(answer), {
      onCommit: false,
      now: network.now(),
    }),
  )
}

const silence = () => ({
  class: 'retry' as const,
  userMessage: 'The network did not answer.',
  details: { message: 'no answer' },
  row: 'no-answer',
})

function withQuery(base: string, query: PlatformCall['query']): URL {
  const url = new URL(base)
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined) url.searchParams.set(name, value)
  return url
}

function headersOf(request: PlatformCall): Record<string, string> {
  return {
    accept: 'application/json',
    ...(request.token ? { authorization: `Bearer ${request.token}` } : {}),
    ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...request.headers,
  }
}

function bodyOf(
  request: PlatformCall,
): string | URLSearchParams | FormData | Uint8Array<ArrayBuffer> | undefined {
  if (request.json !== undefined) return JSON.stringify(request.json)
  if (request.multipart) return request.multipart
  if (request.bytes) return request.bytes
  if (!request.form) return undefined
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(request.form)) if (value !== undefined) form.set(name, value)
  return form
}

/** An answer with its JSON read; integers beyond 2^53 become strings, so that no id is ever rounded. */
export function answerOf(status: number, headers: Headers, text: string): Answer {
  // Networks answer HTML when they are down; the text is kept.
  return { status, headers, json: losslessJson(text), text }
}
