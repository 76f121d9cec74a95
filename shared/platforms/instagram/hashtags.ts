import * as z from 'zod/mini'
import type { InsightContext, Insights, TagScore } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import { hashtagsOf, tagsOf } from '../hashtag.ts'
import { inTurns } from '../in-turns.ts'
import { proofOf } from '../meta/proof.ts'
import { readAnswer } from '../meta/read-answer.ts'
import { graphVersion } from '../meta/version.ts'
import { id } from './id.ts'

const dayMs = 86_400_000
const sideBySide = 3
/** Fewer posts with a tag nobody asked for say nothing. */
const fewest = 2

const pages = z.object({
  data: z.array(z.object({ instagram_business_account: z.optional(z.object({ id })) })),
  paging: z.optional(
    z.object({
      cursors: z.optional(z.object({ after: z.optional(z.string()) })),
      next: z.optional(z.string()),
    }),
  ),
})
const search = z.object({ data: z.array(z.object({ id })) })

const media = z.object({
  id,
  caption: z.optional(z.string()),
  // May be hidden.
  like_count: z._default(z.number(), 0),
  comments_count: z._default(z.number(), 0),
})
const topMedia = z.object({ data: z.array(media) })
type Media = z.output<typeof media>

/**
 * Hashtag search, which Meta gives to Facebook Login alone, with `instagram_basic` and the feature Instagram Public
 * Content Access: no counts, but the top posts of a tag, of which the captions name other tags. An Instagram account
 * may ask for 30 different tags in 7 days (Meta's pages on hashtag search, as of 2026-09-11).
 */
export const hashtags: NonNullable<Insights['hashtags']> = {
  through: 'facebook',
  scopes: ['instagram_basic'],
  async read(context, { keywords }) {
    const asked = hashtagsOf(keywords)
    if (asked.length === 0) return []
    const account = await linkedAccount(context)
    const allowed = await context.spend(account, asked, { most: 30, windowMs: 7 * dayMs })
    const found = await inTurns(allowed, sideBySide, (tag) => topOf(context, { account, tag }))
    const posts = new Map(found.flat().map((one) => [one.id, one]))
    return scored([...posts.values()], new Set(asked))
  },
}

/** Of all that people did with these posts, the part that posts with the tag have; what is rare and unasked is left out. */
function scored(posts: readonly Media[], asked: ReadonlySet<string>): TagScore[] {
  // A post nobody touched is still one.
  const weightOf = ({ like_count, comments_count }: Media) => 1 + Math.log1p(like_count + comments_count)
  const whole = posts.reduce((sum, post) => sum + weightOf(post), 0)
  const tags = new Map<string, { weight: number; posts: number }>()
  for (const post of posts)
    for (const tag of tagsOf(post.caption ?? '')) {
      const { weight, posts: count } = tags.get(tag) ?? { weight: 0, posts: 0 }
      tags.set(tag, { weight: weight + weightOf(post), posts: count + 1 })
    }
  return [...tags]
    .filter(([tag, { posts: count }]) => asked.has(tag) || count >= fewest)
    .map(([tag, { weight }]) => ({ tag, score: weight / whole }))
}

/** @throws PlatformFailure `permission` where no Page of the connection has an Instagram account */
async function linkedAccount(context: InsightContext): Promise<string> {
  let after: string | undefined
  do {
    const answer = await ask(context, 'GET /me/accounts', '/me/accounts', {
      fields: 'instagram_business_account{id}',
      limit: '100',
      ...(after === undefined ? {} : { after }),
    })
    const { data, paging } = readAnswer(pages, answer)
    const [linked] = data.flatMap(({ instagram_business_account: one }) => one?.id ?? [])
    if (linked !== undefined) return linked
    // `next` embeds the token, so its presence is all that is used of it.
    after = paging?.next ? paging.cursors?.after : undefined
  } while (after)
  throw new PlatformFailure({
    class: 'permission',
    userMessage:
      'No Page of the Facebook connection has a professional Instagram account, which hashtag search needs.',
    details: { message: 'no linked Instagram account' },
    row: 'no-linked-account',
  })
}

/** The top posts of a tag; none where the network has no such tag, or finds it sensitive, which it tells in general words. */
async function topOf(
  context: InsightContext,
  { account, tag }: { account: string; tag: string },
): Promise<Media[]> {
  try {
    const found = await ask(context, 'GET /ig_hashtag_search', '/ig_hashtag_search', {
      user_id: account,
      q: tag,
    })
    const hashtag = readAnswer(search, found).data[0]
    if (!hashtag) return []
    const answer = await ask(context, 'GET /:hashtag/top_media', `/${hashtag.id}/top_media`, {
      user_id: account,
      fields: 'id,caption,like_count,comments_count',
      limit: '50',
    })
    return readAnswer(topMedia, answer).data
  } catch (error) {
    if (isNoTag(error)) return []
    throw error
  }
}

const isNoTag = (error: unknown): boolean => {
  if (!(error instanceof PlatformFailure)) return false
  const { class: what, details } = error.failure
  return what === 'invalid' || (what === 'retry' && details.status_code === 400)
}

const ask = (
  { network, accessToken }: InsightContext,
  route: string,
  path: string,
  query: Record<string, string>,
) =>
  network.call({
    method: 'GET',
    url: `${network.hosts.graph}/${graphVersion}${path}`,
    route,
    token: accessToken,
    // A sensitive tag is refused in words that look like trouble of the network.
    repeat: false,
    query: { ...query, appsecret_proof: proofOf(network, accessToken) },
  })
