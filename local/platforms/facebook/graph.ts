import type { Route, SimRequest, SimResponse } from '../kit/server.ts'
import { type Call, type GraphRoute, graphRoutes } from './call.ts'
import { addComment, deleteComment, listComments, readComment } from './comments/comments.ts'
import { hashtagMedia, recentSearches, searchHashtag } from './hashtags/hashtags.ts'
import { listPages, readIdentity } from './identity.ts'
import { pageInsights, postInsights } from './insights.ts'
import { deletePermissions, listPermissions } from './oauth/permissions.ts'
import { deletePhoto, readPhoto } from './photos/photo.ts'
import { publishPhotoStory } from './photos/story.ts'
import { uploadPhoto } from './photos/upload.ts'
import { createPost } from './posts/feed.ts'
import { listFeed, listPublished, listScheduled, listStories } from './posts/listings.ts'
import { isLive, permalink, postById } from './posts/post.ts'
import { deletePost, readPost, updatePost } from './posts/update.ts'
import { type Facebook, idPattern } from './state.ts'
import { postVideo } from './videos/feed-video.ts'
import { postReel, postVideoStory } from './videos/reels.ts'
import { deleteVideo, listVideos, readVideo } from './videos/view.ts'

type Run = (facebook: Facebook, call: Call) => unknown

const anyObject = `${idPattern.post}|${idPattern.photo}|${idPattern.video}`
const parameters: Record<string, string> = {
  page: 'me|\\d+',
  user: 'me|\\d+',
  post: idPattern.post,
  photo: idPattern.photo,
  video: idPattern.video,
  comment: idPattern.comment,
  object: anyObject,
  permission: '\\w+',
  hashtag: idPattern.hashtag,
  ig: '178414\\d+',
}

/** graph.facebook.com and graph-video.facebook.com. First match wins: comments, posts and media stand before Pages. */
const edges: [name: string, run: Run][] = [
  ['GET /ig_hashtag_search', searchHashtag],
  ['GET /:hashtag/top_media', hashtagMedia],
  ['GET /:hashtag/recent_media', hashtagMedia],
  ['GET /:ig/recently_searched_hashtags', recentSearches],
  ['GET /:comment', readComment],
  ['DELETE /:comment', deleteComment],
  ['GET /:object/comments', listComments],
  ['POST /:object/comments', addComment],
  ['GET /:photo', readPhoto],
  ['DELETE /:photo', deletePhoto],
  ['GET /:video', readVideo],
  ['DELETE /:video', deleteVideo],
  ['GET /:post/insights', postInsights],
  ['GET /:post', readPost],
  ['POST /:post', updatePost],
  ['DELETE /:post', deletePost],
  ['GET /:user/accounts', listPages],
  ['GET /:user/permissions', listPermissions],
  ['DELETE /:user/permissions', deletePermissions],
  ['DELETE /:user/permissions/:permission', deletePermissions],
  ['POST /:page/feed', createPost],
  ['GET /:page/feed', listFeed],
  ['GET /:page/posts', listPublished],
  ['GET /:page/published_posts', listPublished],
  ['GET /:page/scheduled_posts', listScheduled],
  ['POST /:page/photos', uploadPhoto],
  ['POST /:page/photo_stories', publishPhotoStory],
  ['POST /:page/videos', postVideo],
  ['GET /:page/videos', (facebook, call) => listVideos(facebook, call, 'video')],
  ['POST /:page/video_reels', postReel],
  ['GET /:page/video_reels', (facebook, call) => listVideos(facebook, call, 'reel')],
  ['POST /:page/video_stories', postVideoStory],
  ['GET /:page/stories', listStories],
  ['GET /:page/insights', pageInsights],
  ['GET /:page', readIdentity],
]

export function graph(facebook: Facebook): Route[] {
  return edges.flatMap(([name, run]) => {
    const [method, path] = name.split(' ') as [GraphRoute['method'], string]
    return graphRoutes(facebook, {
      method,
      name,
      path: path.replace(/:(\w+)/g, (_, parameter: string) => `:${parameter}(${parameters[parameter]})`),
      run: (call) => run(facebook, call),
      forPeople: name === 'GET /:post' ? (request) => toPermalink(facebook, request) : undefined,
    })
  })
}

/** www.facebook.com/<page>_<post> leads people to the post. */
function toPermalink(facebook: Facebook, request: SimRequest): SimResponse | undefined {
  const post = postById(facebook, request.params.post!)
  return post && isLive(facebook, post)
    ? { status: 302, headers: { location: permalink(facebook, post) } }
    : undefined
}
