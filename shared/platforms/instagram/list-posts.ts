import * as z from 'zod/mini'
import type { PostContext } from '../contract.ts'
import { readAnswer } from '../meta/read-answer.ts'
import { graphVersion } from '../meta/version.ts'
import { graphTime } from './graph-time.ts'
import { id } from './id.ts'

const row = z.object({
  id,
  caption: z.optional(z.string()),
  timestamp: graphTime,
  permalink: z.optional(z.string()),
  media_type: z.optional(z.string()),
  // Said by one official page to exist with Facebook Login only.
  media_product_type: z.optional(z.string()),
  children: z.optional(z.object({ data: z.array(z.object({ id })) })),
})

const page = z.object({
  data: z.array(row),
  paging: z.optional(
    z.object({
      cursors: z.optional(z.object({ after: z.optional(z.string()) })),
      next: z.optional(z.string()),
    }),
  ),
})

export type PostRow = z.output<typeof row>

const fields = 'id,caption,timestamp,permalink,media_type,media_product_type,children{id}'

/** The account's posts, or its stories, from `since` (ms) on, newest first. */
export async function listPosts(
  { network, accessToken, account, content }: PostContext,
  since: number,
): Promise<PostRow[]> {
  const edge = content.post_type === 'story' ? 'stories' : 'media'
  const rows: PostRow[] = []
  let after: string | undefined
  do {
    const answer = await network.call({
      method: 'GET',
      url: `${network.hosts.graph}/${graphVersion}/${account.id}/${edge}`,
      route: `GET /:ig/${edge}`,
      token: accessToken,
      query: {
        fields,
        limit: '25',
        after,
        // Stories take no window; they only reach back a day.
        since: edge === 'media' ? String(Math.floor(since / 1000)) : undefined,
      },
    })
    const { data, paging } = readAnswer(page, answer)
    const recent = data.filter(({ timestamp }) => timestamp >= since)
    rows.push(...recent)
    // `next` embeds the token, so its presence is all that is used of it.
    after = paging?.next && recent.length > 0 ? paging.cursors?.after : undefined
  } while (after)
  return rows
}
