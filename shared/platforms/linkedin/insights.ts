import * as z from 'zod/mini'
import type { InsightContext, Insights } from '../contract.ts'
import { inTurns } from '../in-turns.ts'
import { read } from './answers.ts'
import { visibleText } from './little-text.ts'
import { type ListedPost, listedPost } from './match.ts'
import { rest } from './rest.ts'

const pageSize = 100
/** URNs in one call; its URL stays short. */
const atOnce = 50

const posts = z.object({ elements: z.array(listedPost) })

const figures = z.object({
  elements: z.array(
    z.object({
      share: z.nullish(z.string()),
      ugcPost: z.nullish(z.string()),
      totalShareStatistics: z.object({
        clickCount: z._default(z.number(), 0),
        likeCount: z._default(z.number(), 0),
        commentCount: z._default(z.number(), 0),
        shareCount: z._default(z.number(), 0),
      }),
    }),
  ),
})

/**
 * Statistics of an organization's posts, for its administrators (organizationalEntityShareStatistics, 2026-11-20). A
 * member's posts are closed to apps: r_member_social is given to nobody.
 */
export const insights: Insights = {
  noHashtags: 'LinkedIn tells apps nothing of hashtags.',
  posts: {
    ofTarget: true,
    needs: (target) =>
      target?.kind === 'organization'
        ? { scopes: ['r_organization_social', 'rw_organization_admin'] }
        : {
            absent: "LinkedIn shows apps no list of a member's own posts; name an organization as target_id.",
          },
    async read(context, { since, most }) {
      const listed = await listPosts(context, { since, most })
      const acts = await actsOn(context, listed)
      return listed.map(({ id, createdAt, commentary }) => ({
        created_at: createdAt,
        text: visibleText(commentary ?? ''),
        // What nobody touched is left out of the statistics.
        engagement: acts.get(id) ?? 0,
      }))
    },
  },
}

async function listPosts(context: InsightContext, { since, most }: { since: number; most: number }) {
  const found: ListedPost[] = []
  for (let start = 0; found.length < most; start += pageSize) {
    const answer = await rest(context.network, context.accessToken, {
      method: 'GET',
      path: '/posts',
      route: 'GET /rest/posts',
      restMethod: 'FINDER',
      query: {
        q: 'author',
        author: organizationOf(context),
        sortBy: 'CREATED',
        start: String(start),
        count: String(pageSize),
      },
    })
    const { elements } = read(posts, answer)
    found.push(
      ...elements.filter(({ createdAt, lifecycleState }) => createdAt >= since && lifecycleState !== 'DRAFT'),
    )
    // Newest first; a short page is no sign of the end, since what may not be seen is left out.
    if (elements.length === 0 || elements.some(({ createdAt }) => createdAt < since)) break
  }
  return found.slice(0, most)
}

/** Clicks, likes, comments and shares of each post, by its URN. */
async function actsOn(context: InsightContext, listed: readonly ListedPost[]): Promise<Map<string, number>> {
  const kinds = ['share', 'ugcPost'].map((kind) =>
    listed.filter(({ id }) => id.startsWith(`urn:li:${kind}:`)),
  )
  const calls = [
    ...turnsOf(kinds[0] ?? []).map((ids) => ({ name: 'shares', ids })),
    ...turnsOf(kinds[1] ?? []).map((ids) => ({ name: 'ugcPosts', ids })),
  ]
  const answers = await inTurns(calls, 1, async ({ name, ids }) => {
    const entity = encodeURIComponent(organizationOf(context))
    const list = ids.map(encodeURIComponent).join(',')
    const answer = await rest(context.network, context.accessToken, {
      method: 'GET',
      path: `/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity=${entity}&${name}=List(${list})`,
      route: 'GET /rest/organizationalEntityShareStatistics',
      restMethod: 'FINDER',
    })
    return read(figures, answer).elements
  })
  return new Map(
    answers
      .flat()
      .map(({ share, ugcPost, totalShareStatistics: counted }) => [
        share ?? ugcPost ?? '',
        Object.values(counted).reduce((sum, count) => sum + count, 0),
      ]),
  )
}

function turnsOf(listed: readonly ListedPost[]): string[][] {
  const ids = listed.map(({ id }) => id)
  return Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, turn) =>
    ids.slice(turn * atOnce, (turn + 1) * atOnce),
  )
}

function organizationOf({ target }: InsightContext): string {
  if (!target) throw new Error('the posts of no organization')
  return target.id
}
