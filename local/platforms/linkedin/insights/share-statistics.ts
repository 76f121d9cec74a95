import type { SimResponse } from '../../kit/server.ts'
import { organizationOf, roleOn } from '../actors.ts'
import type { Call } from '../calls.ts'
import { badQuery, invalidUrnType } from '../errors.ts'
import type { LinkedIn, Post } from '../state.ts'
import { intervalsOf } from './intervals.ts'
import { added, type Metrics, metricsOf, noMetrics, subtracted } from './metrics.ts'

const year = 365 * 24 * 60 * 60_000

/** GET /rest/organizationalEntityShareStatistics, for administrators: of the page as a whole, per post, or per day or month. */
export function shareStatistics(context: LinkedIn, call: Call): SimResponse {
  const { query, caller } = call
  const entity = query.text('organizationalEntity')
  if (query.text('q') !== 'organizationalEntity' || !entity) throw badQuery()
  const organization = organizationOf(entity)
  if (!organization || roleOn(caller.account, organization) !== 'ADMINISTRATOR') throw call.denied()
  const [shares, ugcPosts] = [query.list('shares') ?? [], query.list('ugcPosts') ?? []]
  const isNamed = (kind: string) => (urn: string) => urn.startsWith(`urn:li:${kind}:`)
  if (!shares.every(isNamed('share')) || !ugcPosts.every(isNamed('ugcPost'))) throw invalidUrnType()
  const asked = [...shares, ...ugcPosts]
  const isPerPost = query.raw('shares') !== undefined || query.raw('ugcPosts') !== undefined
  const posts = context.state.posts.filter(
    (post) =>
      post.author === entity &&
      post.lifecycleState === 'PUBLISHED' &&
      post.createdAt > context.clock.now() - year &&
      (!isPerPost || asked.includes(post.urn)),
  )
  const subjects = isPerPost
    ? posts.map((post) => ({ name: nameOf(post), posts: [post] }))
    : [{ name: {}, posts }]
  const intervals = intervalsOf(query.raw('timeIntervals'))
  const elements = subjects.flatMap((subject) =>
    intervals
      ? intervals.map(({ start, end }) => ({
          ...subject.name,
          organizationalEntity: entity,
          timeRange: { start, end },
          totalShareStatistics: view(
            subtracted(sum(context, subject.posts, end), sum(context, subject.posts, start)),
          ),
        }))
      : [
          {
            ...subject.name,
            organizationalEntity: entity,
            totalShareStatistics: view(sum(context, subject.posts, context.clock.now())),
          },
        ],
  )
  // Posts without any activity are left out.
  const told = isPerPost
    ? elements.filter(({ totalShareStatistics }) => totalShareStatistics.impressionCount > 0)
    : elements
  return { status: 200, body: { paging: { start: 0, count: 10, links: [] }, elements: told } }
}

const nameOf = ({ urn }: Post) => (urn.startsWith('urn:li:share:') ? { share: urn } : { ugcPost: urn })

const sum = (context: LinkedIn, posts: Post[], at: number): Metrics =>
  posts.map((post) => metricsOf(context, post, at)).reduce(added, noMetrics)

function view(metrics: Metrics) {
  const { impressionCount, clickCount, likeCount, commentCount, shareCount } = metrics
  const acts = clickCount + likeCount + commentCount + shareCount
  return { ...metrics, engagement: impressionCount === 0 ? 0 : acts / impressionCount }
}
