import * as z from 'zod/mini'
import type { PostContext, Publisher } from '../contract.ts'
import { readAnswer } from '../meta/read-answer.ts'
import { graphVersion } from '../meta/version.ts'
import type { CommitRequest } from '../request.ts'
import { commentCommit } from './comment.ts'
import { readNode } from './container.ts'
import { find } from './find.ts'
import { armedContainer } from './handles.ts'
import { prepare } from './prepare.ts'

/*
 * | type     | safe to repeat                    | commit                | find                                | settling |
 * | post     | quota, container, status          | POST media_publish    | container status; PUBLISHED → match | 120 s    |
 * |          |                                   | of the container      | in /media by time, type, caption    |          |
 * | carousel | the same, and a container an item | of the parent         | the same, and number of children    | 120 s    |
 * | reel     | as post                           | as post               | as post                             | 120 s    |
 * | story    | as post                           | as post               | the same in /stories, no caption    | 120 s    |
 * | first    | nothing                           | POST comments of the  | the post's comments by time, author | 120 s    |
 * | comment  |                                   | post                  | and words: a hint, sent once more   |          |
 *
 * There is no idempotency key: what a second media_publish of a PUBLISHED container does is documented nowhere, so a
 * container is never published again before its status was read. Containers nobody publishes end by themselves.
 */

const id = z.pipe(z.union([z.string().check(z.minLength(1)), z.number()]), z.transform(String))
const published = z.object({ id })
const permalink = z.object({ permalink: z.optional(z.url()) })

/** How a post goes live: a container is made, followed until FINISHED, and published by one request; a comment follows. */
export const publisher: Publisher = {
  prepare,
  commit: (context, index) => (index > 0 ? commentCommit(context) : postCommit(context)),
  committed({ json }) {
    const answer = published.safeParse(json)
    return answer.success ? { id: answer.data.id } : undefined
  },
  find,
  async confirm(context, postId) {
    const answer = await readNode(context, { node: postId, route: 'GET /:media', fields: 'id,permalink' })
    return { state: 'live', url: readAnswer(permalink, answer).permalink ?? null }
  },
}

const postCommit = ({ network, accessToken, account, handles }: PostContext): CommitRequest => ({
  method: 'POST',
  url: `${network.hosts.graph}/${graphVersion}/${account.id}/media_publish`,
  route: 'POST /:ig/media_publish',
  headers: {
    accept: 'application/json',
    authorization: `Bearer ${accessToken}`,
    'content-type': 'application/x-www-form-urlencoded',
  },
  body: new URLSearchParams({ creation_id: armedContainer(handles) }).toString(),
})
