import * as z from 'zod/mini'
import type { PostContext, Publisher } from '../contract.ts'
import type { CommitRequest } from '../request.ts'
import { isRefusal, jsonType } from './answers.ts'
import { chunkHeaders } from './chunks.ts'
import { confirm } from './confirm.ts'
import { find } from './find.ts'
import { armedUpload } from './handles.ts'
import { filmOf, photoPost } from './post-info.ts'
import { prepare } from './prepare.ts'

/*
 * | type           | safe to repeat                     | commit            | find                              | settling | absence |
 * | video          | creator info, init, every piece    | PUT of the last   | status of the publish_id: all     | 60 s     | proof   |
 * |                | but the last (nothing is posted    | piece             | bytes or more → accepted; bytes   |          |         |
 * |                | before TikTok has them all)        |                   | missing → the same piece again to |          |         |
 * |                |                                    |                   | the same upload; FAILED → dead    |          |         |
 * | draft, video   | the same without creator info      | the same          | the same; SEND_TO_USER_INBOX too  | 60 s     | proof   |
 * | photo          | creator info                       | POST content/init | lost with its answer: public ones | –        | never   |
 * |                |                                    |                   | with words by the list, else      |          | said    |
 * |                |                                    |                   | unknown to the end                |          |         |
 * | draft, photos  | nothing is asked                   | POST content/init | unknown                           | –        | never   |
 *
 * TikTok has no idempotency key and no list of publish_ids. An upload whose last piece may have gone out is never
 * begun anew before its status was asked, and then only when that is FAILED, or pieces are missing and its hour is
 * over. A publish_id is what was accepted; the post's own id comes with `confirm`, when it is public.
 */

const initAnswer = z.object({ data: z.object({ publish_id: z.string().check(z.minLength(1)) }) })

/** How a post goes live on TikTok: the last piece of a film, or the one request that names photos. */
export const publisher: Publisher = {
  prepare,
  commit: (context) => (filmOf(context.media) ? lastPiece(context) : photoInit(context)),
  committed({ status, json }, context) {
    if (filmOf(context.media))
      // 201 (peers take 200 too): all pieces are in. 206 says that some are missing.
      return status === 200 || status === 201 ? { id: armedUpload(context.handles).publish_id } : undefined
    const answer = initAnswer.safeParse(json)
    return answer.success && !isRefusal({ json }) ? { id: answer.data.data.publish_id } : undefined
  },
  find,
  confirm,
}

async function lastPiece(context: PostContext): Promise<CommitRequest> {
  const film = filmOf(context.media)!
  const { url, sent } = armedUpload(context.handles)
  const bytes = await context.mediaBytes(film, sent, film.bytes)
  return {
    method: 'PUT',
    url,
    route: 'PUT upload_url',
    headers: { accept: 'application/json', ...chunkHeaders(film, { start: sent, end: film.bytes }) },
    body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  }
}

function photoInit({ network, accessToken, content, media, mediaUrl }: PostContext): CommitRequest {
  const path = '/v2/post/publish/content/init/'
  return {
    method: 'POST',
    url: `${network.hosts.api}${path}`,
    route: `POST ${path}`,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${accessToken}`,
      'content-type': jsonType,
    },
    body: JSON.stringify(
      photoPost(
        content,
        media.map((file) => mediaUrl(file)),
      ),
    ),
  }
}
