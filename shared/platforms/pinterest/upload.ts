import * as z from 'zod/mini'
import type { JobMedia } from '../../domain/publish-job.ts'
import type { PostContext } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import type { Network } from '../request.ts'
import { id, read } from './answers.ts'
import type { Upload } from './handles.ts'
import { streamedFile } from './streamed-file.ts'
import { apiVersion } from './version.ts'

// Peers look every 4 to 10 s and give up after 5 to 10 minutes.
const readAgainAfter = [4, 4, 5, 6, 8, 10, 15, 20]
const slowestReadSeconds = 30
const giveUpMs = 15 * 60_000
const uploadTimeoutMs = 240_000
const maxFailures = 2

const registration = z.object({
  media_id: id,
  upload_url: z.url(),
  upload_parameters: z.record(z.string(), z.string()),
})
const details = z.object({ status: z.enum(['registered', 'processing', 'succeeded', 'failed']) })

/**
 * Takes a film one look further. Nobody sees an upload before a Pin uses it, so each may be given up.
 * @returns seconds to wait, undefined when it can be used
 */
export async function advance(
  context: PostContext,
  film: JobMedia,
  held: Upload | undefined,
): Promise<{ upload: Upload; seconds?: number }> {
  if (!held) return waiting(await send(context, film, 0))
  if (held.processed) return { upload: held }
  switch (await statusOf(context, held)) {
    case 'succeeded':
      return { upload: { ...held, processed: true } }
    case 'failed':
      if (held.failures + 1 >= maxFailures) throw notProcessed()
      return waiting(await send(context, film, held.failures + 1))
    default:
      if (context.network.now() - held.sent_at > giveUpMs) throw neverProcessed()
      return waiting(held)
  }
}

const waiting = (upload: Upload) => ({
  upload: { ...upload, polls: upload.polls + 1 },
  seconds: readAgainAfter[upload.polls] ?? slowestReadSeconds,
})

/** Registers an upload and sends it whole, to the store that the registration names. */
async function send(context: PostContext, film: JobMedia, failures: number): Promise<Upload> {
  const { network, accessToken } = context
  const answer = await network.call({
    method: 'POST',
    url: `${network.hosts.api}/${apiVersion}/media`,
    route: 'POST /media',
    token: accessToken,
    json: { media_type: 'video' },
  })
  const { media_id, upload_url, upload_parameters } = read(registration, answer)
  if (!isUploadHost(network, upload_url)) throw foreignHost(upload_url)
  const form = new FormData()
  for (const [name, value] of Object.entries(upload_parameters)) form.set(name, value)
  // The last field: the store reads none after it.
  form.set(
    'file',
    streamedFile({ name: 'video', type: film.mime, bytes: film.bytes }, (start, end) =>
      context.mediaBytes(film, start, end),
    ),
  )
  await network.call({
    method: 'POST',
    url: upload_url,
    route: 'POST upload_url',
    multipart: form,
    timeoutMs: uploadTimeoutMs,
    // A registration that failed once is not used again.
    repeat: false,
  })
  return { id: media_id, sent_at: network.now(), polls: 0, failures, processed: false }
}

async function statusOf({ network, accessToken }: PostContext, upload: Upload) {
  const answer = await network.call({
    method: 'GET',
    url: `${network.hosts.api}/${apiVersion}/media/${upload.id}`,
    route: 'GET /media/:id',
    token: accessToken,
  })
  return read(details, answer).status
}

// Pinterest's own bucket at S3, by any name of its region or of acceleration.
const bucketHost = /^pinterest-media-upload\.s3([.-][a-z0-9-]+)*\.amazonaws\.com$/

/** Whether a URL that Pinterest handed us leads to Pinterest, or to where this service was told that it is. */
export function isUploadHost({ hosts }: Pick<Network, 'hosts'>, url: string): boolean {
  const { origin, protocol, hostname, port, username } = new URL(url)
  if (Object.values(hosts).some((host) => new URL(host).origin === origin)) return true
  const own = bucketHost.test(hostname) || /(^|\.)pinterest\.com$/.test(hostname)
  return own && protocol === 'https:' && port === '' && username === ''
}

const foreignHost = (url: string) =>
  new PlatformFailure({
    class: 'retry',
    userMessage: 'Pinterest named a place for the upload that is not known to be its own.',
    details: { message: `upload_url at ${new URL(url).hostname}` },
    row: 'upload-host-foreign',
  })

const notProcessed = () =>
  new PlatformFailure({
    class: 'rejected',
    userMessage: 'Pinterest could not process the video.',
    details: { message: 'media status failed' },
    row: 'media-failed',
  })

const neverProcessed = () =>
  new PlatformFailure({
    class: 'recreate',
    userMessage: 'Pinterest did not finish processing the video.',
    details: { message: 'media status processing for too long' },
    row: 'media-too-slow',
  })
