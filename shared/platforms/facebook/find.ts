import * as z from 'zod/mini'
import type { Armed, Finding, FoundPost, PostContext } from '../contract.ts'
import { findComment } from './comment.ts'
import { graphId, readNode } from './graph.ts'
import { graphTime } from './graph-time.ts'
import { armedPhotos, armedVideo } from './handles.ts'
import { listPosts, listStories } from './list-posts.ts'
import { isSameText, showsPhoto } from './match-post.ts'
import { storedOptions } from './options.ts'
import { readVideo, type VideoState } from './video-state.ts'

// Clocks differ by up to two minutes.
const aheadMs = 120_000

/** Asks for what the step made, by the id of its photos or video where it has one, else among the Page's posts. */
export function find(context: PostContext, armed: Armed): Promise<Finding> {
  const since = armed.armed_at - aheadMs
  if (armed.index > 0) return findComment(context, since)
  const video = armedVideo(context.handles)
  if (context.content.post_type === 'story') return findStory(context, armed, video?.id)
  if (video) return findVideo(context, armed, video.id)
  return findPost(context, since)
}

async function findVideo(context: PostContext, armed: Armed, id: string): Promise<Finding> {
  const state = await readVideo(context, id)
  const post = {
    id,
    ...(state.url ? { url: state.url } : {}),
    created_at: state.publishedAt ?? armed.armed_at,
  }
  if (state.stage === 'live') return { kind: 'live', posts: [post], exact: true }
  return state.stage === 'accepted' ? { kind: 'seen', posts: [post], exact: true } : withoutPost(state)
}

async function findStory(context: PostContext, armed: Armed, video: string | undefined): Promise<Finding> {
  const media = video ?? armedPhotos(context)[0]
  const rows = await listStories(context, armed.armed_at - aheadMs)
  const row = rows.find(({ media_id }) => media_id === media)
  if (row)
    return {
      kind: 'seen',
      posts: [{ id: row.post_id, url: row.url, created_at: row.creation_time }],
      exact: true,
    }
  if (video === undefined) return { kind: 'seen', posts: [] }
  return withoutPost(await readVideo(context, video))
}

/** What a video's own state says where no post of it is known. */
function withoutPost({ stage }: VideoState): Finding {
  switch (stage) {
    case 'live':
      return { kind: 'live', posts: [] }
    case 'failed':
      return { kind: 'dead' }
    case 'accepted':
    case 'processing':
      return { kind: 'unknown', failure: stillProcessing }
    default:
      // The video's own state is proof, where lists of posts only hint.
      return { kind: 'seen', posts: [], absence: 'proof' }
  }
}

const stillProcessing = {
  class: 'not_ready' as const,
  userMessage: 'Facebook still works on the video.',
  details: { message: 'video is being processed' },
  row: 'video-processing',
}

async function findPost(context: PostContext, since: number): Promise<Finding> {
  const { content, network } = context
  const photos = armedPhotos(context)
  const rows = await listPosts(context, since)
  if (photos.length > 0) {
    const found = rows.filter((row) => showsPhoto(row, photos)).map(foundPost)
    return { kind: 'seen', posts: found.length > 0 ? found : await postOfPhoto(context, photos) }
  }
  const link = storedOptions().parse(content.options).link ?? undefined
  const sought = { text: content.text, link, app: network.app.clientId, since }
  return { kind: 'seen', posts: rows.filter((row) => isSameText(row, sought)).map(foundPost) }
}

const foundPost = ({
  id,
  permalink_url,
  created_time,
}: {
  id: string
  permalink_url?: string
  created_time: number
}): FoundPost => ({ id, url: permalink_url, created_at: created_time })

const photo = z.object({ page_story_id: z.optional(graphId) })

const story = z.object({
  id: graphId,
  is_published: z.optional(z.boolean()),
  created_time: graphTime,
  permalink_url: z.optional(z.string()),
})

/** The live post that a photo of ours says it is in; listings lag, photos may not. */
async function postOfPhoto(context: PostContext, [first]: readonly string[]): Promise<FoundPost[]> {
  if (first === undefined) return []
  const { page_story_id } = await readNode(context, {
    node: first,
    route: 'GET /:photo',
    fields: 'page_story_id',
    schema: photo,
  })
  if (page_story_id === undefined) return []
  const { is_published, ...post } = await readNode(context, {
    node: page_story_id,
    route: 'GET /:post',
    fields: 'id,is_published,created_time,permalink_url',
    schema: story,
  })
  // Only its own word counts: what this id is for a photo that is not published is documented nowhere.
  return is_published === true ? [foundPost(post)] : []
}
