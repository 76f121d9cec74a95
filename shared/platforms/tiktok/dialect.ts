import * as z from 'zod/mini'
import type { Dialect } from '../failures.ts'
import { isRefusal } from './answers.ts'

const words = z.catch(z.optional(z.string()), undefined)

/** Content calls nest `error`, the token endpoint answers flat; tables say `logid`, examples `log_id`. */
const body = z.object({
  error: z.catch(
    z.optional(z.union([z.string(), z.object({ code: words, message: words, log_id: words, logid: words })])),
    undefined,
  ),
  error_description: words,
  log_id: words,
})

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Reads TikTok's errors. `code` is absent where it said none, as its upload hosts may. */
export const dialect: Dialect = {
  isRefusal,

  read({ status, headers, json, text }) {
    const parsed = body.safeParse(json)
    const { error, error_description, log_id } = parsed.success ? parsed.data : {}
    const said = typeof error === 'string' ? { code: error, message: error_description } : error
    const code = said?.code || undefined
    const message = said?.message || (code ? undefined : text.slice(0, 300))
    const requestId =
      (typeof error === 'object' ? (error.log_id ?? error.logid) : log_id) ??
      headers.get('x-tt-logid') ??
      undefined
    return {
      status,
      headers,
      ...(code ? { code } : {}),
      ...(message ? { message } : {}),
      ...(requestId ? { requestId } : {}),
    }
  },

  // No header tells. The limits of a minute slide; those of a day free at a moment TikTok doesn't name, so each
  // hour is a try.
  limitEnds({ code }, now) {
    return now + (code === 'rate_limit_exceeded' || !code ? minuteMs : hourMs)
  },
}
