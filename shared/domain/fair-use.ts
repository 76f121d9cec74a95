import { AppError } from './errors.ts'

/** What one user may begin in a UTC day and have under way at once, so that none spends a network's limits of all. */
export interface FairUse {
  perDay: number
  inFlight: number
}

type Counted = 'jobs' | 'generations'

/** @param ends when the day does, ms */
export function tooManyToday(
  counted: Counted,
  { perDay }: FairUse,
  { ends, now }: { ends: number; now: number },
): AppError {
  const resets = new Date(ends).toISOString()
  return new AppError(
    'usage_limit',
    `Of one user ${perDay} ${counted} a day are accepted; the next day begins at ${resets}.`,
    {
      reason: `${counted}_per_day`,
      retryAfter: Math.ceil((ends - now) / 1000),
      more: { resets_at: resets },
    },
  )
}

/** @param countedAgainMs when it can be another answer at the earliest */
export const tooManyInFlight = (counted: Counted, { inFlight }: FairUse, countedAgainMs: number): AppError =>
  new AppError(
    'usage_limit',
    `Of one user ${inFlight} ${counted} may be under way at once; some of them must end first.`,
    { reason: `${counted}_in_flight`, retryAfter: Math.ceil(countedAgainMs / 1000) },
  )
