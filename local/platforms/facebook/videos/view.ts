import { type Field, type Readers, readNode } from '../../meta/fields.ts'
import { text } from '../../meta/parameters.ts'
import { type Call, publishingPage, readablePage } from '../call.ts'
import { pageById } from '../pages.ts'
import { inWindow } from '../posts/listings.ts'
import { bareId, isLive, livePosts, permalinkPath } from '../posts/post.ts'
import { askedFields, empty, oneOf, paged, part, timestamp } from '../read.ts'
import { videoNames } from '../spec-names.ts'
import type { Facebook, Post, Video } from '../state.ts'
import { forget, receivedBytes } from './bytes.ts'
import { ownVideo, type VideoStatus, videoStatus } from './video.ts'

/** `GET /:video`. */
export function readVideo(facebook: Facebook, call: Call): unknown {
  const page = readablePage(facebook, call)
  const video = ownVideo(facebook, call, { id: call.request.params.video, pageId: page.id })
  return videoNode(facebook, video, askedFields(call.parameters))
}

/** `DELETE /:video`: with its post. */
export function deleteVideo(facebook: Facebook, call: Call): unknown {
  const page = publishingPage(facebook, call)
  const video = ownVideo(facebook, call, { id: call.request.params.video, pageId: page.id })
  if (video.postId) delete facebook.state.posts[video.postId]
  forget(facebook, video)
  return { success: true }
}

/** `GET /:page/videos` and `/video_reels`: the live ones, newest first. */
export function listVideos(facebook: Facebook, call: Call, kind: 'video' | 'reel'): unknown {
  const page = readablePage(facebook, call)
  if (kind === 'video') oneOf(call.parameters, 'type', ['tagged', 'uploaded'])
  const shown = text(call.parameters, 'type') === 'tagged' ? [] : livePosts(facebook, page.id)
  const fields = askedFields(call.parameters)
  return paged(facebook, call, {
    rows: inWindow(facebook, call, shown)
      .filter((post) => post.kind === kind)
      .flatMap((post) => facebook.state.videos[post.videoId ?? ''] ?? []),
    cursor: (video) => video.id,
    view: (video) => videoNode(facebook, video, fields),
  })
}

function videoNode(facebook: Facebook, video: Video, asked: Field[]): Record<string, unknown> {
  const post = video.postId ? facebook.state.posts[video.postId] : undefined
  const live = post !== undefined && isLive(facebook, post)
  const { asset } = video
  const readers: Readers = {
    ...empty(videoNames),
    id: () => video.id,
    title: () => video.title || undefined,
    description: () => video.description || undefined,
    created_time: () => timestamp(video.createdAt),
    updated_time: () => timestamp(Math.max(video.createdAt, live ? post.effect!.liveAt : 0)),
    length: () => asset?.duration,
    source: () => asset && `${facebook.url}/_media/${asset.file}`,
    // Its own number only, as other projects read it.
    post_id: () => (live ? bareId(post) : undefined),
    permalink_url: () => (post && live ? shownPermalink(facebook, post) : undefined),
    published: () => live,
    scheduled_publish_time: () =>
      post?.scheduledAt === undefined || live ? undefined : timestamp(post.scheduledAt),
    status: (nested) => part('VideoStatus', statusNode(facebook, video, post), nested),
    from: (nested) =>
      part('Page', { name: pageById(facebook, video.pageId)?.name, id: video.pageId }, nested),
  }
  return readNode({ type: 'Video', readers, defaults: ['description', 'updated_time', 'id'] }, asked)
}

function shownPermalink(facebook: Facebook, post: Post): string {
  return (facebook.settings.relative_video_permalinks ? '' : facebook.url) + permalinkPath(post)
}

function statusNode(facebook: Facebook, video: Video, post: Post | undefined): Record<string, unknown> {
  const { settings } = facebook
  const status = videoStatus(facebook, video)
  const done = settings.phase_word
  const received = receivedBytes(facebook, video)
  const errors = status === 'error' ? phaseErrors(facebook, video) : {}
  const uploading =
    status === 'uploading'
      ? received > 0
        ? 'in_progress'
        : 'not_started'
      : status === 'upload_failed'
        ? 'error'
        : done
  const processing: Partial<Record<VideoStatus, string>> = {
    processing: 'in_progress',
    ready: done,
    error: 'error',
  }
  return {
    video_status: status,
    uploading_phase: { status: uploading, [settings.byte_counter]: received },
    processing_phase: { status: processing[status] ?? 'not_started', ...errors },
    publishing_phase: publishingPhase(facebook, { video, post, status, done }),
  }
}

function phaseErrors(facebook: Facebook, { finish }: Video): Record<string, unknown> {
  const { code, message } = finish?.failure ?? { code: 6000, message: '' }
  return facebook.settings.phase_errors === 'error' ? { error: { message } } : { errors: [{ code, message }] }
}

function publishingPhase(
  facebook: Facebook,
  now: { video: Video; post: Post | undefined; status: VideoStatus; done: string },
): Record<string, unknown> {
  const { video, post, status, done } = now
  if (status === 'error') return { status: 'not_started', publish_status: 'error' }
  if (status !== 'ready') return { status: 'not_started' }
  if (video.finish?.state === 'DRAFT') return { status: 'not_started', publish_status: 'draft' }
  if (!post) return { status: 'not_started', publish_status: 'not_published' }
  const publish_time = timestamp(post.effect?.liveAt ?? post.createdAt)
  return isLive(facebook, post)
    ? { status: done, publish_status: 'published', publish_time }
    : { status: 'not_started', publish_status: 'scheduled', publish_time }
}
