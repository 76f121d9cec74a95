import { invalidParameter } from '../../meta/general-errors.ts'
import { text, time } from '../../meta/parameters.ts'
import type { Call } from '../call.ts'
import { refusal } from '../errors.ts'
import { startAnswer, storyAnswer } from '../numeric-ids.ts'
import { readMessage } from '../posts/feed.ts'
import { bareId } from '../posts/post.ts'
import { checkTime } from '../posts/publication.ts'
import { oneOf } from '../read.ts'
import type { Facebook } from '../state.ts'
import { addVideo, checkFinishable, finishVideo, ownVideo, videoPage } from './video.ts'

const day = 24 * 60 * 60 * 1000

/** `POST /:page/video_reels`: `start`, then bytes to the upload URL, then `finish`. Accepted isn't live: poll the video. */
export function postReel(facebook: Facebook, call: Call): unknown {
  const page = videoPage(facebook, call)
  const { parameters } = call
  if (readPhase(call) === 'start') return start(facebook, page.id, 'reel')
  const video = ownVideo(facebook, call, { id: text(parameters, 'video_id'), pageId: page.id, use: 'reel' })
  const state = oneOf(parameters, 'video_state', ['PUBLISHED', 'DRAFT', 'SCHEDULED'])
  if (!state) throw invalidParameter('The parameter video_state is required.')
  const scheduledAt = time(parameters, 'scheduled_publish_time')
  if ((state === 'SCHEDULED') !== (scheduledAt !== undefined))
    throw invalidParameter('Param scheduled_publish_time goes with video_state SCHEDULED.')
  if (scheduledAt !== undefined) checkTime(facebook, scheduledAt, 29)
  const description = readMessage(parameters, 'description')
  checkFinishable(facebook, video)
  // The limit is documented, its refusal isn't; this is the code of limits set for one call.
  if (state !== 'DRAFT' && reelsOfLastDay(facebook, page.id) >= facebook.settings.reels_per_day)
    throw refusal('customLimit')
  Object.assign(video, { description, title: text(parameters, 'title') ?? '' })
  return finishVideo(facebook, call, { video, state, scheduledAt, answer: () => ({ success: true }) })
}

/** `POST /:page/video_stories`: as reels, and the finish tells the post. */
export function postVideoStory(facebook: Facebook, call: Call): unknown {
  const page = videoPage(facebook, call)
  if (readPhase(call) === 'start') return start(facebook, page.id, 'video_story')
  const id = text(call.parameters, 'video_id')
  const video = ownVideo(facebook, call, { id, pageId: page.id, use: 'video_story' })
  checkFinishable(facebook, video)
  return finishVideo(facebook, call, {
    video,
    state: 'PUBLISHED',
    answer: (post) => storyAnswer(facebook, bareId(post!)),
  })
}

function readPhase(call: Call): 'start' | 'finish' {
  const phase = oneOf(call.parameters, 'upload_phase', ['start', 'finish'])
  if (!phase) throw invalidParameter('The parameter upload_phase is required.')
  return phase
}

function start(facebook: Facebook, pageId: string, use: 'reel' | 'video_story'): unknown {
  const { id } = addVideo(facebook, { pageId, use })
  return startAnswer(facebook, id, `${facebook.url}/video-upload/v26.0/${id}`)
}

function reelsOfLastDay(facebook: Facebook, pageId: string): number {
  const since = facebook.clock.now() - day
  return Object.values(facebook.state.posts).filter(
    (post) => post.pageId === pageId && post.kind === 'reel' && post.createdAt > since,
  ).length
}
