import { invalidParameter } from '../../meta/general-errors.ts'
import { text, time } from '../../meta/parameters.ts'
import { type Call, publishingPage, readablePage } from '../call.ts'
import { commit } from '../commit.ts'
import { refusal } from '../errors.ts'
import { askedFields, boolean } from '../read.ts'
import type { Facebook } from '../state.ts'
import { readMessage } from './feed.ts'
import { isLive, ownPost, refuseDuplicate } from './post.ts'
import { checkTime } from './publication.ts'
import { postNode } from './view.ts'

/** `GET /:post`. */
export function readPost(facebook: Facebook, call: Call): unknown {
  const page = readablePage(facebook, call)
  return postNode(facebook, ownPost(facebook, call, page.id), askedFields(call.parameters))
}

/** `POST /:post`: a new text, a draft made live, another time; only for posts of this app. */
export function updatePost(facebook: Facebook, call: Call): unknown {
  const page = publishingPage(facebook, call)
  const post = ownPost(facebook, call, page.id)
  const { parameters, request, traceId } = call
  if (post.clientId !== call.token.clientId)
    throw refusal('noPermission', { scope: 'the app that made the post' })
  const publish = boolean(parameters, 'is_published')
  const live = isLive(facebook, post)
  if (publish === false && live) throw invalidParameter('A published post can not be unpublished.')
  const scheduledAt = time(parameters, 'scheduled_publish_time')
  if (scheduledAt !== undefined && (live || publish))
    throw invalidParameter('You cannot specify a scheduled publish time on a published post')
  if (scheduledAt !== undefined) checkTime(facebook, scheduledAt, 75)
  const message =
    text(parameters, 'message') === undefined ? post.message : readMessage(parameters, 'message')
  const goesLive = publish === true && !live
  if (goesLive && post.photoIds.length === 0) refuseDuplicate(facebook, { ...post, message })
  Object.assign(post, { message, updatedAt: facebook.clock.now() })
  facebook.changed()
  if (scheduledAt !== undefined) {
    post.scheduledAt = scheduledAt
    const listedAt = scheduledAt + facebook.settings.listing_lag_ms
    post.effect = { liveAt: scheduledAt, listedAt, receivedAt: request.receivedAt, requestId: traceId }
  }
  if (!goesLive) return { success: true }
  return commit(facebook, call, (effect) => {
    post.scheduledAt = undefined
    post.effect = effect
    return { success: true }
  })
}

/** `DELETE /:post`. */
export function deletePost(facebook: Facebook, call: Call): unknown {
  const page = publishingPage(facebook, call)
  delete facebook.state.posts[ownPost(facebook, call, page.id).id]
  facebook.changed()
  return { success: true }
}
