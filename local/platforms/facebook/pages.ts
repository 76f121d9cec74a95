import { type Page, pagesOf } from './accounts.ts'
import type { Facebook, Token } from './state.ts'
import { grantOf } from './tokens.ts'

export const roleKey = (userId: string, pageId: string): string => `${userId}/${pageId}`

/** Pages that the token's person still holds, ticked at consent, and that are still there. */
export function pagesInReach(facebook: Facebook, token: Token): Page[] {
  const account = facebook.accounts.byId(token.userId)
  const { pageIds } = grantOf(facebook, token)
  return (account ? pagesOf(account) : []).filter(
    (page) =>
      pageIds.includes(page.id) &&
      !facebook.state.deletedPages.includes(page.id) &&
      !facebook.state.lostRoles.includes(roleKey(token.userId, page.id)),
  )
}

export function allPages(facebook: Facebook): Page[] {
  return facebook.accounts.all().flatMap(pagesOf)
}

export function pageById(facebook: Facebook, id: string): Page | undefined {
  return allPages(facebook).find((page) => page.id === id)
}

export function pagePictureUrl(facebook: Facebook, page: Page): string {
  return `${facebook.url}/_avatar/${page.username}.svg`
}
