import { type AccountBook, avatarSvg } from './accounts.ts'
import type { FileShelf } from './file-shelf.ts'
import type { LedgerPost } from './ledger.ts'
import type { SimRequest, SimResponse } from './message.ts'
import { type Brand, feedPage, permalinkPage, stylesheet } from './pages.ts'

interface PeopleInput {
  brand: Brand
  accounts: AccountBook
  files: FileShelf
  ledger(): LedgerPost[]
}

/** What people see: the feed, pictures, avatars, and each post at its permalink. */
export function peoplePages({ brand, accounts, files, ledger }: PeopleInput) {
  const has = (name: string) => files.get(name) !== undefined
  return {
    fixed({ method, path }: SimRequest): SimResponse | undefined {
      if (method !== 'GET') return undefined
      if (path === '/') return { status: 200, body: feedPage(brand, ledger(), has) }
      if (path === '/_style.css') {
        return { status: 200, headers: { 'content-type': 'text/css' }, body: stylesheet }
      }
      const avatar = /^\/_avatar\/([\w.]+)\.svg$/.exec(path)
      const owner = avatar && accounts.byUsername(avatar[1]!)
      if (owner) return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: avatarSvg(owner) }
      const file = /^\/_media\/([\w.-]+)$/.exec(path)
      const shelved = file ? files.get(file[1]!) : undefined
      return shelved && { status: 200, headers: { 'content-type': shelved.mime }, body: shelved.bytes }
    },
    permalink({ method, path }: SimRequest): SimResponse | undefined {
      if (method !== 'GET') return undefined
      const post = ledger().find((one) => bare(new URL(one.url).pathname) === bare(path))
      return post && { status: 200, body: permalinkPage(brand, post, has) }
    },
  }
}

const bare = (path: string) => path.replace(/\/$/, '')
