import type { JobMedia } from '../../domain/publish-job.ts'
import type { PostContext, Preparation } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import { chunkEnd, planChunks } from './chunks.ts'
import { assertAllowed, readCreatorInfo } from './creator-info.ts'
import { type Handles, readHandles, type Upload } from './handles.ts'
import { photoOptions, videoOptions } from './options.ts'
import { filmOf } from './post-info.ts'
import { failureOf, readStatus } from './status.ts'
import { beginUpload, sendPiece } from './upload.ts'

/** Pieces go on in the next look after this. */
const lookMs = 20_000
/** The engine starts over ten minutes before the end. */
const freshnessMs = 10 * 60_000
/** For clocks that differ, before an upload counts as expired at TikTok too. */
const clockMs = 120_000
const maxRestarts = 2
/** What was asked of the creator info is asked again after this. */
const choicesUsableMs = 3_600_000

/** Checks the owner's choices; sends all of a film but the piece that posts it. */
export async function prepare(context: PostContext): Promise<Preparation> {
  const film = filmOf(context.media)
  const held = readHandles(context.handles)
  if (!film) return preparePhotos(context)
  return held.upload ? goOn(context, film, held, held.upload) : begin(context, film, 0)
}

async function preparePhotos(context: PostContext): Promise<Preparation> {
  const usableUntil = context.network.now() + choicesUsableMs
  return { state: 'ready', handles: { ...(await checkedCreator(context, undefined)) }, usableUntil }
}

/** The upload is stored before anything is sent to it: by this wait, or by the arming of a film of one piece. */
async function begin(context: PostContext, film: JobMedia, restarts: number): Promise<Preparation> {
  const creator = await checkedCreator(context, film)
  const upload = await beginUpload(context, film, restarts)
  const handles = { ...creator, upload }
  return planChunks(film.bytes).lastStart === 0
    ? { state: 'ready', handles, usableUntil: upload.expires_at }
    : waiting(handles, upload, 0)
}

/** Nothing can come of the old upload. */
function beginAnew(context: PostContext, film: JobMedia, { restarts }: Upload): Promise<Preparation> {
  if (restarts >= maxRestarts) throw uploadsFail()
  return begin(context, film, restarts + 1)
}

/** A draft's owner chooses everything in the app. */
async function checkedCreator(context: PostContext, film: JobMedia | undefined): Promise<Handles> {
  const { content } = context
  if (content.post_type === 'draft') return {}
  const info = await readCreatorInfo(context)
  assertAllowed(info, (film ? videoOptions() : photoOptions()).parse(content.options), film)
  return info.creator_username ? { username: info.creator_username } : {}
}

async function goOn(
  context: PostContext,
  film: JobMedia,
  held: Handles,
  known: Upload,
): Promise<Preparation> {
  const { network, content } = context
  const plan = planChunks(film.bytes)
  // Only the last piece is missing, and a try may have sent it whatever was answered: TikTok is asked first.
  const upload = known.sent >= plan.lastStart ? await asked(context, film, known) : known
  if (!upload) return beginAnew(context, film, known)
  const neededUntil = Math.max(network.now(), content.scheduled_at ?? 0) + freshnessMs
  if (upload.expires_at < neededUntil) {
    const left = upload.expires_at + clockMs - network.now()
    if (!wasSent(context) || left <= 0) return begin(context, film, upload.restarts)
    return waiting({ ...held, upload }, upload, Math.ceil(left / 1000))
  }
  return sendPieces(context, film, { ...held, upload: { ...upload } })
}

/** An earlier try may have sent the last piece: nobody saw its answer. */
const wasSent = ({ steps }: PostContext): boolean => steps[0]?.first_armed_at !== undefined

/**
 * What TikTok has of an upload that lacks its last piece at the most.
 * @returns undefined when nothing can come of it any more @throws PlatformFailure `duplicate` when it has all
 */
async function asked(context: PostContext, film: JobMedia, upload: Upload): Promise<Upload | undefined> {
  try {
    const state = await readStatus(context, upload.publish_id)
    if (state.status === 'FAILED') {
      const failure = failureOf(context, state)
      if (failure.class === 'retry') return undefined
      throw new PlatformFailure(failure)
    }
    const has = state.uploaded_bytes ?? upload.sent
    if (state.status !== 'PROCESSING_UPLOAD' || has >= film.bytes) throw alreadySent(state.status)
    return { ...upload, sent: has }
  } catch (error) {
    if (isRow(error, ['publish-id-unknown']) && !wasSent(context)) return undefined
    throw error
  }
}

async function sendPieces(
  context: PostContext,
  film: JobMedia,
  handles: Handles & { upload: Upload },
): Promise<Preparation> {
  const { upload } = handles
  const plan = planChunks(film.bytes)
  const started = performance.now()
  while (upload.sent < plan.lastStart) {
    if (performance.now() - started > lookMs) return waiting(handles, upload, 1)
    const end = chunkEnd(plan, upload.sent)
    try {
      await sendPiece(context, film, { url: upload.url, start: upload.sent, end })
      upload.sent = end
    } catch (error) {
      if (isRow(error, ['upload-range'])) {
        // It came in, and its answer was lost; or TikTok lost a piece.
        const { uploaded_bytes } = await readStatus(context, upload.publish_id)
        if (uploaded_bytes != null && uploaded_bytes !== upload.sent && uploaded_bytes < film.bytes) {
          upload.sent = uploaded_bytes
          continue
        }
      }
      if (!isRow(error, ['upload-range', 'upload-expired', 'upload-missing'])) throw error
      if (wasSent(context)) throw kept(error)
      return beginAnew(context, film, upload)
    }
  }
  return { state: 'ready', handles, usableUntil: upload.expires_at }
}

/** Such an upload is not dropped before its hour is over. */
const kept = (error: PlatformFailure) => new PlatformFailure({ ...error.failure, class: 'retry' }, error)

const isRow = (error: unknown, rows: string[]): error is PlatformFailure =>
  error instanceof PlatformFailure && rows.includes(error.failure.row ?? '')

const waiting = (handles: Handles, { expires_at }: Upload, seconds: number): Preparation => ({
  state: 'wait',
  handles,
  usableUntil: expires_at,
  seconds,
})

const uploadsFail = () =>
  new PlatformFailure({
    class: 'recreate',
    userMessage: 'TikTok lost the upload again and again.',
    details: { message: 'uploads given up' },
    row: 'uploads-lost',
  })

const alreadySent = (status: string) =>
  new PlatformFailure({
    class: 'duplicate',
    userMessage: 'TikTok has the whole of this post already.',
    details: { message: status },
    row: 'already-sent',
  })
