import * as z from 'zod/mini'
import type { PostContext } from '../contract.ts'
import { bookmark, id, read, time } from './answers.ts'
import { apiVersion } from './version.ts'

const words = z.nullish(z.string())

const pin = z.object({
  id,
  created_at: time,
  board_id: z.nullish(z.string()),
  board_section_id: z.nullish(z.string()),
  is_owner: z.nullish(z.boolean()),
  title: words,
  description: words,
  alt_text: words,
  link: words,
  media: z.nullish(z.object({ media_type: z.nullish(z.string()) })),
})

const page = z.object({ items: z.array(pin), bookmark })

/** A Pin as listings show it. A field that is absent is not shown; `null` is empty. */
export type ListedPin = z.output<typeof pin>

const largestPage = '250'

/**
 * The Pins of the board, or of the whole account, made since `since` (ms). No order is promised: only where Pins stand
 * newest first does a page of older ones end the listing.
 * @returns `complete` false when it is longer than what was read
 */
export async function listPins(
  { network, accessToken }: PostContext,
  { boardId, since, maxPages }: { boardId?: string; since: number; maxPages: number },
): Promise<{ pins: ListedPin[]; complete: boolean }> {
  const pins: ListedPin[] = []
  let next: string | undefined
  for (let pages = 0; pages < maxPages; pages += 1) {
    const answer = await network.call({
      method: 'GET',
      url: `${network.hosts.api}/${apiVersion}/${boardId === undefined ? '' : `boards/${boardId}/`}pins`,
      route: boardId === undefined ? 'GET /pins' : 'GET /boards/:id/pins',
      token: accessToken,
      query: { page_size: largestPage, bookmark: next },
    })
    const { items, bookmark: following } = read(page, answer)
    const recent = items.filter(({ created_at }) => created_at === undefined || created_at >= since)
    pins.push(...recent)
    next = following ?? undefined
    if (!next || (recent.length === 0 && isNewestFirst(items))) return { pins, complete: true }
  }
  return { pins, complete: false }
}

/** More than one Pin, and none that is newer than the one before it. */
const isNewestFirst = (pins: readonly ListedPin[]): boolean =>
  pins.length > 1 &&
  pins.every(({ created_at = 0 }, index) => created_at <= (pins[index - 1]?.created_at ?? created_at)) &&
  pins[0]?.created_at !== pins.at(-1)?.created_at
