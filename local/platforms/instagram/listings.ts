import type { Field } from '../meta/fields.ts'
import { readNode } from '../meta/fields.ts'
import { text, time } from '../meta/parameters.ts'
import { type Call, ownAccount } from './call.ts'
import { askedFields, mediaNode, postsOf } from './nodes.ts'
import type { Instagram, Media } from './state.ts'

const day = 24 * 60 * 60 * 1000

/** `GET /:ig/media`: newest first, `since` and `until`, cursors. New posts may be missing for a while. */
export function listMedia(instagram: Instagram, call: Call): unknown {
  const accountId = ownAccount(call)
  const since = time(call.parameters, 'since') ?? Number.NEGATIVE_INFINITY
  const until = time(call.parameters, 'until') ?? Number.POSITIVE_INFINITY
  const rows = postsOf(instagram, accountId)
    .filter((media) => media.listedAt <= instagram.clock.now())
    .filter((media) => media.publishedAt >= since && media.publishedAt <= until)
    .reverse()
  return paged(instagram, call, rows)
}

/** `GET /:ig/stories`: those of the last 24 hours. */
export function listStories(instagram: Instagram, call: Call): unknown {
  const accountId = ownAccount(call)
  const now = instagram.clock.now()
  const rows = Object.values(instagram.state.media)
    .filter((media) => media.accountId === accountId && media.productType === 'STORY')
    .filter((media) => media.listedAt <= now && now < media.publishedAt + day)
    .reverse()
  return paged(instagram, call, rows)
}

function paged(instagram: Instagram, call: Call, rows: Media[]): unknown {
  const limit = Math.min(Math.max(Number(text(call.parameters, 'limit') ?? 25) || 25, 1), 100)
  const cursor = text(call.parameters, 'after')
  const start = cursor ? rows.findIndex((media) => cursorOf(media) === cursor) + 1 : 0
  const page = rows.slice(start, start + limit)
  const fields = askedFields(call.parameters)
  const data = page.map((media) => mediaNode(instagram, media, fields))
  const [first, last] = [page[0], page.at(-1)]
  if (!first || !last) return { data }
  const cursors = { before: cursorOf(first), after: cursorOf(last) }
  if (start + limit >= rows.length) return { data, paging: { cursors } }
  // The real `next` carries the token too; a client must not log it.
  const next = new URL(call.request.path, instagram.url)
  next.search = new URLSearchParams({
    ...Object.fromEntries(call.request.url.searchParams),
    access_token: call.token.value,
    after: cursors.after,
  }).toString()
  return { data, paging: { cursors, next: next.href } }
}

function cursorOf(media: Media): string {
  return Buffer.from(`cursor:${media.id}`).toString('base64url')
}

/** Posts of the moving 24 hours, or since `since`; a carousel counts once. */
export function quotaUsage(instagram: Instagram, accountId: string, since?: number): number {
  const start = Math.max(since ?? 0, instagram.clock.now() - day)
  return Object.values(instagram.state.media).filter(
    (media) => media.accountId === accountId && !media.parentId && media.publishedAt > start,
  ).length
}

/** `GET /:ig/content_publishing_limit`: `quota_usage` unless `config` is asked too. */
export function publishingLimit(instagram: Instagram, call: Call): unknown {
  const accountId = ownAccount(call)
  const usage = quotaUsage(instagram, accountId, time(call.parameters, 'since'))
  const readers = {
    quota_usage: () => usage,
    config: (_: Field[]) => ({ quota_total: instagram.settings.quota_total, quota_duration: 86_400 }),
  }
  const node = { type: 'ContentPublishingLimitResponse', readers, defaults: ['quota_usage'] }
  return { data: [readNode(node, askedFields(call.parameters))] }
}
