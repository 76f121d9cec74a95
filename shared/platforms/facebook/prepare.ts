import * as z from 'zod/mini'
import type { PostContext, Preparation } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import { readAnswer } from '../meta/read-answer.ts'
import { definition } from './definition.ts'
import { find } from './find.ts'
import { graphId, isMissing, pageCall, pageOf } from './graph.ts'
import { type Handles, readHandles, usableUntil } from './handles.ts'
import { uploadPhotos } from './photos.ts'
import { sendVideo, startVideo } from './upload-video.ts'
import { readVideo } from './video-state.ts'

const readAgainAfter = [2, 3, 5, 10, 20, 30]
const slowestReadSeconds = 60
// The engine starts over ten minutes before the end; a little earlier here, so that it never meets such a handle.
const endMarginMs = 15 * 60_000
const dayMs = 86_400_000

/**
 * Uploads what the post needs, unpublished. Each call makes or reads what is due and returns, so that every id is
 * kept before the next step. Once the post is made it waits until a comment can stand below it.
 */
export async function prepare(context: PostContext): Promise<Preparation> {
  const made = context.steps[0]?.post_id
  if (made !== undefined) return prepareComment(context, made)
  const handles = readHandles(context.handles)
  if (!handles) return begin(context)
  if (handles.video?.sent) return followVideo(context, handles, handles.video.id)
  if (handles.photos.length > 0 && arePhotosThere(handles)) await refuseLivePhotos(context, handles)
  return ends(context, handles) ? begin(context) : goOn(context, handles)
}

const ends = ({ network }: PostContext, handles: Handles): boolean =>
  network.now() >= usableUntil(handles) - endMarginMs

const arePhotosThere = ({ photos }: Handles): boolean => !photos.includes(null)

async function begin(context: PostContext): Promise<Preparation> {
  await checkPage(context)
  const isVideo = context.media[0]?.kind === 'video'
  return goOn(context, {
    created_at: context.network.now(),
    polls: 0,
    photos: isVideo ? [] : context.media.map(() => null),
  })
}

const page = z.object({ id: graphId })

/** A text has nothing else to prepare: whether Page and token are still good shows here, not at its second. */
async function checkPage(context: PostContext): Promise<void> {
  try {
    const answer = await pageCall(context, {
      method: 'GET',
      path: `/${pageOf(context)}`,
      route: 'GET /:page',
      query: { fields: 'id' },
    })
    readAnswer(page, answer)
  } catch (error) {
    if (isMissing(error)) throw new PlatformFailure({ ...error.failure, ...pageGone }, error)
    throw error
  }
}

const pageGone = {
  class: 'permission' as const,
  userMessage: definition.target.tokenGone,
  row: 'page-gone',
}

async function goOn(context: PostContext, handles: Handles): Promise<Preparation> {
  const [file] = context.media
  if (file?.kind !== 'video') {
    const uploaded = await uploadPhotos(context, handles)
    return arePhotosThere(uploaded) ? ready(uploaded) : waiting(uploaded, 1)
  }
  if (!handles.video) return waiting({ ...handles, video: await startVideo(context, file) }, 1)
  const video = await sendVideo(context, file, handles.video)
  const sent = { ...handles, video }
  return video.sent ? followVideo(context, sent, video.id) : waiting(sent, 1)
}

/** An old video is always read before a new one takes its place: it might be live. */
async function followVideo(context: PostContext, handles: Handles, id: string): Promise<Preparation> {
  const { stage, failure } = await readVideo(context, id)
  if (failure) throw new PlatformFailure(failure)
  if (stage === 'live' || stage === 'accepted') throw alreadyLive()
  if (ends(context, handles)) return begin(context)
  if (stage !== 'uploading') return ready(handles)
  return waiting(
    { ...handles, polls: handles.polls + 1 },
    readAgainAfter[handles.polls] ?? slowestReadSeconds,
  )
}

/** Photos that are all there are read again only after a refused commit, or near their end. */
async function refuseLivePhotos(context: PostContext, handles: Handles): Promise<void> {
  const { created_at, photos } = handles
  const armed = { index: 0, armed_at: created_at, commit_deadline: created_at }
  const finding = await find({ ...context, handles: { ...handles, photos } }, armed)
  if (finding.kind === 'seen' && finding.posts.length > 0) throw alreadyLive()
}

const alreadyLive = () =>
  new PlatformFailure({
    class: 'duplicate',
    userMessage: 'Facebook says that this post is already live.',
    details: { message: 'its photos or video are published' },
    row: 'already-live',
  })

async function prepareComment(context: PostContext, made: string): Promise<Preparation> {
  const { network, content, handles, steps } = context
  const prepared = { handles, usableUntil: network.now() + dayMs }
  if (content.post_type !== 'video' && content.post_type !== 'reel') return { state: 'ready', ...prepared }
  const { stage, failure } = await readVideo(context, made)
  if (failure) throw new PlatformFailure(failure)
  return stage === 'live'
    ? { state: 'ready', ...prepared }
    : { state: 'wait', ...prepared, seconds: secondsUntilRead(network.now(), steps[0]?.armed_at) }
}

/** The longer something takes, the rarer it is asked for. */
export const secondsUntilRead = (now: number, since = now): number =>
  Math.min(slowestReadSeconds, Math.max(3, Math.ceil((now - since) / 4000)))

const ready = (handles: Handles): Preparation => ({
  state: 'ready',
  handles,
  usableUntil: usableUntil(handles),
})

const waiting = (handles: Handles, seconds: number): Preparation => ({
  state: 'wait',
  handles,
  usableUntil: usableUntil(handles),
  seconds,
})
