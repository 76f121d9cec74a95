import * as z from 'zod/mini'
import type { Failure } from '../../domain/failure.ts'
import type { PostContext } from '../contract.ts'
import { classify } from '../failures.ts'
import { graphId, readNode } from './graph.ts'
import { graphTime } from './graph-time.ts'

const problem = z.object({
  code: z.optional(z.union([z.number(), z.string()])),
  message: z.optional(z.string()),
})

const phase = z.object({
  status: z.optional(z.string()),
  // A list in the specification, one object in the guide.
  errors: z.optional(z.array(problem)),
  error: z.optional(problem),
})

const bytes = z.optional(z.coerce.number())

const video = z.object({
  status: z.optional(
    z.object({
      video_status: z.optional(z.string()),
      // The byte counter is spelled both ways.
      uploading_phase: z.optional(z.extend(phase, { bytes_transfered: bytes, bytes_transferred: bytes })),
      processing_phase: z.optional(phase),
      publishing_phase: z.optional(
        z.extend(phase, {
          publish_status: z.optional(z.string()),
          publish_time: z.catch(z.optional(graphTime), undefined),
        }),
      ),
    }),
  ),
  post_id: z.optional(graphId),
  permalink_url: z.optional(z.string()),
})

type Status = NonNullable<z.output<typeof video>['status']>

/**
 * How far a video is. `accepted`: the finish took effect and it will go live; `processing`: nothing tells yet
 * whether it did; `uploaded` and `hidden`: certainly not live.
 */
export type VideoStage = 'uploading' | 'uploaded' | 'processing' | 'hidden' | 'accepted' | 'live' | 'failed'

export interface VideoState {
  stage: VideoStage
  url: string | null
  publishedAt: number | undefined
  /** Bytes that arrived. */
  received: number | undefined
  failure: Failure | undefined
}

const isDone = (word: string | undefined) => word === 'complete' || word === 'completed' // the docs write both
const isBegun = (word: string | undefined) => word === 'in_progress' || isDone(word)
const failedVideo = ['error', 'expired', 'upload_failed']
const unpublished = ['draft', 'scheduled', 'not_published']

/** Reads the video that a reel, a story or a feed video is made of. */
export async function readVideo(context: PostContext, id: string): Promise<VideoState> {
  const { status = {}, permalink_url } = await readNode(context, {
    node: id,
    route: 'GET /:video',
    fields: 'status,post_id,permalink_url',
    schema: video,
  })
  const stage = stageOf(status)
  return {
    stage,
    // Without a host, as seen: /reel/123/
    url: permalink_url ? new URL(permalink_url, context.network.hosts.web).href : null,
    publishedAt: status.publishing_phase?.publish_time,
    received: status.uploading_phase?.bytes_transfered ?? status.uploading_phase?.bytes_transferred,
    failure: stage === 'failed' ? failureOf(context, status) : undefined,
  }
}

export function stageOf(status: Status): VideoStage {
  const { video_status = '', uploading_phase, processing_phase, publishing_phase } = status
  const phases = [uploading_phase, processing_phase, publishing_phase]
  const publish = publishing_phase?.publish_status ?? ''
  if (failedVideo.includes(video_status) || phases.some((one) => one?.status === 'error')) return 'failed'
  if (publish === 'error') return 'failed'
  const isPublished = isDone(publishing_phase?.status) && !unpublished.includes(publish)
  if (isPublished || (publish === 'published' && video_status === 'ready')) return 'live'
  // `scheduled` is never asked for by us: it is on its way.
  if (['published', 'scheduled'].includes(publish) || publishing_phase?.status === 'in_progress')
    return 'accepted'
  if (video_status === 'ready') return 'hidden'
  // Of a finished upload `video_status` alone says "processing" even before anybody asked to publish it (Meta's Postman).
  if (isBegun(processing_phase?.status)) return 'processing'
  return video_status === 'upload_complete' || isDone(uploading_phase?.status) ? 'uploaded' : 'uploading'
}

const lost = 'Facebook no longer has the video.'
const refused = 'Facebook could not process the video.'

/** What a video that ended in error means, by the first of its errors. */
function failureOf({ network }: PostContext, status: Status): Failure {
  const { code, message } =
    [status.uploading_phase, status.processing_phase, status.publishing_phase].flatMap((one) =>
      one?.error ? [one.error] : (one?.errors ?? []),
    )[0] ?? {}
  const number = code === undefined ? undefined : String(code)
  const failure = classify(
    network.errors,
    network.dialect,
    { status: 200, code: number, message: message ?? status.video_status, headers: new Headers() },
    { onCommit: false, now: network.now() },
  )
  if (status.video_status === 'expired' || status.video_status === 'upload_failed')
    return { ...failure, class: 'recreate', userMessage: lost }
  if (failure.row === undefined) return { ...failure, class: 'rejected', userMessage: refused }
  // A dead video stays dead: what may be tried again is tried with a new one.
  return failure.class === 'retry' ? { ...failure, class: 'recreate' } : failure
}
