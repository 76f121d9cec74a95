import { z } from 'zod'
import type { SimResponse } from '../../kit/server.ts'
import { checkActor } from '../actors.ts'
import type { Call } from '../calls.ts'
import { blankValue, invalidValue, tooLong } from '../errors.ts'
import { createdAt, nextId } from '../ids.ts'
import { readBody } from '../schema.ts'
import type { LinkedIn } from '../state.ts'
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
  const activity = post.urn.replace(/share|ugcPost/, 'activity')
  if (object !== post.urn && object !== activity) throw invalidValue('object', 'it is another post')
  const { text } = message
  if (text.trim() === '') throw blankValue('message/text')
  if (text.length > longest) throw tooLong('message/text', longest)
  const id = nextId(context)
  const urn = `urn:li:comment:(${activity},${id})`
  const time = createdAt(id)
  context.state.comments.push({
    urn,
    post: post.urn,
    actor,
    text,
    createdAt: time,
    receivedAt: call.request.receivedAt,
    requestId: call.requestId,
  })
  return {
    status: 201,
    headers: { 'x-restli-id': id },
    body: {
      id,
      $URN: urn,
      commentUrn: urn,
      actor,
      object: activity,
      message: { text, attributes: [] },
      created: { actor, time },
      lastModified: { actor, time },
    },
  }
}
