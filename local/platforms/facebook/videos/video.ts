import { invalidParameter, objectMissing } from '../../meta/general-errors.ts'
import type { Page } from '../accounts.ts'
import { type Call, milliseconds, needScope, publishingPage } from '../call.ts'
import { commit } from '../commit.ts'
import { refusal, scriptedError } from '../errors.ts'
import { addPost, supersede } from '../posts/post.ts'
import { movedTo } from '../posts/publication.ts'
import { type Facebook, type Finish, newNumber, type Post, type Video, type VideoUse } from '../state.ts'

const day = 24 * 60 * 60 * 1000

/** The Page, when the app may publish videos there. */
export function videoPage(facebook: Facebook, call: Call): Page {
  const page = publishingPage(facebook, call)
  if (facebook.settings.require_publish_video) needScope(facebook, call, 'publish_video')
  return page
}

export function addVideo(facebook: Facebook, wanted: Pick<Video, 'pageId' | 'use'> & Partial<Video>): Video {
  const { videos } = facebook.state
  const id = newNumber('10190', (one) => one in videos)
  const video: Video = {
    uploadSessionId: newNumber('10190', () => false),
    title: '',
    description: '',
    ...wanted,
    id,
    createdAt: facebook.clock.now(),
  }
  videos[id] = video
  facebook.changed()
  return video
}

/** The video a parameter or path names, of this Page and use. */
export function ownVideo(
  facebook: Facebook,
  call: Call,
  wanted: { id: string | undefined; pageId: string; use?: VideoUse },
): Video {
  const { id, pageId, use } = wanted
  if (!id) throw invalidParameter('The parameter video_id is required.')
  const video = facebook.state.videos[id]
  const method = call.request.method.toLowerCase()
  const lied = method === 'get' && call.request.fault('false_100_33')
  if (lied || video?.pageId !== pageId || (use && video.use !== use)) throw objectMissing(id, method)
  return video
}

export type VideoStatus =
  | 'uploading'
  | 'upload_complete'
  | 'processing'
  | 'ready'
  | 'error'
  | 'expired'
  | 'upload_failed'

/** What the video is at this moment of the simulator's clock. */
export function videoStatus(facebook: Facebook, video: Video): VideoStatus {
  const now = facebook.clock.now()
  const { finish } = video
  if (finish && now >= finish.at) {
    if (now < finish.readyAt) return 'processing'
    return finish.failure ? 'error' : 'ready'
  }
  if (video.uploadFailed) return 'upload_failed'
  if (now >= video.createdAt + day) return 'expired'
  return video.uploadedBytes === undefined ? 'uploading' : 'upload_complete'
}

/** Refuses to finish what isn't uploaded, what is over, and what was finished before. */
export function checkFinishable(facebook: Facebook, video: Video): void {
  const status = videoStatus(facebook, video)
  if (status === 'upload_complete') return
  if (status === 'expired' || status === 'upload_failed') throw refusal('badVideo')
  if (status === 'uploading') throw invalidParameter(`The upload of the video ${video.id} is not complete.`)
  // What a second finish gets is undocumented; nobody should find out.
  throw invalidParameter(`The video ${video.id} was finished before.`)
}

interface Finishing {
  state: Finish['state']
  scheduledAt?: number
}

/** Accepts the video: it is processed, and is live or in error after that. */
export function finishVideo<T>(
  facebook: Facebook,
  call: Call,
  finishing: Finishing & { video: Video; answer(post: Post | undefined): T },
): T {
  const { video, state, scheduledAt, answer } = finishing
  const slow = call.request.fault('slow_processing')
  const broken = call.request.fault('processing_error')
  const scripted = broken && scriptedError(broken, 6000).words
  const failure = scripted ? { code: scripted.code, message: scripted.message } : video.failure
  const processing = facebook.settings.video_processing_ms + (slow ? milliseconds(slow.ms, 60_000) : 0)
  return commit(facebook, call, (effect) => {
    supersede(facebook, (post) => post.videoId === video.id)
    const at = effect.liveAt
    const readyAt = at + processing
    video.finish = { at, readyAt, state, failure }
    const isSeen = !failure && state !== 'DRAFT'
    // A story's post has its id at once, whatever becomes of it.
    if (!isSeen && video.use !== 'video_story') return answer(undefined)
    const post = addPost(facebook, call, {
      pageId: video.pageId,
      kind: video.use,
      message: video.description,
      photoIds: [],
      videoId: video.id,
      effect: isSeen ? movedTo(effect, Math.max(readyAt, scheduledAt ?? 0)) : undefined,
      scheduledAt,
    })
    video.postId = post.id
    return answer(post)
  })
}
