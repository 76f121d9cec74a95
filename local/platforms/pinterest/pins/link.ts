import { invalidLink, linkBlocked, unreachable, unsavable } from '../problems.ts'
import type { Pinterest } from '../state.ts'

/** Checks a destination link and returns it as it will be read back. */
export function acceptLink({ settings }: Pinterest, link: string | null): string | null {
  if (link === null || link === '') return null
  if (!/^https?:\/\//i.test(link) || !URL.canParse(link)) throw invalidLink()
  const url = new URL(link)
  if (url.hostname === settings.spam_host) throw linkBlocked()
  if (url.hostname === settings.unsavable_host) throw unsavable()
  if (url.hostname === settings.unreachable_host) throw unreachable()
  if (settings.link_readback === 'as_sent') return link
  if (settings.link_readback === 'without_query') url.search = ''
  return url.href
}
