import type * as z from 'zod/mini'
import { PlatformFailure } from '../failures.ts'
import type { Answer } from '../request.ts'

/**
 * A 2xx answer read by a schema.
 * @throws PlatformFailure `retry` when Meta answered something else: nothing was learnt from it
 */
export function readAnswer<T>(schema: z.ZodMiniType<T>, answer: Answer): T {
  const read = schema.safeParse(answer.json)
  if (read.success) return read.data
  throw new PlatformFailure(
    {
      class: 'retry',
      userMessage: 'The network answered in a form we do not know.',
      details: { status_code: answer.status, message: 'unreadable answer' },
      row: 'unreadable-answer',
    },
    read.error,
  )
}
