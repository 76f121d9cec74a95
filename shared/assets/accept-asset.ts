import { refuseErasing } from '../account/erasure.ts'
import type { Asset } from '../domain/asset.ts'
import { AppError } from '../domain/errors.ts'
import { backgroundQueue } from '../domain/queues.ts'
import { uuidv7 } from '../domain/uuid.ts'
import { checkUrl, UnsafeUrlError } from '../security/safe-url.ts'
import { createAsset } from '../storage/assets.ts'
import { beginOnce, bodyHash } from '../storage/idempotency.ts'
import { newAsset } from './new-asset.ts'
import type { AssetServices } from './services.ts'

/** An upload that is announced, or, with `url`, a file to be imported. */
export interface AssetRequest {
  userId: string
  filename?: string | undefined
  mime?: string | undefined
  url?: string | undefined
  idempotency?: { routeId: string; key: string; body: unknown }
}

/**
 * Takes an asset in, pending. An import is sent on to be fetched; if that is lost, the sweeper finds it.
 * @throws AppError `unsafe_url`, `erasure_running`, `idempotency_key_reused`
 */
export async function acceptAsset(
  services: Pick<AssetServices, 'table' | 'queues' | 'log' | 'now' | 'fetchExceptions'>,
  request: AssetRequest,
): Promise<{ asset: Asset; replayed: boolean }> {
  if (request.url !== undefined) refuseUnsafe(request.url, services.fetchExceptions)
  await refuseErasing(services, request.userId)
  const now = services.now()
  const begun = await begin(services, request, now)
  const { filename, mime, url } = request
  const fresh = newAsset({
    user_id: request.userId,
    id: begun?.record.resource_id ?? uuidv7(now),
    source: url === undefined ? 'upload' : 'import',
    created_at: begun?.record.created_at ?? now,
    ...(filename === undefined ? {} : { filename }),
    ...(mime === undefined ? {} : { declared_mime: mime }),
    ...(url === undefined ? {} : { url }),
  })
  const asset = await createAsset(services.table, fresh)
  const replayed = asset !== fresh
  if (url !== undefined && !replayed) await sendOn(services, asset)
  return { asset, replayed }
}

function refuseUnsafe(url: string, exceptions: AssetServices['fetchExceptions']): void {
  try {
    checkUrl(url, exceptions)
  } catch (error) {
    if (!(error instanceof UnsafeUrlError)) throw error
    throw new AppError('unsafe_url', `url: ${error.reason}`, {
      violations: [{ path: 'url', rule: 'unsafe_url', message: error.reason }],
    })
  }
}

async function begin({ table }: Pick<AssetServices, 'table'>, request: AssetRequest, now: number) {
  if (!request.idempotency) return undefined
  const hash = bodyHash(request.idempotency.body)
  const begun = await beginOnce(table, {
    ...request.idempotency,
    userId: request.userId,
    bodyHash: hash,
    resourceId: uuidv7(now),
    now,
  })
  if (begun.record.body_hash !== hash) throw new AppError('idempotency_key_reused')
  return begun
}

async function sendOn(
  services: Pick<AssetServices, 'queues' | 'log'>,
  { user_id, id }: Asset,
): Promise<void> {
  try {
    await services.queues.send(backgroundQueue, { kind: 'asset', user_id, asset_id: id })
  } catch (error) {
    services.log.error({ msg: 'asset stored but not sent', asset_id: id, error: String(error) })
  }
}
