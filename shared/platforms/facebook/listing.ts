import * as z from 'zod/mini'
import { readAnswer } from '../meta/read-answer.ts'
import type { Network } from '../request.ts'
import { type GraphCall, graphCall } from './graph.ts'

const paging = z.optional(
  z.object({
    cursors: z.optional(z.object({ after: z.optional(z.string()) })),
    next: z.optional(z.string()),
  }),
)

/** More than any window of ours holds: a listing that never ends is none. */
const maxPages = 50

/**
 * All rows of an edge, page after page.
 * @param goesOn false ends it early, by the rows of the last page
 */
export async function listEdge<Row>(
  network: Network,
  token: string,
  edge: Pick<GraphCall, 'path' | 'route' | 'query'> & { row: z.ZodMiniType<Row> },
  goesOn: (rows: Row[]) => boolean = () => true,
): Promise<Row[]> {
  const { row, query, ...call } = edge
  const page = z.object({ data: z.array(row), paging })
  const rows: Row[] = []
  let after: string | undefined
  for (let pages = 0; pages < maxPages; pages += 1) {
    const answer = await graphCall(network, token, {
      ...call,
      method: 'GET',
      query: { limit: '100', ...query, after },
    })
    const read = readAnswer(page, answer)
    rows.push(...read.data)
    // `next` embeds the token, so its presence is all that is used of it.
    after = read.paging?.next && goesOn(read.data) ? read.paging.cursors?.after : undefined
    if (!after) break
  }
  return rows
}
