import { AppError, catalogue } from '../domain/errors.ts'
import { consequences } from '../domain/failure.ts'
import type { PlatformFailure } from '../platforms/failures.ts'

/** Where the network doesn't say when its limit ends. */
const limitMs = 60_000

/** A network's refusal as the answer to a caller who waits for it. */
export function answerTo({ failure }: PlatformFailure, now: number): AppError {
  const { code } = consequences[failure.class]
  const retryAt = failure.retryAt ?? (failure.class === 'rate_limited' ? now + limitMs : undefined)
  const silent = failure.class === 'retry' && failure.details.status_code === undefined
  return new AppError(
    silent ? 'platform_unavailable' : catalogue[code].status === 0 ? 'platform_error' : code,
    failure.userMessage,
    {
      ...(retryAt === undefined ? {} : { retryAfter: Math.max(1, Math.ceil((retryAt - now) / 1000)) }),
    },
  )
}
