import { keys } from './keys.ts'
import type { Table } from './table.ts'

interface Waiting {
  waiting: number
}

/**
 * Takes one of `max` places, over all functions of a stage, for somebody who waits at most `windowMs`. Places are
 * counted in the window of the clock in which they were taken, so that what a killed function left is over with it.
 * @returns what gives the place back; undefined when all are taken
 */
export async function takePlace(
  table: Table,
  { max, windowMs, now }: { max: number; windowMs: number; now: number },
): Promise<(() => Promise<void>) | undefined> {
  const window = Math.floor(now / windowMs)
  const key = keys.waiting(window)
  // Of the window before, some may wait still; of older ones nobody does.
  const before = await table.get<Waiting>(keys.waiting(window - 1))
  const free = max - (before?.waiting ?? 0)
  const taken =
    free > 0 &&
    (await table.update<Waiting>(
      key,
      { add: { waiting: 1 }, set: { v: 1, ttl: Math.ceil((now + 2 * windowMs) / 1000) } },
      { if: 'attribute_not_exists(pk) OR #waiting < :free', values: { free } },
    ))
  if (!taken) return undefined
  return async () => {
    await table.update(key, { add: { waiting: -1 } }, { if: 'attribute_exists(pk)' })
  }
}
