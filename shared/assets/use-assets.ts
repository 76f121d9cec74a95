import type { Asset } from '../domain/asset.ts'
import { AppError } from '../domain/errors.ts'
import type { ContentAsset, JobMedia } from '../domain/publish-job.ts'
import { changeAsset, getAsset, putAssetUse, recentAsset } from '../storage/assets.ts'
import type { Table } from '../storage/table.ts'
import { keptEnoughMs, keptMs } from './lifetime.ts'

/** A file of a post as callers name it: an asset of theirs, or a file elsewhere. */
export interface AssetInput {
  asset_id?: string | null | undefined
  url?: string | null | undefined
  asset_type?: ContentAsset['asset_type'] | null | undefined
  mime_type?: string | null | undefined
  alt_text?: string | null | undefined
}

const kinds: Record<JobMedia['kind'], ContentAsset['asset_type']> = {
  image: 'image',
  gif: 'image',
  video: 'video',
  document: 'document',
}

/** A file that has arrived is measured within so long, as a rule. */
const soonSeconds = 2

/**
 * Reads the assets a post names. What a job gets is what was measured: the file itself is not copied.
 * @throws AppError `asset_not_found`, `asset_state_conflict`, naming the place in the post
 */
export const resolveAssets = (
  { table }: { table: Table },
  userId: string,
  inputs: readonly AssetInput[],
): Promise<ContentAsset[]> =>
  Promise.all(
    inputs.map(async ({ asset_id, url, asset_type, mime_type, alt_text }, index) => {
      const words = alt_text ? { alt_text } : {}
      if (!asset_id) return { url: url!, asset_type: asset_type!, mime_type: mime_type!, ...words }
      const asset = await recentAsset(table, { user_id: userId, id: asset_id })
      const media = readyMedia(asset, `assets.${index}.asset_id`)
      return { asset_id, media, asset_type: kinds[media.kind], mime_type: media.mime, ...words }
    }),
  )

function readyMedia(asset: Asset | undefined, path: string): JobMedia {
  if (asset?.status === 'ready') return asset.media!
  const refuse = (code: 'asset_not_found' | 'asset_state_conflict', message: string, retryAfter?: number) =>
    new AppError(code, `${path}: ${message}`, {
      violations: [{ path, rule: code, message }],
      ...(retryAfter === undefined ? {} : { retryAfter }),
    })
  if (asset?.status === 'pending')
    throw refuse(
      'asset_state_conflict',
      'The asset is pending: its file has not arrived or is being measured.',
      soonSeconds,
    )
  if (asset?.status === 'rejected')
    throw refuse('asset_state_conflict', `The asset was rejected: ${asset.reason}`)
  throw refuse('asset_not_found', 'No such asset of yours.')
}

/**
 * Keeps assets for a job until it has ended, and for a while after its time. The use is noted first and the asset
 * read then; `removeUnneeded` goes the other way round, so that of two that cross one sees the other.
 * @param job `version` from which on it needs them; `until` when it is over at the latest, ms
 * @throws AppError `asset_not_found`, `asset_state_conflict`
 */
export async function holdAssets(
  { table, now }: { table: Table; now(): number },
  job: { user_id: string; job_id: string; version: number; until: number },
  assets: readonly ContentAsset[],
): Promise<void> {
  const { user_id, job_id, version, until } = job
  const needed = Math.max(until, now())
  await Promise.all(
    assets.map(async ({ asset_id }, index) => {
      if (!asset_id || assets.findIndex((other) => other.asset_id === asset_id) < index) return
      const ref = { user_id, id: asset_id }
      await putAssetUse(table, ref, { job_id, version, at: now(), ttl: Math.ceil((needed + keptMs) / 1000) })
      const asset = await getAsset(table, ref)
      if (asset?.status === 'ready' && asset.expires_at >= needed + keptEnoughMs) return
      const expires_at = needed + keptMs
      const held = await changeAsset(table, ref, {
        set: { expires_at, due: expires_at },
        if: '#status = :ready',
        values: { ready: 'ready' },
      })
      if (!held) readyMedia(await getAsset(table, ref), `assets.${index}.asset_id`)
    }),
  )
}

/** What is known of every file of a post, once nothing has to be fetched for it. */
export const knownMedia = (assets: readonly ContentAsset[]): JobMedia[] | undefined => {
  const media = assets.flatMap((asset) => asset.media ?? [])
  return media.length === assets.length ? media : undefined
}
