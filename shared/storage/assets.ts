import { type Asset, type AssetStatus, assetSourcesOf, isThere } from '../domain/asset.ts'
import { dueShard, keys } from './keys.ts'
import { newestFirst, type PageWanted } from './newest-first.ts'
import { recent, type Table } from './table.ts'

type AssetRef = Pick<Asset, 'user_id' | 'id'>
type Changes = Partial<Omit<Asset, 'user_id' | 'id' | 'status' | 'key'>>

export const getAsset = (table: Table, { user_id, id }: AssetRef): Promise<Asset | undefined> =>
  table.get<Asset>(keys.asset(user_id, id), { consistent: true })

/** Whether it is ready is read for certain only where it seems not to be. */
export const recentAsset = (table: Table, { user_id, id }: AssetRef): Promise<Asset | undefined> =>
  recent<Asset>(table, keys.asset(user_id, id), ({ status }) => status === 'ready')

/** Writes a new asset. @returns the one that is there, which is another's work where the id was known already */
export async function createAsset(table: Table, asset: Asset): Promise<Asset> {
  const item = { ...asset, due_shard: dueShard('LOOK', asset.id) }
  const key = keys.asset(asset.user_id, asset.id)
  if (await table.put(key, item, { if: 'attribute_not_exists(pk)' })) return asset
  return (await getAsset(table, asset)) ?? asset
}

/**
 * The one writer of assets: a conditional update of one item, its condition derived from the table of transitions.
 * @returns undefined when it was refused, also when an earlier answer to this very write was lost: read, then judge
 */
export function changeAsset(
  table: Table,
  { user_id, id }: AssetRef,
  change: {
    to?: AssetStatus
    set?: Changes
    add?: { claims: number }
    if?: string
    values?: Record<string, unknown>
  },
): Promise<Asset | undefined> {
  const moves = change.to ? assetSourcesOf(change.to) : []
  return table.update<Asset>(
    keys.asset(user_id, id),
    {
      set: { ...change.set, ...(change.to ? { status: change.to } : {}) },
      ...(change.add ? { add: change.add } : {}),
    },
    {
      if: [
        'attribute_exists(pk)',
        ...(change.to ? [`#status IN (${moves.map((_, n) => `:source_${n}`).join(', ')})`] : []),
        ...(change.if ? [`(${change.if})`] : []),
      ].join(' AND '),
      values: {
        ...change.values,
        ...Object.fromEntries(moves.map((status, n) => [`source_${n}`, status])),
      },
    },
  )
}

/** The last step of a deletion. */
export const removeAsset = (table: Table, { user_id, id }: AssetRef): Promise<Asset | undefined> =>
  table.remove<Asset>(keys.asset(user_id, id), { if: '#status = :status', values: { status: 'gone' } })

/** A page of a user's assets, newest first. */
export const pageOfAssets = (table: Table, userId: string, page: PageWanted) =>
  newestFirst<Asset>(table, keys.assets(userId), { ...page, counts: ({ status }) => isThere(status) })

/** A job that needs an asset, as far as is known: its own state decides. */
export interface AssetUse {
  v: 1
  job_id: string
  /** Of the job, from which on it needs the asset. */
  version: number
  at: number
  ttl: number
}

export async function putAssetUse(
  table: Table,
  { user_id, id }: AssetRef,
  use: Omit<AssetUse, 'v'>,
): Promise<void> {
  await table.put(keys.assetUse(user_id, id, use.job_id), { v: 1, ...use })
}

/** Everybody who may need it. */
export async function assetUses(table: Table, { user_id, id }: AssetRef): Promise<AssetUse[]> {
  const uses: AssetUse[] = []
  let after: Record<string, unknown> | undefined
  do {
    const page = await table.query<AssetUse>({
      ...keys.assetUses(user_id, id),
      consistent: true,
      ...(after ? { after } : {}),
    })
    uses.push(...page.items)
    after = page.next
  } while (after)
  return uses
}
