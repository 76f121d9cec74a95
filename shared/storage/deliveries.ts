import type { Delivery } from '../domain/webhook-endpoint.ts'
import { dueShard, keys } from './keys.ts'
import type { Change, Table } from './table.ts'

export type DeliveryRef = Pick<Delivery, 'user_id' | 'endpoint_id' | 'event_id'>

const keyOf = ({ user_id, endpoint_id, event_id }: DeliveryRef) =>
  keys.delivery(user_id, endpoint_id, event_id)
const shard = ({ event_id }: DeliveryRef) => dueShard('SEND', event_id)

export const getDelivery = (table: Table, ref: DeliveryRef): Promise<Delivery | undefined> =>
  table.get<Delivery>(keyOf(ref), { consistent: true })

/** False: it is there already, however far it got. */
export const createDelivery = (table: Table, delivery: Delivery): Promise<boolean> =>
  table.put(keyOf(delivery), { ...delivery, due_shard: shard(delivery) }, { if: 'attribute_not_exists(pk)' })

/** Moves a pending delivery that nobody else has moved since `seen`: its number says so. */
export const moveDelivery = (
  table: Table,
  seen: Delivery,
  change: Change & { set?: Partial<Delivery> },
): Promise<Delivery | undefined> =>
  table.update<Delivery>(
    keyOf(seen),
    { ...change, add: { wake: 1 } },
    { if: '#state = :pending AND #wake = :wake', values: { pending: 'pending', wake: seen.wake } },
  )

/** Ends it; the sweeper looks no more. */
export const endDelivery = (
  table: Table,
  seen: Delivery,
  state: 'delivered' | 'failed',
): Promise<Delivery | undefined> =>
  moveDelivery(table, seen, { set: { state }, remove: ['due', 'due_shard'] })

/** From the first try again, whatever became of the earlier ones. */
export const restartDelivery = (
  table: Table,
  seen: Delivery,
  { due, ttl }: { due: number; ttl: number },
): Promise<Delivery | undefined> =>
  table.update<Delivery>(
    keyOf(seen),
    { set: { state: 'pending', tries: 0, due, ttl, due_shard: shard(seen) }, add: { wake: 1 } },
    { if: '#wake = :wake', values: { wake: seen.wake } },
  )
