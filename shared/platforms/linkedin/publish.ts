/*
 *  type      safe to repeat                        commit                      find
 *  --------  ------------------------------------  --------------------------  ---------------------------------------
 *  post      nothing, or per picture: initialize,  POST /rest/posts            an organization: its posts since
 *            PUT, state                                                        armed_at − 120 s: same text and files;
 *  article   the same for the preview's picture    POST /rest/posts            a member's posts can't be read: nothing
 *  video     initialize, PUT per part, finalize,   POST /rest/posts            seen
 *            state
 *  document  as a picture                          POST /rest/posts
 *  poll      nothing                               POST /rest/posts
 *  comment   nothing                               POST …/socialActions/:urn/  an organization: the comments of the
 *                                                  comments                    post; else unknown, never sent again
 *
 * Settling 60 s, absence is a hint. LinkedIn has no idempotency key, but refuses a repeated post and names the one it
 * repeats: after the settling time the same bytes are sent once more, and `duplicateOf` reads the answer. Comments
 * have no such guard.
 */
import * as z from 'zod/mini'
import type { PostContext, Preparation, Publisher } from '../contract.ts'
import type { CommitRequest } from '../request.ts'
import { authorOf, postUrl } from './author.ts'
import { commentOf } from './comment.ts'
import { attachmentOf } from './content.ts'
import { duplicateOf } from './duplicate.ts'
import { find } from './find.ts'
import { freshUploads, uploadedFiles, usableUntil } from './handles.ts'
import { littleText } from './little-text.ts'
import { commentStep, storedOptions } from './options.ts'
import { restHeaders } from './rest.ts'
import { advance } from './upload.ts'
import { commentId, postUrn } from './urn.ts'

/** Uploads go on in the next look after this. */
const uploadBudgetMs = 20_000
/** Without files there is nothing that could end. */
const dayMs = 86_400_000

const named = z.object({ id: z.pipe(z.union([z.string(), z.number()]), z.transform(String)) })

export const publisher: Publisher = {
  prepare,
  commit: (context, index) => (index === commentStep ? comment(context) : post(context)),
  // The id stands in a header; without it a 201 is a success all the same.
  committed({ status, headers, json }, context, index) {
    const body = named.safeParse(json)
    const id =
      headers.get('x-restli-id') ?? headers.get('x-linkedin-id') ?? (body.success ? body.data.id : '')
    const made = index === commentStep ? commentId(id) : postUrn(id)
    if (!made) return status === 201 ? 'unnamed' : undefined
    return index === commentStep ? { id: made } : { id: made, url: postUrl(context, made) }
  },
  duplicateOf,
  find,
}

/** Uploads what is not uploaded yet. */
async function prepare(context: PostContext): Promise<Preparation> {
  const uploads = freshUploads(context)
  const started = performance.now()
  const waits: number[] = []
  for (const [index, file] of context.media.entries()) {
    if (performance.now() - started > uploadBudgetMs) waits.push(1)
    else {
      const { upload, seconds } = await advance(context, file, uploads[index])
      uploads[index] = upload
      if (seconds !== undefined) waits.push(seconds)
    }
  }
  const ends = Object.values(uploads).map(usableUntil)
  const result = { handles: { uploads }, usableUntil: Math.min(context.network.now() + dayMs, ...ends) }
  return waits.length > 0
    ? { state: 'wait', ...result, seconds: Math.min(...waits) }
    : { state: 'ready', ...result }
}

function post(context: PostContext): CommitRequest {
  const { content } = context
  const { visibility, is_reshare_disabled_by_author } = storedOptions().common.parse(content.options)
  const attachment = attachmentOf(content, uploadedFiles(context))
  return request(context, {
    path: '/posts',
    route: 'POST /rest/posts',
    body: {
      author: authorOf(context),
      commentary: littleText(content.text),
      visibility: visibility ?? 'PUBLIC',
      distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
      lifecycleState: 'PUBLISHED',
      isReshareDisabledByAuthor: is_reshare_disabled_by_author ?? false,
      ...(attachment ? { content: attachment } : {}),
    },
  })
}

/** Plain text: a comment is no little text. */
function comment(context: PostContext): CommitRequest {
  const { object, text } = commentOf(context)
  return request(context, {
    path: `/socialActions/${encodeURIComponent(object)}/comments`,
    route: 'POST /rest/socialActions/:urn/comments',
    body: { actor: authorOf(context), object, message: { text } },
  })
}

const request = (
  { network, accessToken }: PostContext,
  { path, route, body }: { path: string; route: string; body: unknown },
): CommitRequest => ({
  method: 'POST',
  url: `${network.hosts.api}/rest${path}`,
  route,
  headers: {
    ...restHeaders,
    accept: 'application/json',
    authorization: `Bearer ${accessToken}`,
    'content-type': 'application/json',
  },
  body: JSON.stringify(body),
})
