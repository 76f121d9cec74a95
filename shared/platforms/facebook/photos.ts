import * as z from 'zod/mini'
import type { JobMedia } from '../../domain/publish-job.ts'
import type { PostContext } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import { readAnswer } from '../meta/read-answer.ts'
import { graphId, pageCall, pageOf } from './graph.ts'
import type { Handles } from './handles.ts'

/** Facebook fetches the file while we wait. */
const fetchTimeoutMs = 60_000

const created = z.object({ id: graphId })

/**
 * Hands over the photos that are not there yet, side by side, unpublished. Keeps those that came when others
 * failed for now.
 */
export async function uploadPhotos(context: PostContext, handles: Handles): Promise<Handles> {
  const made = await Promise.allSettled(
    context.media.map((media, index) => handles.photos[index] ?? uploadPhoto(context, media)),
  )
  const photos = made.map((result) => (result.status === 'fulfilled' ? result.value : null))
  const failures = made.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  const progressed = photos.some((photo, index) => photo !== handles.photos[index])
  const final = failures.find((failure) => !isRetry(failure))
  if (failures.length > 0 && (final || !progressed)) throw final ?? failures[0]
  return { ...handles, photos }
}

const isRetry = (error: unknown): boolean =>
  error instanceof PlatformFailure && error.failure.class === 'retry'

async function uploadPhoto(context: PostContext, media: JobMedia): Promise<string> {
  const answer = await pageCall(context, {
    method: 'POST',
    path: `/${pageOf(context)}/photos`,
    route: 'POST /:page/photos',
    form: {
      url: context.mediaUrl(media),
      published: 'false',
      // Stories show no alt text.
      alt_text_custom: context.content.post_type === 'story' ? undefined : media.alt_text,
    },
    timeoutMs: fetchTimeoutMs,
  })
  return readAnswer(created, answer).id
}
