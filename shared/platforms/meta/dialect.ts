import * as z from 'zod/mini'
import type { Dialect } from '../failures.ts'
import { regainMs, usedUp } from './usage.ts'

const hourMs = 3_600_000
const number = z.pipe(z.union([z.number(), z.string()]), z.transform(String))

const graphError = z.object({
  error: z.object({
    message: z.optional(z.string()),
    code: z.optional(number),
    error_subcode: z.optional(number),
    error_user_msg: z.optional(z.string()),
    fbtrace_id: z.optional(z.string()),
  }),
})

// The code exchange of Instagram Login speaks its own form.
const loginError = z.object({ error_type: z.string(), code: z.optional(number), error_message: z.string() })

// Both words, since the one for developers and the one for people name different halves of the cause.
const wordsOf = (...words: (string | undefined)[]): string | undefined =>
  words.filter(Boolean).join(': ') || undefined

/** How Meta says no on all its hosts. `type` is unreliable, so code and subcode are all that counts. */
export const graphDialect: Dialect = {
  read({ status, headers, json }) {
    const base = { status, headers, requestId: headers.get('x-fb-trace-id') ?? undefined }
    const graph = graphError.safeParse(json)
    if (graph.success) {
      const { code, error_subcode, message, error_user_msg, fbtrace_id } = graph.data.error
      return {
        ...base,
        code,
        subcode: error_subcode,
        message: wordsOf(message, error_user_msg),
        requestId: fbtrace_id ?? base.requestId,
      }
    }
    const login = loginError.safeParse(json)
    return login.success ? { ...base, code: login.data.code, message: login.data.error_message } : base
  },
  usedUp,
  limitEnds({ code, subcode, headers }, now) {
    // The posts of a moving day: Meta doesn't say when the oldest leaves it.
    if (code === '9' && subcode === '2207042') return now + hourMs
    const regain = regainMs(headers)
    return regain === undefined ? undefined : now + regain
  },
}
