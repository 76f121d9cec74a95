import { createHash } from 'node:crypto'
import { invalidParameter } from '../meta/general-errors.ts'
import { list, time } from '../meta/parameters.ts'
import type { Page } from './accounts.ts'
import { type Call, needScope, readablePage } from './call.ts'
import { refusal } from './errors.ts'
import { ownPost } from './posts/post.ts'
import { oneOf, timestamp } from './read.ts'
import type { Facebook, Post } from './state.ts'

const day = 24 * 60 * 60 * 1000
const mostDays = 93

/** What is left of the Page and post metrics after the removals of 2025-11-15 and 2026-06-15. */
const pageMetrics = [
  'page_media_view',
  'page_total_media_view_unique',
  'page_post_engagements',
  'page_follows',
  'page_daily_follows',
]
const postMetrics = [
  'post_media_view',
  'post_total_media_view_unique',
  'post_reactions_by_type_total',
  'post_clicks',
]

/** `GET /:page/insights`: one value a day, the last two days unless `since` and `until` say otherwise. */
export function pageInsights(facebook: Facebook, call: Call): unknown {
  const page = analyzable(facebook, call)
  const metrics = readMetrics(call, pageMetrics)
  const period = oneOf(call.parameters, 'period', ['day', 'week', 'days_28']) ?? 'day'
  const until = time(call.parameters, 'until') ?? facebook.clock.now()
  const since = time(call.parameters, 'since') ?? until - 2 * day
  if (since > until || until - since > mostDays * day)
    throw invalidParameter(`There cannot be more than ${mostDays} days between since and until`)
  const days = Array.from(
    { length: Math.floor((until - since) / day) },
    (_, index) => since + (index + 1) * day,
  )
  const data = metrics.map((name) => ({
    name,
    period,
    values: days.map((at) => ({ value: figure(page.id, name, at), end_time: timestamp(at) })),
    id: `${page.id}/insights/${name}/${period}`,
  }))
  return { data }
}

/** `GET /:post/insights`: over the post's life. */
export function postInsights(facebook: Facebook, call: Call): unknown {
  const page = analyzable(facebook, call)
  const post = ownPost(facebook, call, page.id)
  return insightsOf(post, readMetrics(call, postMetrics))
}

/** `insights.metric(…)` among the fields of a post. */
export function nestedInsights(
  facebook: Facebook,
  call: Call,
  { post, metric = '' }: { post: Post; metric?: string },
) {
  analyzable(facebook, call)
  return insightsOf(post, checkMetrics(metric.split(',').filter(Boolean), postMetrics))
}

function insightsOf(post: Post, metrics: string[]) {
  const data = metrics.map((name) => {
    const isLike = name === 'post_reactions_by_type_total'
    const count = post.likes === undefined ? figure(post.id, name, 0) : isLike ? post.likes : 0
    const value = isLike ? { like: count } : count
    return { name, period: 'lifetime', values: [{ value }], id: `${post.id}/insights/${name}/lifetime` }
  })
  return { data }
}

function analyzable(facebook: Facebook, call: Call): Page {
  const page = readablePage(facebook, call)
  needScope(facebook, call, 'read_insights')
  if (!page.tasks.includes('ANALYZE')) throw refusal('noPermission', { scope: 'the task ANALYZE' })
  return page
}

/** A removed or unknown metric fails the whole call. */
function readMetrics(call: Call, known: string[]): string[] {
  return checkMetrics((list(call.parameters, 'metric') ?? []).map(String), known)
}

function checkMetrics(metrics: string[], known: string[]): string[] {
  if (metrics.length === 0) throw refusal('noMetric')
  if (!metrics.every((metric) => known.includes(metric)))
    throw invalidParameter('The value must be a valid insights metric')
  return metrics
}

/** The same number whenever it is asked for. */
function figure(id: string, metric: string, at: number): number {
  const key = `${id}:${metric}:${Math.floor(at / day)}`
  return createHash('sha256').update(key).digest().readUInt16BE(0) % 500
}
