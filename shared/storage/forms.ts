import type { SocialConnection } from '../domain/social-connection.ts'
import { keys } from './keys.ts'
import type { Table } from './table.ts'

const minuteMs = 60_000

/**
 * Counts one more form of a post, made with this connection within a minute of the clock.
 * @returns undefined; or, when there were `max` of them already, the ms until that minute is over
 */
export async function countForm(
  table: Table,
  { user_id, id }: Pick<SocialConnection, 'user_id' | 'id'>,
  { max, now }: { max: number; now: number },
): Promise<number | undefined> {
  const minute = Math.floor(now / minuteMs)
  const counted = await table.update(
    keys.forms(user_id, id, minute),
    { add: { made: 1 }, set: { v: 1, ttl: Math.ceil(now / 1000) + 3600 } },
    { if: 'attribute_not_exists(pk) OR #made < :max', values: { max } },
  )
  return counted ? undefined : (minute + 1) * minuteMs - now
}
