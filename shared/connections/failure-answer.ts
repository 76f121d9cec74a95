import { AppError, catalogue } from '../domain/errors.ts'
import { consequences } from '../domain/failure.ts'
import type { PlatformFailure } from '../platforms/failures.ts'

/** A network's refusal as the answer to a caller who waits for it. */
export function answerTo({ failure }: PlatformFailure, now: number): AppError {
  const { code } = consequences[failure.class]
  const silent = failure.class === 'retry' && failure.details.status_code === undefined
  return new AppError(
    silent ? 'platform_unavailable' : catalogue[code].status === 0 ? 'platform_error' : code,
    failure.userMessage,
    {
      ...(failure.retryAt === undefined
        ? {}
        : { retryAfter: Math.max(1, Math.ceil((failure.retryAt - now) / 1000)) }),
    },
  )
}
