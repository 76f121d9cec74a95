import { createReadyAsset } from '../assets/create-ready-asset.ts'
import { measureFile, withFile } from '../assets/store-file.ts'
import type { GeneratedImage, Generation, ImageSource } from '../domain/generation.ts'
import { namedUuid } from '../domain/uuid.ts'
import { UnreadableMediaError } from '../publishing/measured-media.ts'
import { safeFetch } from '../security/safe-fetch.ts'
import { FetchFailedError } from '../security/safe-response.ts'
import { UnsafeUrlError } from '../security/safe-url.ts'
import { getAsset } from '../storage/assets.ts'
import { maxImageBytes } from './lifetime.ts'
import type { GeneratingServices } from './services.ts'
import { uploadKeyOf } from './uploads.ts'

const fetchDeadlineMs = 60_000

/** The image is not there or no image, in words for the owner of the generation. */
class NoImageError extends Error {
  override name = 'NoImageError'
}

/**
 * Makes the asset of one image: one id, so that however often this is tried there is one.
 * @returns `later` where it may be there at another time
 */
export async function collectImage(
  services: GeneratingServices,
  generation: Generation,
  { n, mayFetch }: { n: number; mayFetch: boolean },
): Promise<GeneratedImage | { later: string }> {
  const { user_id, result, accepted_at } = generation
  const id = namedUuid(accepted_at!, `${generation.id}/${n}`)
  const made = await getAsset(services.table, { user_id, id })
  if (made && made.status !== 'pending') return told(made)
  if (!mayFetch) return { problem: 'The image could not be taken over.' }
  try {
    return await withFile(async (path) => {
      await bring(services, generation, { source: result!.images[n]!, path })
      const { kind, mime } = await measureFile(path, '')
      if (kind !== 'image') throw new NoImageError(`The file is ${mime} and no picture.`)
      const filename = `image-${n + 1}.${mime.slice('image/'.length)}`
      return told(await createReadyAsset(services, { user_id, id, source: 'generation', path, filename }))
    })
  } catch (error) {
    if (error instanceof NoImageError) return { problem: error.message }
    if (error instanceof UnreadableMediaError || error instanceof UnsafeUrlError)
      return { problem: error.reason }
    if (!(error instanceof FetchFailedError)) throw error
    const says = `The image could not be fetched: ${error.message}`
    return isFinal(error) ? { problem: says } : { later: says }
  }
}

const told = (asset: { id: string; status: string; reason?: string }): GeneratedImage =>
  asset.status === 'rejected' ? { problem: asset.reason ?? 'The image was refused.' } : { asset_id: asset.id }

const goneStatuses = [400, 401, 403, 404, 410]

const isFinal = ({ kind, status = 0 }: FetchFailedError): boolean =>
  kind === 'too_large' || kind === 'wrong_type' || goneStatuses.includes(status)

/** Writes an image to a file of this machine. */
async function bring(
  services: GeneratingServices,
  generation: Generation,
  { source, path }: { source: ImageSource; path: string },
): Promise<void> {
  if ('url' in source) {
    const answer = await safeFetch(source.url, {
      maxBytes: maxImageBytes,
      deadlineMs: fetchDeadlineMs,
      ...(services.fetchExceptions ? { exceptions: services.fetchExceptions } : {}),
    })
    await answer.save(path)
    return
  }
  const key = 'upload' in source ? uploadKeyOf(generation, source.upload) : source.stored
  const found = await services.bucket.head(key)
  if (!found) throw new NoImageError('The image was named but never uploaded.')
  if (found.bytes > maxImageBytes)
    throw new NoImageError(`The image is larger than ${maxImageBytes / 1_000_000} MB.`)
  await services.bucket.save(key, { etag: found.etag, path })
}
