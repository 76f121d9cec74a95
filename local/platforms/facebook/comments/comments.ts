import { invalidParameter, objectMissing } from '../../meta/general-errors.ts'
import { text } from '../../meta/parameters.ts'
import { type Call, needScope, ownPage, readablePage } from '../call.ts'
import { commit } from '../commit.ts'
import { refusal } from '../errors.ts'
import { fetchImage } from '../fetch.ts'
import { bareId, isLive, isStory } from '../posts/post.ts'
import { objectsOf } from '../posts/view.ts'
import { askedFields, paged } from '../read.ts'
import { type Comment, type Facebook, newNumber, type Post } from '../state.ts'
import { commentNode, commentsOn } from './view.ts'

/** `GET /:object/comments`: of a post, or of a photo or video it shows. */
export function listComments(facebook: Facebook, call: Call): unknown {
  const page = readablePage(facebook, call)
  const fields = askedFields(call.parameters)
  return paged(facebook, call, {
    rows: commentsOn(facebook, objectsOf(commented(facebook, call, page.id))),
    cursor: (comment) => comment.id,
    view: (comment) => commentNode(facebook, comment, fields),
  })
}

/** `POST /:object/comments`: the Page's own comment, with words, a picture, or both. */
export async function addComment(facebook: Facebook, call: Call): Promise<unknown> {
  const page = ownPage(facebook, call)
  needScope(facebook, call, 'pages_manage_engagement')
  if (!page.tasks.includes('MODERATE')) throw refusal('noPermission', { scope: 'the task MODERATE' })
  const post = commented(facebook, call, page.id)
  if (isStory(post)) throw objectMissing(post.id, 'post')
  const message = text(call.parameters, 'message') ?? ''
  const url = text(call.parameters, 'attachment_url')
  if (!message && !url) throw invalidParameter('One of message and attachment_url is required.')
  const asset = url ? await fetchImage(facebook, url) : undefined
  return commit(facebook, call, (effect) => {
    const { comments } = facebook.state
    const front = bareId(post)
    const id = `${front}_${newNumber('3', (one) => `${front}_${one}` in comments)}`
    const createdAt = facebook.clock.now()
    comments[id] = { id, objectId: post.id, pageId: page.id, message, asset, createdAt, effect }
    return { id }
  })
}

/** The live post that the path's post, photo or video stands for. */
function commented(facebook: Facebook, call: Call, pageId: string): Post {
  const id = call.request.params.object!
  const post = Object.values(facebook.state.posts).find(
    (one) => one.pageId === pageId && isLive(facebook, one) && [bareId(one), ...objectsOf(one)].includes(id),
  )
  if (!post) throw objectMissing(id, call.request.method.toLowerCase())
  return post
}

/** `GET /:comment`. */
export function readComment(facebook: Facebook, call: Call): unknown {
  const page = readablePage(facebook, call)
  return commentNode(facebook, ownComment(facebook, call, page.id), askedFields(call.parameters))
}

/** `DELETE /:comment`. */
export function deleteComment(facebook: Facebook, call: Call): unknown {
  const page = ownPage(facebook, call)
  needScope(facebook, call, 'pages_manage_engagement')
  delete facebook.state.comments[ownComment(facebook, call, page.id).id]
  facebook.changed()
  return { success: true }
}

function ownComment(facebook: Facebook, call: Call, pageId: string): Comment {
  const id = call.request.params.comment!
  const comment = facebook.state.comments[id]
  if (comment?.pageId !== pageId || facebook.clock.now() < comment.effect.liveAt)
    throw objectMissing(id, call.request.method.toLowerCase())
  return comment
}
