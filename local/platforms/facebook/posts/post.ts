import { objectMissing } from '../../meta/general-errors.ts'
import type { Call } from '../call.ts'
import { refusal } from '../errors.ts'
import { type Facebook, newNumber, type Post } from '../state.ts'

/** Writes a post down; with an effect it is live at that time. */
export function addPost(
  facebook: Facebook,
  call: Call,
  wanted: Omit<Post, 'id' | 'clientId' | 'createdAt' | 'updatedAt'>,
): Post {
  const { posts } = facebook.state
  const now = facebook.clock.now()
  const number = newNumber('12200', (one) => Object.keys(posts).some((id) => id.endsWith(one)))
  const post: Post = {
    ...wanted,
    id: `${wanted.pageId}_${number}`,
    clientId: call.token.clientId,
    createdAt: now,
    updatedAt: now,
  }
  posts[post.id] = post
  facebook.changed()
  return post
}

export function isLive(facebook: Facebook, post: Post): boolean {
  return post.effect !== undefined && facebook.clock.now() >= post.effect.liveAt
}

/** Will be live by a call that was answered before: delayed or in processing, and nobody knows of it yet. */
export function isOnItsWay(facebook: Facebook, post: Post): boolean {
  return post.effect !== undefined && post.scheduledAt === undefined && !isLive(facebook, post)
}

export function isStory(post: Post): boolean {
  return post.kind === 'photo_story' || post.kind === 'video_story'
}

/** The id without its Page. */
export function bareId(post: Post): string {
  return post.id.slice(post.id.indexOf('_') + 1)
}

export function postById(facebook: Facebook, id: string): Post | undefined {
  return Object.values(facebook.state.posts).find((post) => post.id === id || bareId(post) === id)
}

/** The post in the path, with or without its Page in front, of the token's own Page. */
export function ownPost(facebook: Facebook, call: Call, pageId: string): Post {
  const id = call.request.params.post!
  const post = postById(facebook, id)
  const method = call.request.method.toLowerCase()
  const lied = method === 'get' && call.request.fault('false_100_33')
  if (lied || post?.pageId !== pageId || isOnItsWay(facebook, post)) throw objectMissing(id, method)
  return post
}

/** The Page's live posts of every kind, newest first. */
export function livePosts(facebook: Facebook, pageId: string): Post[] {
  return Object.values(facebook.state.posts)
    .filter((post) => post.pageId === pageId && isLive(facebook, post))
    .reverse()
    .sort((a, b) => b.effect!.liveAt - a.effect!.liveAt)
}

/** 506 for a message (and link) equal to the Page's last post. */
export function refuseDuplicate(facebook: Facebook, wanted: Pick<Post, 'pageId' | 'message' | 'link'>): void {
  if (!facebook.settings.refuse_duplicates) return
  const last = livePosts(facebook, wanted.pageId).find((post) => !isStory(post) && post.kind !== 'reel')
  const isWords = last?.kind === 'text' || last?.kind === 'link'
  if (isWords && last.message === wanted.message && last.link === wanted.link) throw refusal('duplicate')
}

/** What is on its way with the same photo or video comes to nothing when another attempt gets through first. */
export function supersede(facebook: Facebook, isSame: (post: Post) => boolean): void {
  for (const post of Object.values(facebook.state.posts))
    if (isOnItsWay(facebook, post) && isSame(post)) delete facebook.state.posts[post.id]
}

/** The address people open, below www.facebook.com. */
export function permalinkPath(post: Post): string {
  if (isStory(post)) return `/stories/${post.pageId}/${bareId(post)}/`
  if (post.kind === 'reel') return `/reel/${post.videoId}/`
  if (post.kind === 'video') return `/${post.pageId}/videos/${post.videoId}/`
  return `/${post.pageId}/posts/${bareId(post)}`
}

export function permalink(facebook: Facebook, post: Post): string {
  return facebook.url + permalinkPath(post)
}
