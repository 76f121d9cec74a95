import * as z from 'zod/mini'
import type { Dialect } from '../failures.ts'
import { graphDialect } from '../meta/dialect.ts'

// rupload.facebook.com has words of its own; its `retriable` is not trustworthy.
const uploadError = z.object({
  debug_info: z.object({ type: z.string(), message: z.optional(z.string()) }),
})

/** As all of Meta's hosts say no, and the upload host. */
export const dialect: Dialect = {
  ...graphDialect,
  read(answer) {
    const upload = uploadError.safeParse(answer.json)
    if (!upload.success) return graphDialect.read(answer)
    const { type, message } = upload.data.debug_info
    return { status: answer.status, headers: answer.headers, code: type, message }
  },
}
