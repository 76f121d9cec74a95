import * as z from 'zod/mini'
import { PlatformFailure } from '../failures.ts'
import type { Answer } from '../request.ts'

/** Reads a good answer. @throws PlatformFailure when it isn't what X documents */
export function read<T>(schema: z.ZodMiniType<T>, answer: Answer): T {
  const parsed = schema.safeParse(answer.json)
  if (parsed.success) return parsed.data
  throw new PlatformFailure(
    {
      class: 'retry',
      userMessage: 'X gave an answer that could not be read.',
      details: { status_code: answer.status, message: z.prettifyError(parsed.error).slice(0, 300) },
      row: 'unreadable-answer',
    },
    parsed.error,
  )
}
