import * as z from 'zod'
import type { PostContext } from '../contract.ts'
import { bookmark, id, read, time } from './answers.ts'
import { apiVersion } from './version.ts'

const words = z.string().nullish()

const pin = z.object({
  id,
  created_at: time,
  board_id: z.string().nullish(),
  board_section_id: z.string().nullish(),
  is_owner: z.boolean().nullish(),
  title: words,
  description: words,
  alt_text: words,
  link: words,
  media: z.object({ media_type: z.string().nullish() }).nullish(),
})

const page = z.object({ items: z.array(pin), bookmark })

/** A Pin as listings show it. A field that is absent is not shown; `null` is empty. */
export type ListedPin = z.output<typeof pin>

const pageSize = '100'
const maxPages = 20

/**
 * The Pins of the board, or of the whole account, made since `since` (ms). No order is promised, though newer ones
 * come first: the listing is read until a whole page is older.
 * @returns `complete` false when it is longer than what was read
 */
export async function listPins(
  { network, accessToken }: PostContext,
  { boardId, since }: { boardId?: string; since: number },
): Promise<{ pins: ListedPin[]; complete: boolean }> {
  const pins: ListedPin[] = []
  let next: string | undefined
  for (let pages = 0; pages < maxPages; pages += 1) {
    const answer = await network.call({
      method: 'GET',
      url: `${network.hosts.api}/${apiVersion}/${boardId === undefined ? '' : `boards/${boardId}/`}pins`,
      route: boardId === undefined ? 'GET /pins' : 'GET /boards/:id/pins',
      token: accessToken,
      query: { page_size: pageSize, bookmark: next },
    })
    const { items, bookmark: following } = read(page, answer)
    const recent = items.filter(({ created_at }) => created_at === undefined || created_at >= since)
    pins.push(...recent)
    next = following ?? undefined
    if (!next || (items.length > 0 && recent.length === 0)) return { pins, complete: true }
  }
  return { pins, complete: false }
}
