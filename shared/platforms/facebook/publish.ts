import * as z from 'zod/mini'
import type { Confirmation, PostContext, Publisher } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import type { CommitRequest } from '../request.ts'
import { commentCommit } from './comment.ts'
import { find } from './find.ts'
import { graphId, pageOf, readNode } from './graph.ts'
import { armedPhotos, armedVideo } from './handles.ts'
import { listStories } from './list-posts.ts'
import { storedOptions } from './options.ts'
import { pageCommit } from './page-commit.ts'
import { prepare, secondsUntilRead } from './prepare.ts'
import { videoEdge } from './upload-video.ts'
import { readVideo } from './video-state.ts'

/*
 * | type          | safe to repeat                | commit                   | find                                     | settling | absence |
 * | post: text,   | reading the Page              | POST feed                | published_posts by time, app, words      | 120 s    | hint    |
 * | link          |                               |                          |                                          |          |         |
 * | post: photos  | unpublished photos            | POST feed with their ids | published_posts by the photos' ids, then | 120 s    | hint    |
 * |               |                               |                          | a photo's page_story_id                  |          |         |
 * | video         | start, transfer of parts      | POST videos, finish      | the video's own status                   | 120 s    | proof   |
 * | reel          | start, upload by address      | POST video_reels, finish | the video's own status                   | 120 s    | proof   |
 * | story, photo  | unpublished photo             | POST photo_stories       | stories by media_id                      | 120 s    | hint    |
 * | story, video  | start, upload by address      | POST video_stories,      | stories by media_id, the video's status  | 120 s    | proof   |
 * |               |                               | finish                   |                                          |          |         |
 * | first comment | reading a video until it is   | POST comments of the     | its comments by time, author, words      | 120 s    | hint    |
 * | (last step)   | live                          | post or video            |                                          |          |         |
 *
 * There is no idempotency key. A definition has one `absence`, so all count as hint: the same bytes are sent once
 * more, naming the same photos or video. Facebook refuses a Page's message equal to its last (506) and photos that
 * were posted (1366051): both lead to find. An accepted video is not live: only confirm says so.
 */

const post = z.object({ id: graphId })
const finished = z.object({ success: z.literal(true), post_id: z.optional(graphId) })
const permalink = z.object({ permalink_url: z.optional(z.string()) })

/** What Facebook named, and so long did not show, counts as live with what address its id makes. */
const unshownMs = 120_000
const aheadMs = 120_000

/** How a post goes live on a Page. A step is the post, and a first comment one more. */
export const publisher: Publisher = {
  // A comment waits until its video is live.
  preparesEachStep: true,
  prepare,
  commit: (context, index) => (index > 0 ? commentCommit(context) : postCommit(context)),
  committed({ json }, { content, handles }, index) {
    if (index > 0 || content.post_type === 'post') {
      const answer = post.safeParse(json)
      return answer.success ? answer.data : undefined
    }
    const answer = finished.safeParse(json)
    if (!answer.success) return undefined
    const id = content.post_type === 'story' ? answer.data.post_id : armedVideo(handles)?.id
    return id === undefined ? 'unnamed' : { id }
  },
  find,
  confirm,
}

function postCommit(context: PostContext): CommitRequest {
  const { content, handles } = context
  const { link, title } = storedOptions().parse(content.options)
  const page = pageOf(context)
  const video = armedVideo(handles)
  if (video) {
    const edge = videoEdge(context)
    return pageCommit(context, {
      path: `/${page}/${edge}`,
      route: `POST /:page/${edge}`,
      form: {
        upload_phase: 'finish',
        ...(edge === 'videos' ? { upload_session_id: video.session } : { video_id: video.id }),
        ...(edge === 'video_reels' ? { video_state: 'PUBLISHED' } : {}),
        ...(edge === 'video_stories' ? {} : { title: title ?? undefined, description: content.text }),
      },
    })
  }
  const photos = armedPhotos(context)
  if (content.post_type === 'story')
    return pageCommit(context, {
      path: `/${page}/photo_stories`,
      route: 'POST /:page/photo_stories',
      form: { photo_id: photos[0] },
    })
  return pageCommit(context, {
    path: `/${page}/feed`,
    route: 'POST /:page/feed',
    form: {
      message: content.text,
      link: link ?? undefined,
      ...Object.fromEntries(
        photos.map((id, index) => [`attached_media[${index}]`, JSON.stringify({ media_fbid: id })]),
      ),
    },
  })
}

async function confirm(context: PostContext, postId: string): Promise<Confirmation> {
  const { content, steps, handles } = context
  // A comment may be the last step; what is shown is the post.
  const id = steps[0]?.post_id ?? postId
  switch (content.post_type) {
    case 'video':
    case 'reel':
      return confirmVideo(context, id)
    case 'story':
      return confirmStory(context, id, armedVideo(handles)?.id)
    default:
      return {
        state: 'live',
        url: (await readPermalink(context, id)) ?? `${context.network.hosts.web}/${id}`,
      }
  }
}

async function readPermalink(context: PostContext, id: string): Promise<string | undefined> {
  const fields = 'permalink_url'
  const reading = readNode(context, { node: id, route: 'GET /:post', fields, schema: permalink })
  return (await reading.catch((error) => nothingOnceLate(context, error)))?.permalink_url
}

/** A read that is refused for good takes nothing from a post that was named. */
function nothingOnceLate(context: PostContext, error: unknown): undefined {
  if (!(error instanceof PlatformFailure) || !isLate(context)) throw error
}

const isLate = (context: PostContext): boolean => context.network.now() - acceptedAt(context) > unshownMs

async function confirmVideo(context: PostContext, id: string): Promise<Confirmation> {
  const { stage, url, failure } = await readVideo(context, id)
  if (failure) return { state: 'failed', failure }
  return stage === 'live' ? { state: 'live', url: url ?? watchUrl(context, id) } : later(context)
}

const watchUrl = ({ network, content }: PostContext, id: string): string =>
  content.post_type === 'reel' ? `${network.hosts.web}/reel/${id}` : `${network.hosts.web}/${id}`

async function confirmStory(
  context: PostContext,
  id: string,
  video: string | undefined,
): Promise<Confirmation> {
  const listing = listStories(context, acceptedAt(context) - aheadMs)
  const rows = await listing.catch((error) => nothingOnceLate(context, error))
  const row = rows?.find(({ post_id }) => post_id === id)
  if (row) return { state: 'live', url: row.url ?? null }
  if (video !== undefined) {
    const { stage, failure } = await readVideo(context, video)
    if (failure) return { state: 'failed', failure }
    if (stage !== 'live') return later(context)
  }
  return isLate(context) ? { state: 'live', url: null } : later(context)
}

const acceptedAt = ({ network, steps }: PostContext): number => steps[0]?.armed_at ?? network.now()

const later = (context: PostContext): Confirmation => ({
  state: 'wait',
  seconds: secondsUntilRead(context.network.now(), acceptedAt(context)),
})
