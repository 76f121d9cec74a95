import * as z from 'zod/mini'
import type { JobMedia } from '../../domain/publish-job.ts'
import type { PostContext } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import { authorOf } from './author.ts'
import { type Collection, readStatus, sendFile, sendFilm } from './upload-calls.ts'
import { isPerson } from './urn.ts'

/** How far the upload of one file has come; what prepare hands back to itself. */
export const uploadProgress = z.object({
  urn: z.string(),
  ready: z.boolean(),
  sent_at: z.number(),
  /** Reads of its state; they grow rarer. */
  polls: z.number(),
  /** Uploads of this file given up before. */
  restarts: z.number(),
})

export type Upload = z.infer<typeof uploadProgress>

export interface Advance {
  upload: Upload
  /** Look again after this many seconds; absent when the file can be posted. */
  seconds?: number
}

const readAgainAfter = [1, 2, 3, 5, 10, 20, 30]
const slowestReadSeconds = 60
/** Still waiting for bytes after so many reads: they did not arrive. */
const patientPolls = 4
const maxRestarts = 2
const imageGraceMs = 3_000
const documentGraceMs = 10_000

const collectionOf = ({ kind }: JobMedia): Collection =>
  kind === 'video' ? 'videos' : kind === 'document' ? 'documents' : 'images'

/** Takes one file as far as it goes now: sent, then followed until LinkedIn can show it. */
export async function advance(
  context: PostContext,
  media: JobMedia,
  held: Upload | undefined,
): Promise<Advance> {
  const upload = held ?? (await send(context, media, 0))
  if (upload.ready) return { upload }
  if (!isReadable(context, media)) return grace(context, media, upload)
  const status = await statusOf(context, media, upload)
  if (status === 'AVAILABLE') return { upload: { ...upload, ready: true } }
  if (status === 'PROCESSING_FAILED') throw refused()
  const isLost = status === 'NOT_FOUND' || (status === 'WAITING_UPLOAD' && upload.polls >= patientPolls)
  if (isLost && upload.restarts < maxRestarts)
    return { upload: await send(context, media, upload.restarts + 1), seconds: 1 }
  return {
    upload: { ...upload, polls: upload.polls + 1 },
    seconds: readAgainAfter[upload.polls] ?? slowestReadSeconds,
  }
}

/**
 * A member's token may read the state of videos alone (403 for the rest, seen in Postiz). Their pictures and
 * documents are given a moment; "still processing" answers to the post are waited out.
 */
const isReadable = (context: PostContext, { kind }: JobMedia): boolean =>
  kind === 'video' || !isPerson(authorOf(context))

function grace({ network }: PostContext, { kind }: JobMedia, upload: Upload): Advance {
  const end = upload.sent_at + (kind === 'document' ? documentGraceMs : imageGraceMs)
  const left = end - network.now()
  return left > 0 ? { upload, seconds: Math.ceil(left / 1000) } : { upload: { ...upload, ready: true } }
}

async function send(context: PostContext, media: JobMedia, restarts: number): Promise<Upload> {
  const collection = collectionOf(media)
  const urn =
    collection === 'videos' ? await sendFilm(context, media) : await sendFile(context, media, collection)
  return { urn, ready: false, sent_at: context.network.now(), polls: 0, restarts }
}

async function statusOf(context: PostContext, media: JobMedia, { urn }: Upload): Promise<string> {
  try {
    return await readStatus(context, collectionOf(media), urn)
  } catch (error) {
    if (error instanceof PlatformFailure && error.failure.details.status_code === 404) return 'NOT_FOUND'
    throw error
  }
}

const refused = () =>
  new PlatformFailure({
    class: 'rejected',
    userMessage: 'LinkedIn could not process the file.',
    details: { platform_code: 'PROCESSING_FAILED' },
    row: 'media-processing-failed',
  })
