import * as z from 'zod/mini'
import type { Dialect } from '../failures.ts'

const words = z.catch(z.optional(z.string()), undefined)

/** `code` is a number of Pinterest's own or the HTTP status again; the token endpoint may use OAuth's `error`. */
const body = z.object({
  code: z.catch(z.optional(z.union([z.string(), z.number()])), undefined),
  message: words,
  message_detail: words,
  details: words,
  error: words,
  error_description: words,
})

const longestWaitSeconds = 900

/** Reads the errors of Pinterest, and of the store that takes its uploads (XML with a word as code). */
export const dialect: Dialect = {
  read({ status, headers, json, text }) {
    const requestId = headers.get('x-pinterest-rid') ?? headers.get('x-amz-request-id') ?? undefined
    const about = { status, headers, ...(requestId === undefined ? {} : { requestId }) }
    const parsed = body.safeParse(json)
    if (!parsed.success) {
      const code = element(text, 'Code')
      const message = element(text, 'Message') ?? text.slice(0, 300)
      return { ...about, message, ...(code === undefined ? {} : { code }) }
    }
    const { code, message, message_detail, details, error, error_description } = parsed.data
    const named = code ?? error
    return {
      ...about,
      ...(named === undefined ? {} : { code: String(named) }),
      message: [message, message_detail, details, error_description].filter(Boolean).join(' '),
    }
  },

  // The unit of the reset is documented nowhere: read as seconds, and never far.
  limitEnds({ headers }, now) {
    const seconds = ['retry-after', 'x-ratelimit-reset']
      .map((name) => Number.parseFloat(headers.get(name) ?? ''))
      .find((value) => value >= 0)
    return seconds === undefined ? undefined : now + Math.min(Math.max(seconds, 1), longestWaitSeconds) * 1000
  },
}

const element = (xml: string, name: string): string | undefined =>
  xml.match(new RegExp(`<${name}>([^<]*)</${name}>`))?.[1]
