import type { PostContext } from '../contract.ts'
import type { ListedPin } from './list-pins.ts'
import { altTextOf, optionsOf } from './pin.ts'

/** Pins with the words of what was sent, apart by whether they lead to the same place. */
export interface Matches {
  same: ListedPin[]
  /** Pinterest may have rewritten the link, or it is another Pin of the same words. */
  otherLink: ListedPin[]
}

const mediaTypes: Record<string, string> = { post: 'image', carousel: 'multiple_images', video: 'video' }

/** The Pins among `pins` that may be the one this content makes. */
export function matchesOf(
  context: Pick<PostContext, 'content' | 'media'>,
  pins: readonly ListedPin[],
): Matches {
  const { content } = context
  const { title, link, board_section_id } = optionsOf(content)
  const alike = pins.filter(
    (pin) =>
      pin.is_owner !== false &&
      shows(pin.media?.media_type, mediaTypes[content.post_type]) &&
      (board_section_id == null || shows(pin.board_section_id, board_section_id)) &&
      says(pin.title, title) &&
      says(pin.description, content.text) &&
      says(pin.alt_text, altTextOf(context)),
  )
  const isSame = (pin: ListedPin) => pin.link === undefined || leadsTo(pin.link, link)
  return { same: alike.filter(isSame), otherLink: alike.filter((pin) => !isSame(pin)) }
}

const shows = (shown: string | null | undefined, sent: string | undefined): boolean =>
  shown === undefined || shown === null || shown === sent

/** What a listing leaves out proves nothing either way. */
const says = (shown: string | null | undefined, sent: string | null | undefined): boolean =>
  shown === undefined || comparable(shown) === comparable(sent)

const comparable = (text: string | null | undefined): string =>
  (text ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()

/** Whether a link that is shown is the one that was sent: schemes, `www.`, a last slash and a dropped query don't count. */
function leadsTo(shown: string | null, sent: string | null | undefined): boolean {
  const [there, wanted] = [placeOf(shown), placeOf(sent)]
  return there.path === wanted.path && (there.query === '' || there.query === wanted.query)
}

function placeOf(link: string | null | undefined): { path: string; query: string } {
  const url = link ? URL.parse(link) : null
  if (!url) return { path: link ?? '', query: '' }
  return { path: `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/$/, '')}`, query: url.search }
}
