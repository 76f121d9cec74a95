import { createHash } from 'node:crypto'
import type { SimRequest } from '../kit/server.ts'
import { newestFirst } from './ids.ts'
import { invalidRequest } from './problems.ts'
import type { Pinterest } from './state.ts'

/** One page of a listing: `page_size` 1 to 250 (25), and an opaque `bookmark` that is null on the last. */
export function page<Item extends { id: string }>(
  pinterest: Pinterest,
  request: SimRequest,
  items: Item[],
): { items: Item[]; bookmark: string | null } {
  const query = request.url.searchParams
  const size = Number(query.get('page_size') ?? 25)
  if (!Number.isInteger(size) || size < 1 || size > 250)
    throw invalidRequest(`Invalid request: page_size: ${query.get('page_size')} is not between 1 and 250`)
  const compare = order(pinterest)
  const after = lastOf(query.get('bookmark'), request.path)
  const rest = items
    .toSorted((a, b) => compare(a.id, b.id))
    .filter((item) => after === undefined || compare(item.id, after) > 0)
  const shown = rest.slice(0, size)
  const last = rest.length > size ? shown.at(-1)?.id : undefined
  return { items: shown, bookmark: last ? bookmarkOf(last, request.path) : null }
}

function order({ settings }: Pinterest): (a: string, b: string) => number {
  if (settings.listing_order === 'oldest') return (a, b) => newestFirst(b, a)
  if (settings.listing_order === 'shuffled') return (a, b) => digest(a).localeCompare(digest(b))
  return newestFirst
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

function bookmarkOf(id: string, listing: string): string {
  return Buffer.from(`${digest(listing).slice(0, 12)}|${id}`).toString('base64')
}

/** A bookmark leads on in the listing it came from, and nowhere else. */
function lastOf(bookmark: string | null, listing: string): string | undefined {
  if (bookmark === null || bookmark === '') return undefined
  const [from, id] = Buffer.from(bookmark, 'base64').toString('utf8').split('|')
  if (from !== digest(listing).slice(0, 12) || !id || !/^\d+$/.test(id))
    throw invalidRequest('Invalid request: bookmark: is not valid')
  return id
}
