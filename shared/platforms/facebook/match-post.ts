import type { PostRow } from './list-posts.ts'

/** Nobody documents what Facebook does to white space. */
export const comparable = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()

/** What was asked to be posted, without media. */
export interface Sought {
  text: string
  link: string | undefined
  /** Our app's id at Facebook. */
  app: string
  /** Only posts made from here on, ms. */
  since: number
}

const mediaWords = /photo|album|video/
const addresses = /https?:\/\/\S+/g

/** Whether the row may be this text or link: ours by app and time, the same words, no media of its own. */
export function isSameText(row: PostRow, { text, link, app, since }: Sought): boolean {
  const attachments = row.attachments?.data ?? []
  const ours = row.application === undefined || row.application.id === app
  if (!ours || row.created_time < since) return false
  const named = [link, ...(text.match(addresses) ?? [])]
  const isLinked = (url = '') => isDetour(url) || named.some((one) => sameAddress(url, one))
  // A film that a link leads to is shown as a video, too.
  if (attachments.some(({ media_type, url }) => mediaWords.test(media_type ?? '') && !isLinked(url)))
    return false
  if (comparable(row.message ?? '') !== comparable(text)) return false
  // The words tell enough where there are any: Facebook may show a link under its canonical address.
  return comparable(text) !== '' || attachments.some(({ url }) => sameAddress(url, link))
}

/** Whether the row shows one of these photos. */
export function showsPhoto({ attachments }: PostRow, photos: readonly string[]): boolean {
  const shown = (attachments?.data ?? []).flatMap(({ target, subattachments }) => [
    target?.id,
    ...(subattachments?.data ?? []).map((one) => one.target?.id),
  ])
  return shown.some((id) => id !== undefined && photos.includes(id))
}

function sameAddress(shown: string | undefined, link: string | undefined): boolean {
  if (!shown || !link || !URL.canParse(shown) || !URL.canParse(link)) return false
  return address(new URL(shown)) === address(new URL(link))
}

/** Facebook's own way out to what is not its own. */
const isDetour = (url: string): boolean => URL.canParse(url) && behindDetour(new URL(url)) !== undefined

function behindDetour(url: URL): URL | undefined {
  const behind = url.pathname === '/l.php' ? url.searchParams.get('u') : null
  return behind && URL.canParse(behind) ? new URL(behind) : undefined
}

/** Without what Facebook adds: its own detour and its click id. */
function address(url: URL): string {
  const behind = behindDetour(url)
  if (behind) return address(behind)
  const query = new URLSearchParams(url.search)
  query.delete('fbclid')
  return `${url.host}${url.pathname.replace(/\/$/, '')}?${query}`
}
