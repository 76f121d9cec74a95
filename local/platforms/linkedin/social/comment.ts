import { z } from 'zod'
import type { SimResponse } from '../../kit/server.ts'
import { checkActor, checkReader } from '../actors.ts'
import type { Call } from '../calls.ts'
import { blankValue, invalidValue, tooLong } from '../errors.ts'
import { createdAt, nextId } from '../ids.ts'
import { readBody } from '../schema.ts'
import type { Comment, LinkedIn } from '../state.ts'
import { livePost } from './live-post.ts'

const longest = 1250

const commentRequest = z.strictObject({
  actor: z.string(),
  object: z.string(),
  message: z.strictObject({ text: z.string() }),
})

/** POST /rest/socialActions/{urn}/comments: plain text, and nothing keeps the same one from standing twice. */
export function comment(context: LinkedIn, call: Call): SimResponse {
  const post = livePost(context, call)
  const { actor, object, message } = readBody(call.request, commentRequest)
  checkActor(call, actor)
  if (actor === call.caller.urn && !context.settings.member_comments) throw call.denied()
  const activity = activityOf(post)
  if (object !== post.urn && object !== activity) throw invalidValue('object', 'it is another post')
  const { text } = message
  if (text.trim() === '') throw blankValue('message/text')
  if (text.length > longest) throw tooLong('message/text', longest)
  const id = nextId(context)
  const urn = `urn:li:comment:(${activity},${id})`
  const made = {
    urn,
    post: post.urn,
    actor,
    text,
    createdAt: createdAt(id),
    receivedAt: call.request.receivedAt,
    requestId: call.requestId,
  }
  context.state.comments.push(made)
  return { status: 201, headers: { 'x-restli-id': id }, body: viewComment(made) }
}

/** GET /rest/socialActions/{urn}/comments, for those who may read the post; in which order is documented nowhere. */
export function listComments(context: LinkedIn, call: Call): SimResponse {
  const post = livePost(context, call)
  checkReader(call, post.author)
  const start = call.query.whole('start', { least: 0, most: 100_000, otherwise: 0 })
  const count = call.query.whole('count', { least: 1, most: 100, otherwise: 10 })
  const found = context.state.comments.filter((one) => one.post === post.urn)
  return {
    status: 200,
    body: {
      paging: { start, count, links: [], total: found.length },
      elements: found.slice(start, start + count).map(viewComment),
    },
  }
}

const activityOf = ({ urn }: { urn: string }) => urn.replace(/share|ugcPost/, 'activity')

function viewComment({ urn, post, actor, text, createdAt: time }: Comment) {
  return {
    id: /(\d+)\)$/.exec(urn)?.[1],
    $URN: urn,
    commentUrn: urn,
    actor,
    object: activityOf({ urn: post }),
    message: { text, attributes: [] },
    created: { actor, time },
    lastModified: { actor, time },
  }
}
