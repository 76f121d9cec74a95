import { createHash, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { withFile } from '../assets/store-file.ts'
import { AppError } from '../domain/errors.ts'
import type { Generation, ImageSource } from '../domain/generation.ts'
import { lookAfterMs } from '../domain/queues.ts'
import { checkUrl, UnsafeUrlError } from '../security/safe-url.ts'
import { changeGeneration, getGeneration } from '../storage/generations.ts'
import { sendOn } from './send-on.ts'
import type { GeneratingServices } from './services.ts'
import { inlineKeyOf, uploadNames } from './uploads.ts'

type CallbackImage = { upload: string } | { url: string } | { data: string }
export type Callback =
  | { status: 'completed'; images: CallbackImage[] }
  | { status: 'failed'; error?: string | null | undefined }

type ReceivingServices = Pick<
  GeneratingServices,
  'table' | 'queues' | 'log' | 'now' | 'bucket' | 'fetchExceptions'
>

/**
 * Takes the orchestrator's word, once and in time: one conditional write decides. Whatever comes again or too late
 * changes nothing.
 * @throws AppError `generation_not_found`, `invalid_input`, `unsafe_url`
 */
export async function receiveCallback(
  services: ReceivingServices,
  ref: { user_id: string; id: string },
  callback: Callback,
): Promise<{ accepted: boolean }> {
  const generation = await getGeneration(services.table, ref)
  if (!generation) throw new AppError('generation_not_found')
  const isAwaited =
    generation.status === 'generating' && !generation.result && services.now() < generation.deadline
  if (!isAwaited) return { accepted: false }
  const accepted = await changeGeneration(services.table, generation, {
    ...(callback.status === 'failed'
      ? { to: 'failed' as const, set: failure(services, callback) }
      : { set: await success(services, generation, callback.images) }),
    add: { wake: 1 },
    if: '#status = :generating AND attribute_not_exists(#result) AND #deadline > :now',
    values: { generating: 'generating', now: services.now() },
  })
  if (!accepted) return { accepted: false }
  await sendOn(services, accepted)
  return { accepted: true }
}

function failure({ now }: ReceivingServices, { error }: { error?: string | null | undefined }) {
  const at = now()
  const said = error?.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  return {
    result: { status: 'failed' as const, images: [] },
    accepted_at: at,
    images: [],
    error: said || 'The orchestrator gave no reason.',
    ended_at: at,
    due: at + lookAfterMs,
  }
}

async function success(services: ReceivingServices, generation: Generation, images: CallbackImage[]) {
  check(services, generation, images)
  const sources = await Promise.all(keepInline(services, generation, images))
  const at = services.now()
  return {
    result: { status: 'completed' as const, images: sources },
    accepted_at: at,
    due: at + lookAfterMs,
    claims: 0,
  }
}

function check({ fetchExceptions }: ReceivingServices, { count }: Generation, images: CallbackImage[]): void {
  const names = uploadNames(count)
  const refuse = (path: string, rule: string, message: string) => {
    throw new AppError('invalid_input', `${path}: ${message}`, { violations: [{ path, rule, message }] })
  }
  if (images.length > count) refuse('images', 'too_big', `Only ${count} were asked for.`)
  const uploads = images.flatMap((image) => ('upload' in image ? [image.upload] : []))
  if (new Set(uploads).size < uploads.length) refuse('images', 'unique', 'An upload is named once.')
  for (const [n, image] of images.entries()) {
    if ('upload' in image && !names.includes(image.upload))
      refuse(`images.${n}.upload`, 'unknown', `The uploads are ${names.join(', ')}.`)
    if ('url' in image) refuseUnsafe(image.url, `images.${n}.url`, fetchExceptions)
  }
}

function refuseUnsafe(url: string, path: string, exceptions: ReceivingServices['fetchExceptions']): void {
  try {
    checkUrl(url, exceptions)
  } catch (error) {
    if (!(error instanceof UnsafeUrlError)) throw error
    const message = error.reason
    throw new AppError('unsafe_url', `${path}: ${message}`, {
      violations: [{ path, rule: 'unsafe_url', message }],
    })
  }
}

/** Inline images go to the bucket before the callback is accepted; of one that is not, they are gone in a day. */
function keepInline(
  { bucket }: ReceivingServices,
  generation: Generation,
  images: CallbackImage[],
): Promise<ImageSource>[] {
  const callback = randomUUID()
  return images.map(async (image, n) => {
    if (!('data' in image)) return image
    const bytes = Buffer.from(image.data, 'base64')
    const key = inlineKeyOf(generation, callback, n)
    await withFile(async (path) => {
      await writeFile(path, bytes)
      const sha256 = createHash('sha256').update(bytes).digest()
      await bucket.putFile(key, { path, bytes: bytes.length, mime: 'application/octet-stream', sha256 })
    })
    return { stored: key }
  })
}
