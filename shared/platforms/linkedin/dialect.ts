import * as z from 'zod/mini'
import type { Dialect } from '../failures.ts'

const word = z.catch(z.optional(z.pipe(z.union([z.string(), z.number()]), z.transform(String))), undefined)

/** Any of these may be missing. The last two are OAuth's. */
const body = z.object({
  code: word,
  serviceErrorCode: word,
  message: word,
  errorDetails: z.catch(
    z.optional(z.object({ inputErrors: z.array(z.object({ code: word, description: word })) })),
    undefined,
  ),
  error: word,
  error_description: word,
})

const dayMs = 86_400_000
/** Not everybody at the same second of the new day. */
const spreadMs = 10 * 60_000

/** Reads LinkedIn's errors. `code` is the most special one given, `subcode` the service's number. */
export const dialect: Dialect = {
  read({ status, headers, json, text }) {
    const requestId = headers.get('x-li-uuid') ?? headers.get('x-li-request-id') ?? undefined
    const parsed = body.safeParse(json)
    if (!parsed.success) return { status, headers, requestId, message: text.slice(0, 300) }
    const { code, serviceErrorCode, message, errorDetails, error, error_description } = parsed.data
    const inputErrors = errorDetails?.inputErrors ?? []
    const special = inputErrors.find((one) => one.code)?.code ?? code ?? error
    return {
      status,
      headers,
      requestId,
      ...(special === undefined ? {} : { code: special }),
      ...(serviceErrorCode === undefined ? {} : { subcode: serviceErrorCode }),
      message: [message ?? error_description, ...inputErrors.map(({ description }) => description)]
        .filter(Boolean)
        .join(' '),
    }
  },

  // Daily counters start anew at 00:00 UTC, and no header says so; other limits pass in minutes, unsaid.
  limitEnds({ message = '' }, now) {
    if (!/\bDAY\b|tomorrow/i.test(message)) return undefined
    return (Math.floor(now / dayMs) + 1) * dayMs + Math.ceil(Math.random() * spreadMs)
  },
}
