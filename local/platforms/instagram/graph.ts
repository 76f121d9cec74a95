import type { Route } from '../kit/server.ts'
import { invalidParameter, objectMissing } from '../meta/general-errors.ts'
import { text } from '../meta/parameters.ts'
import { type Call, type GraphRoute, graphRoutes, ownAccount } from './call.ts'
import { createContainer, type Misbehaviour } from './containers.ts'
import { readDraft } from './draft.ts'
import { isInstagramSubcode, scriptedError } from './errors.ts'
import { listMedia, listStories, publishingLimit } from './listings.ts'
import { accountNode, askedFields, commentNode, commentsOn, containerNode, mediaNode } from './nodes.ts'
import { mediaPublish, milliseconds } from './publish-call.ts'
import { type Container, type Instagram, idPrefix, type Media, newId } from './state.ts'

const basic = 'instagram_business_basic'
const publishing = 'instagram_business_content_publish'
const comments = 'instagram_business_manage_comments'

const container = `:container(${idPrefix.container}\\d{13})`
const media = `:media(${idPrefix.media}\\d{13})`
const ig = ':ig(me|\\d+)'

/** graph.instagram.com as far as publishing needs it. First match wins: containers and posts stand before accounts. */
export function graph(instagram: Instagram, signal: AbortSignal): Route[] {
  const edges: GraphRoute[] = [
    {
      method: 'GET',
      path: `/${container}`,
      name: 'GET /:container',
      scope: basic,
      run: (call) => containerNode(instagram, ownContainer(instagram, call), askedFields(call.parameters)),
    },
    {
      method: 'GET',
      path: `/${media}`,
      name: 'GET /:media',
      scope: basic,
      run: (call) => mediaNode(instagram, ownMedia(instagram, call), askedFields(call.parameters)),
    },
    {
      method: 'GET',
      path: `/${media}/children`,
      name: 'GET /:media/children',
      scope: basic,
      run: (call) => listChildren(instagram, call),
    },
    {
      method: 'GET',
      path: `/${media}/comments`,
      name: 'GET /:media/comments',
      scope: comments,
      run: (call) => listComments(instagram, call),
    },
    {
      method: 'POST',
      path: `/${media}/comments`,
      name: 'POST /:media/comments',
      scope: comments,
      run: (call) => addComment(instagram, call),
    },
    {
      method: 'GET',
      path: '/me',
      name: 'GET /me',
      scope: basic,
      run: (call) => accountNode(instagram, ownAccount(call), askedFields(call.parameters)),
    },
    {
      method: 'GET',
      path: `/${ig}`,
      name: 'GET /:ig',
      scope: basic,
      run: (call) => accountNode(instagram, ownAccount(call), askedFields(call.parameters)),
    },
    {
      method: 'POST',
      path: `/${ig}/media`,
      name: 'POST /:ig/media',
      scope: publishing,
      run: (call) => addContainer(instagram, call, signal),
    },
    {
      method: 'GET',
      path: `/${ig}/media`,
      name: 'GET /:ig/media',
      scope: basic,
      run: (call) => listMedia(instagram, call),
    },
    {
      method: 'POST',
      path: `/${ig}/media_publish`,
      name: 'POST /:ig/media_publish',
      scope: publishing,
      run: (call) => mediaPublish(instagram, call),
    },
    {
      method: 'GET',
      path: `/${ig}/stories`,
      name: 'GET /:ig/stories',
      scope: basic,
      run: (call) => listStories(instagram, call),
    },
    {
      method: 'GET',
      path: `/${ig}/content_publishing_limit`,
      name: 'GET /:ig/content_publishing_limit',
      scope: publishing,
      run: (call) => publishingLimit(instagram, call),
    },
  ]
  return edges.flatMap((edge) => graphRoutes(instagram, edge))
}

function ownContainer(instagram: Instagram, call: Call): Container {
  const id = call.request.params.container!
  const found = instagram.state.containers[id]
  if (call.request.fault('false_100_33') || found?.accountId !== call.token.accountId) throw objectMissing(id)
  return found
}

function ownMedia(instagram: Instagram, call: Call): Media {
  const id = call.request.params.media!
  const found = instagram.state.media[id]
  if (call.request.fault('false_100_33') || found?.accountId !== call.token.accountId)
    throw objectMissing(id, call.request.method.toLowerCase())
  return found
}

async function addContainer(instagram: Instagram, call: Call, signal: AbortSignal): Promise<unknown> {
  const accountId = ownAccount(call)
  const draft = readDraft(call.parameters, instagram.settings.hashtag_limit)
  const made = await createContainer(instagram, {
    accountId,
    draft,
    misbehaviour: misbehaviour(call),
    signal,
  })
  return { id: made.id }
}

function misbehaviour({ request }: Call): Misbehaviour {
  const error = request.fault('container_error')
  const slow = request.fault('slow_container')
  const subcode = isInstagramSubcode(error?.subcode) ? error.subcode : 2207026
  return { failure: error && subcode, extraMs: slow ? milliseconds(slow.ms, 60_000) : 0 }
}

function listChildren(instagram: Instagram, call: Call): unknown {
  const fields = askedFields(call.parameters)
  const children = ownMedia(instagram, call).children.flatMap((id) => instagram.state.media[id] ?? [])
  return { data: children.map((child) => mediaNode(instagram, child, fields)) }
}

function listComments(instagram: Instagram, call: Call): unknown {
  const fields = askedFields(call.parameters)
  const found = commentsOn(instagram, ownMedia(instagram, call))
  return { data: found.map((comment) => commentNode(instagram, comment, fields)) }
}

function addComment(instagram: Instagram, call: Call): unknown {
  const post = ownMedia(instagram, call)
  const message = text(call.parameters, 'message')
  if (!message) throw invalidParameter('The parameter message is required.')
  if (post.productType === 'STORY') throw objectMissing(post.id, 'post')
  const id = newId('comment', instagram.state.comments)
  const createdAt = instagram.clock.now()
  const lag = call.request.fault('listing_lag')
  instagram.state.comments[id] = {
    id,
    mediaId: post.id,
    accountId: call.token.accountId,
    text: message,
    createdAt,
    listedAt: createdAt + (lag ? milliseconds(lag.ms, 60_000) : instagram.settings.listing_lag_ms),
    receivedAt: call.request.receivedAt,
    requestId: call.traceId,
  }
  instagram.changed()
  const fault = call.request.fault('effect_then_error')
  if (fault) throw scriptedError(fault)
  return { id }
}
