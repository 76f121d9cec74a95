import { type Asset, maxAssetBytes, uploadKey } from '../domain/asset.ts'
import { backgroundQueue, lookAfterMs } from '../domain/queues.ts'
import type { AssetMessage } from '../messaging/messages.ts'
import { UnreadableMediaError } from '../publishing/measured-media.ts'
import { safeFetch } from '../security/safe-fetch.ts'
import { FetchFailedError } from '../security/safe-response.ts'
import { UnsafeUrlError } from '../security/safe-url.ts'
import { changeAsset, getAsset } from '../storage/assets.ts'
import { nextLook } from './lifetime.ts'
import { removeUnneeded } from './remove-asset.ts'
import type { AssetServices } from './services.ts'
import { markReady, markRejected } from './settle-asset.ts'
import { measureFile, storeFile, withFile } from './store-file.ts'

const maxClaims = 8
const graceMs = 10_000
const fetchDeadlineMs = 240_000
/** Fetches that fail for a reason that may pass are repeated after this many seconds, then refused. */
const fetchAgainSeconds = [5, 30, 120, 600] as const

interface Turn {
  endsAt: number
}

/**
 * Brings an asset forward: measures what arrived, fetches what is imported, removes what expired. Safe to call at any
 * time and any number of times.
 */
export async function lookAfterAsset(
  services: AssetServices,
  { user_id, asset_id }: AssetMessage,
  turn: Turn,
): Promise<void> {
  const ref = { user_id, id: asset_id }
  const asset = await getAsset(services.table, ref)
  // What comes after its asset was deleted is deleted, too.
  if (!asset) return services.bucket.remove(uploadKey(ref))
  if (asset.status !== 'pending') {
    const isOver =
      asset.status === 'removing' || asset.status === 'gone' || asset.expires_at <= services.now()
    if (isOver) await removeUnneeded(services, asset)
    return
  }
  try {
    if (asset.source === 'import') await fetchFile(services, asset, turn)
    else await measureUpload(services, asset, turn)
  } catch (error) {
    if (!(error instanceof UnreadableMediaError)) throw error
    await markRejected(services, asset, error.reason)
  }
}

async function measureUpload(services: AssetServices, asset: Asset, turn: Turn): Promise<void> {
  const from = uploadKey(asset)
  const found = await services.bucket.head(from)
  if (!found) return awaitArrival(services, asset)
  if (!(await claim(services, asset, turn))) return
  const { etag } = found
  await withFile(async (path) => {
    await services.bucket.save(from, { etag, path })
    const media = await measureFile(path, asset.key)
    refuseOther(asset, media.mime)
    // Not the upload itself: its owner knows that one's key and its URL may still be in use.
    await services.bucket.copy(from, { etag, to: asset.key, mime: media.mime })
    await markReady(services, asset, media)
  })
}

async function awaitArrival(services: AssetServices, asset: Asset): Promise<void> {
  if (services.now() > asset.arrives_by) return markRejected(services, asset, 'No file was uploaded in time.')
  await changeAsset(services.table, asset, {
    set: { due: nextLook(asset, services.now()) },
    if: '#status = :pending',
    values: { pending: 'pending' },
  })
}

async function fetchFile(services: AssetServices, asset: Asset, turn: Turn): Promise<void> {
  const claimed = await claim(services, asset, turn)
  if (!claimed) return
  try {
    await withFile(async (path) => {
      const response = await safeFetch(asset.url!, {
        maxBytes: maxAssetBytes,
        deadlineMs: fetchDeadlineMs,
        ...(services.fetchExceptions ? { exceptions: services.fetchExceptions } : {}),
      })
      await response.save(path)
      const media = await measureFile(path, asset.key)
      refuseOther(asset, media.mime)
      await storeFile(services.bucket, path, media)
      await markReady(services, asset, media)
    })
  } catch (error) {
    if (error instanceof UnsafeUrlError) return markRejected(services, asset, error.reason)
    if (!(error instanceof FetchFailedError)) throw error
    const wait = isFinal(error) ? undefined : fetchAgainSeconds[claimed.claims - 1]
    if (wait === undefined)
      return markRejected(services, asset, `The file could not be fetched: ${error.message}`)
    await again(services, asset, wait)
  }
}

/** The sweeper stays away until then. */
async function again(services: AssetServices, asset: Asset, wait: number): Promise<void> {
  const waiting = await changeAsset(services.table, asset, {
    set: { due: services.now() + wait * 1000 + lookAfterMs },
    if: '#status = :pending',
    values: { pending: 'pending' },
  })
  const { user_id, id } = asset
  if (waiting) await services.queues.send(backgroundQueue, { kind: 'asset', user_id, asset_id: id }, wait)
}

const goneStatuses = [401, 403, 404, 410]

/** The file is wrong or not there; fetching it again would change nothing. */
const isFinal = ({ kind, status = 0 }: FetchFailedError): boolean =>
  kind === 'too_large' || kind === 'wrong_type' || goneStatuses.includes(status)

function refuseOther({ declared_mime }: Asset, mime: string): void {
  if (declared_mime !== undefined && declared_mime !== mime)
    throw new UnreadableMediaError(`The file is ${mime}, not ${declared_mime} as announced.`)
}

/** Keeps the sweeper away while this turn lasts. Undefined: it is settled meanwhile, or nobody can measure it. */
async function claim(services: AssetServices, asset: Asset, turn: Turn): Promise<Asset | undefined> {
  const claimed = await changeAsset(services.table, asset, {
    set: { due: turn.endsAt + graceMs },
    add: { claims: 1 },
    if: '#status = :pending',
    values: { pending: 'pending' },
  })
  if (!claimed || claimed.claims <= maxClaims) return claimed
  services.log.error({ msg: 'asset gave up', asset_id: asset.id, count: claimed.claims })
  await markRejected(services, asset, 'The file could not be measured.')
  return undefined
}
