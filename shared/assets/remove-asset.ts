import { randomUUID } from 'node:crypto'
import { type Asset, uploadKey } from '../domain/asset.ts'
import { isEnded } from '../domain/publish-job.ts'
import { lookAfterMs } from '../domain/queues.ts'
import { type AssetUse, assetUses, changeAsset, getAsset, removeAsset } from '../storage/assets.ts'
import { getContent, getJob } from '../storage/jobs.ts'
import { keptMs } from './lifetime.ts'
import type { AssetServices } from './services.ts'

type RemovingServices = Pick<AssetServices, 'table' | 'bucket' | 'now'>

/** A job notes its use a moment before it is there itself, or at that version. */
const writingMs = 60_000

export type Removal = { removed: true } | { removed: false; neededBy: string }

/**
 * Removes an asset and its file unless an open job needs it. A job notes its use first and then claims the asset;
 * a removal marks the asset first and then reads the uses: of two that cross, one sees the other. Cut short, it is
 * taken up again by the sweeper.
 */
export async function removeUnneeded(services: RemovingServices, asset: Asset): Promise<Removal> {
  const { table } = services
  const removal = randomUUID()
  const marked = await changeAsset(table, asset, {
    to: 'removing',
    set: { removal, due: services.now() + lookAfterMs },
  })
  const neededBy = marked?.media && (await openUser(services, marked))
  if (neededBy) {
    await turnBack(services, marked, removal)
    return { removed: false, neededBy }
  }
  if (marked && !(await seal(table, asset, removal))) return removeUnneeded(services, asset)
  await services.bucket.remove(asset.key)
  await services.bucket.remove(uploadKey(asset))
  await removeAsset(table, asset)
  return { removed: true }
}

/** From here on nobody can use it. False: it was turned back, or another removal has taken over. */
async function seal(table: AssetServices['table'], asset: Asset, removal: string): Promise<boolean> {
  const sealed = await changeAsset(table, asset, {
    to: 'gone',
    if: '#removal = :removal',
    values: { removal },
  })
  if (sealed) return true
  const now = await getAsset(table, asset)
  return now === undefined || now.status === 'gone'
}

async function turnBack(services: RemovingServices, asset: Asset, removal: string): Promise<void> {
  const expires_at = Math.max(asset.expires_at, services.now() + keptMs)
  await changeAsset(services.table, asset, {
    to: 'ready',
    set: { expires_at, due: expires_at },
    if: '#status = :removing AND #removal = :removal',
    values: { removing: 'removing', removal },
  })
}

/** The first open job that needs it. */
async function openUser(services: RemovingServices, asset: Asset): Promise<string | undefined> {
  for (const use of await assetUses(services.table, asset))
    if (await isNeeded(services, asset, use)) return use.job_id
  return undefined
}

async function isNeeded(
  { table, now }: RemovingServices,
  { user_id, id }: Asset,
  { job_id, version, at }: AssetUse,
): Promise<boolean> {
  const job = await getJob(table, { user_id, job_id }, true)
  const isComing = job === undefined || job.version < version
  if (isComing && now() - at < writingMs) return true
  if (!job || isEnded(job.status)) return false
  const content = await getContent(table, job, job.content_version)
  return content.assets.some(({ asset_id }) => asset_id === id)
}
