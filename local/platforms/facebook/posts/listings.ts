import { time } from '../../meta/parameters.ts'
import { type Call, readablePage } from '../call.ts'
import { nestedInsights } from '../insights.ts'
import { askedFields, oneOf, paged } from '../read.ts'
import type { Facebook, Post } from '../state.ts'
import { bareId, isLive, isOnItsWay, isStory, livePosts, permalink } from './post.ts'
import { postNode } from './view.ts'

const day = 24 * 60 * 60 * 1000

/** `GET /:page/published_posts` and `/posts`: live posts, newest first; reels and stories have listings of their own. */
export function listPublished(facebook: Facebook, call: Call): unknown {
  const page = readablePage(facebook, call)
  return listed(facebook, call, inWindow(facebook, call, livePosts(facebook, page.id).filter(inFeed)))
}

/** `GET /:page/feed`: also drafts and scheduled posts. */
export function listFeed(facebook: Facebook, call: Call): unknown {
  const page = readablePage(facebook, call)
  const live = inWindow(facebook, call, livePosts(facebook, page.id).filter(inFeed))
  return listed(facebook, call, [...unpublished(facebook, page.id), ...live])
}

/** `GET /:page/scheduled_posts`. */
export function listScheduled(facebook: Facebook, call: Call): unknown {
  const page = readablePage(facebook, call)
  const scheduled = unpublished(facebook, page.id).filter((post) => post.scheduledAt !== undefined)
  return listed(facebook, call, scheduled)
}

/** `GET /:page/stories`: those of the last day, longer when the archive is on. */
export function listStories(facebook: Facebook, call: Call): unknown {
  const page = readablePage(facebook, call)
  const now = facebook.clock.now()
  const status = oneOf(call.parameters, 'status', ['ARCHIVED', 'PUBLISHED'])
  const rows = inWindow(facebook, call, livePosts(facebook, page.id).filter(isStory))
    .map((post) => ({ post, isOver: now >= post.effect!.liveAt + day }))
    .filter(({ isOver }) => !isOver || facebook.settings.story_archive)
    .filter(({ isOver }) => status === undefined || (status === 'ARCHIVED') === isOver)
  return paged(facebook, call, {
    rows,
    cursor: ({ post }) => post.id,
    view: ({ post, isOver }) => ({
      post_id: bareId(post),
      status: isOver ? 'archived' : 'published',
      creation_time: String(Math.floor(post.effect!.liveAt / 1000)),
      media_type: post.videoId ? 'video' : 'photo',
      media_id: post.videoId ?? post.photoIds[0],
      url: permalink(facebook, post),
    }),
  })
}

const inFeed = (post: Post) => !isStory(post) && post.kind !== 'reel'

function unpublished(facebook: Facebook, pageId: string): Post[] {
  return Object.values(facebook.state.posts)
    .filter((post) => post.pageId === pageId && inFeed(post))
    .filter((post) => !isLive(facebook, post) && !isOnItsWay(facebook, post))
    .reverse()
}

/** `since` and `until`; new posts may be missing for a while. */
export function inWindow(facebook: Facebook, call: Call, posts: Post[]): Post[] {
  const since = time(call.parameters, 'since') ?? Number.NEGATIVE_INFINITY
  const until = time(call.parameters, 'until') ?? Number.POSITIVE_INFINITY
  return posts.filter((post) => {
    const { liveAt, listedAt } = post.effect!
    return listedAt <= facebook.clock.now() && liveAt >= since && liveAt <= until
  })
}

function listed(facebook: Facebook, call: Call, rows: Post[]): unknown {
  const fields = askedFields(call.parameters)
  return paged(facebook, call, {
    rows,
    cursor: (post) => post.id,
    view: (post) =>
      postNode(facebook, post, fields, ({ metric }) => nestedInsights(facebook, call, { post, metric })),
  })
}
