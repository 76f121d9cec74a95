import * as z from 'zod/mini'
import type { PlatformModule } from '../contract.ts'
import { bookmark, id, read } from './answers.ts'
import { apiVersion } from './version.ts'

const page = z.object({
  items: z.array(
    z.object({ id, name: z.nullish(z.string()), is_ads_only: z.catch(z.nullish(z.boolean()), undefined) }),
  ),
  bookmark,
})

/** An account has 2,000 boards at the most. https://developers.pinterest.com/docs/reference/rate-limits/, 2026-11-20 */
const maxPages = 10
const largestPage = '250'

/** The boards a Pin may go to: the account's own and those it collaborates on, but none for advertisements. */
export const targets: NonNullable<PlatformModule['targets']> = async (network, { access_token }) => {
  const boards: z.output<typeof page>['items'] = []
  let next: string | undefined
  for (let pages = 0; pages < maxPages; pages += 1) {
    const answer = await network.call({
      method: 'GET',
      url: `${network.hosts.api}/${apiVersion}/boards`,
      route: 'GET /boards',
      token: access_token,
      query: { page_size: largestPage, bookmark: next },
    })
    const { items, bookmark: following } = read(page, answer)
    boards.push(...items)
    next = following ?? undefined
    if (!next) break
  }
  return {
    targets: boards
      .filter((board) => !board.is_ads_only)
      .map((board) => ({ id: board.id, name: board.name ?? null, kind: 'board' })),
  }
}
