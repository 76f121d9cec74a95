import * as z from 'zod/mini'
import { PlatformFailure } from '../failures.ts'
import type { Answer } from '../request.ts'

/** Numeric strings of 18 and more digits. */
export const id = z.string().check(z.regex(/^\d+$/))

/** An end of list is `null`. */
export const bookmark = z.nullish(z.string().check(z.minLength(1)))

/** Declared a date-time; one without a zone is UTC. Undefined when it can't be read. */
export const time = z.pipe(
  z.nullish(z.string()),
  z.transform((text) => {
    if (!text) return undefined
    const at = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`)
    return Number.isNaN(at) ? undefined : at
  }),
)

/** Reads a good answer. @throws PlatformFailure when it isn't what Pinterest documents */
export function read<T>(schema: z.ZodMiniType<T>, answer: Answer): T {
  const parsed = schema.safeParse(answer.json)
  if (parsed.success) return parsed.data
  throw new PlatformFailure(
    {
      class: 'retry',
      userMessage: 'Pinterest gave an answer that could not be read.',
      details: { status_code: answer.status, message: z.prettifyError(parsed.error).slice(0, 300) },
      row: 'unreadable-answer',
    },
    parsed.error,
  )
}
