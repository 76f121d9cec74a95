import type { SimAccount } from '../kit/server.ts'

export const allTasks = ['ANALYZE', 'ADVERTISE', 'MESSAGING', 'MODERATE', 'CREATE_CONTENT', 'MANAGE']

/** A Page as one person holds it: `tasks` are that person's own. */
export interface Page {
  id: string
  name: string
  username: string
  category: string
  color: string
  tasks: string[]
  instagram?: { id: string; username: string }
}

const bakery: Page = {
  ...page('104500000000101', 'Arndt Bakery', 'arndtbakery', 'Bakery', '#d6336c'),
  instagram: { id: '17841400000000101', username: 'alice' },
}

/** The people of the simulated network and the Pages in their hands. People's ids are the ones this app sees. */
export const accounts: SimAccount[] = [
  person('10220000000000101', 'alice', 'Alice Arndt', '#d6336c', [
    bakery,
    page('104500000000102', 'Alice Travels', 'alicetravels', 'Travel Company', '#e8590c'),
  ]),
  person('10220000000000102', 'bob', 'Bob Brook', '#1971c2', [
    page('104500000000103', 'Brook Bikes', 'brookbikes', 'Bicycle Shop', '#1971c2'),
    // Bob may look at Alice's bakery and answer comments there, not post.
    { ...bakery, tasks: ['ANALYZE', 'MODERATE'] },
  ]),
  person('10220000000000103', 'carol', 'Carol Cruz', '#2f9e44', [
    page('104500000000104', 'Cruz Ceramics', 'cruzceramics', 'Artist', '#2f9e44'),
  ]),
]

function person(id: string, username: string, name: string, color: string, pages: Page[]): SimAccount {
  return { id, username, name, color, traits: { pages } }
}

function page(id: string, name: string, username: string, category: string, color: string): Page {
  return { id, name, username, category, color, tasks: allTasks }
}

/** The Pages a person holds; those given to `POST /_control/accounts` as `pages` need an id, a name and a username. */
export function pagesOf(account: SimAccount): Page[] {
  const pages = account.traits?.pages
  if (!Array.isArray(pages)) return []
  return (pages as (Partial<Page> & Pick<Page, 'id' | 'name' | 'username'>)[]).map((one) => ({
    category: 'Brand',
    color: account.color,
    tasks: allTasks,
    ...one,
  }))
}
