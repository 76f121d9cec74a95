import { maxEndpoints, type WebhookEndpoint } from '../domain/webhook-endpoint.ts'
import { keys } from './keys.ts'
import type { Change, Table } from './table.ts'

/** A user's endpoints, oldest first. */
export async function listEndpoints(table: Table, userId: string): Promise<WebhookEndpoint[]> {
  const { items } = await table.query<WebhookEndpoint>({ ...keys.webhookEndpoints(userId), consistent: true })
  return items.sort((a, b) => a.created_at - b.created_at)
}

export const getEndpoint = async (
  table: Table,
  userId: string,
  id: string,
): Promise<WebhookEndpoint | undefined> =>
  (await listEndpoints(table, userId)).find((endpoint) => endpoint.id === id)

/**
 * Takes one of the user's places: as many places, as many endpoints, however many ask at once.
 * @returns the one stored under this id, ours or an earlier one; undefined when every place is taken
 */
export async function putEndpoint(
  table: Table,
  endpoint: Omit<WebhookEndpoint, 'slot'>,
): Promise<WebhookEndpoint | undefined> {
  for (let round = 0; round <= maxEndpoints; round += 1) {
    const there = await listEndpoints(table, endpoint.user_id)
    const same = there.find(({ id }) => id === endpoint.id)
    if (same) return same
    const free = slots.find((slot) => !there.some((each) => each.slot === slot))
    if (free === undefined) return undefined
    const item: WebhookEndpoint = { ...endpoint, slot: free }
    if (await table.put(keys.webhookEndpoint(item.user_id, free), item, { if: 'attribute_not_exists(pk)' }))
      return item
  }
  return undefined
}

const slots = Array.from({ length: maxEndpoints }, (_, slot) => slot)

/** Changes an endpoint that still exists. Undefined when it is gone. */
export const changeEndpoint = (
  table: Table,
  { user_id, slot, id }: WebhookEndpoint,
  change: Change & { set?: Partial<WebhookEndpoint> },
): Promise<WebhookEndpoint | undefined> =>
  table.update<WebhookEndpoint>(keys.webhookEndpoint(user_id, slot), change, {
    if: '#id = :id',
    values: { id },
  })

/** Puts a new secret in the place of the one that was read. Undefined when that is not in force, or the endpoint gone. */
export const replaceSecret = (
  table: Table,
  { user_id, slot, id, secret }: WebhookEndpoint,
  set: Required<Pick<WebhookEndpoint, 'secret' | 'previous'>>,
): Promise<WebhookEndpoint | undefined> =>
  table.update<WebhookEndpoint>(
    keys.webhookEndpoint(user_id, slot),
    { set },
    { if: '#id = :id AND #secret.#box = :seen', values: { id, seen: secret.box } },
  )

export const removeEndpoint = (
  table: Table,
  { user_id, slot, id }: WebhookEndpoint,
): Promise<WebhookEndpoint | undefined> =>
  table.remove<WebhookEndpoint>(keys.webhookEndpoint(user_id, slot), { if: '#id = :id', values: { id } })
