import { feedPage } from '../kit/pages.ts'
import type { Route } from '../kit/server.ts'
import { ledgerOf } from './ledger.ts'
import type { TikTok } from './state.ts'

/** A creator's page: where a post is shown before its public id is known. */
export function profileRoute(tiktok: TikTok, brand: { title: string; color: string }): Route {
  return {
    method: 'GET',
    path: '/:handle(@[\\w.]+)',
    name: 'GET profile',
    run({ params }) {
      const account = tiktok.accounts.byUsername(params.handle!.slice(1))
      if (!account) return { status: 404, body: "Couldn't find this account" }
      const posts = ledgerOf(tiktok).filter(
        (post) => post.account.id === account.id && !post.type.endsWith('_draft'),
      )
      return { status: 200, body: feedPage(brand, posts, (file) => tiktok.files.get(file) !== undefined) }
    },
  }
}
