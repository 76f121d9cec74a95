import { type Field, type Readers, readNode } from '../meta/fields.ts'
import { objectMissing } from '../meta/general-errors.ts'
import { allTasks, type Page } from './accounts.ts'
import type { Call } from './call.ts'
import { checkOwnUser } from './oauth/permissions.ts'
import { pagePictureUrl, pagesInReach } from './pages.ts'
import { askedFields, empty, paged, part } from './read.ts'
import { pageNames, userNames } from './spec-names.ts'
import type { Facebook, Token } from './state.ts'
import { grantOf, pageToken } from './tokens.ts'

/** `GET /me` and `GET /:page`: the person of a user token, the Page of a Page token, or one of the person's Pages. */
export function readIdentity(facebook: Facebook, call: Call): unknown {
  const { token, request } = call
  const asked = request.params.page ?? 'me'
  const fields = askedFields(call.parameters)
  if (!token.pageId && (asked === 'me' || asked === token.userId)) return userNode(facebook, token, fields)
  const id = asked === 'me' ? token.pageId : asked
  const page = pagesInReach(facebook, token).find((one) => one.id === id)
  if (!page || (token.pageId && token.pageId !== page.id)) throw objectMissing(asked)
  return pageNode(facebook, token, page, fields)
}

function userNode(facebook: Facebook, token: Token, asked: Field[]): unknown {
  const account = facebook.accounts.byId(token.userId)!
  const readers: Readers = {
    ...empty(userNames),
    id: () => account.id,
    name: () => account.name,
    first_name: () => account.name.split(' ')[0],
    last_name: () => account.name.split(' ').at(-1),
    short_name: () => account.name.split(' ')[0],
    picture: (nested) => ({ data: picture(facebook.accounts.avatarUrl(account), nested) }),
  }
  return readNode({ type: 'User', readers, defaults: ['name', 'id'] }, asked)
}

/** `GET /me/accounts`: the Pages ticked at consent, each with its token; without pages_show_list there are none. */
export function listPages(facebook: Facebook, call: Call): unknown {
  checkOwnUser(call)
  const { token } = call
  const shown = grantOf(facebook, token).granted.includes('pages_show_list')
  const fields = askedFields(call.parameters)
  const names = ['access_token', 'category', 'category_list', 'name', 'id', 'tasks']
  const asked = fields.length > 0 ? fields : names.map((name) => ({ name, fields: [] }))
  return paged(facebook, call, {
    rows: shown ? pagesInReach(facebook, token) : [],
    cursor: (page) => page.id,
    view: (page) => pageNode(facebook, token, page, asked),
    most: facebook.settings.accounts_per_answer,
  })
}

function pageNode(facebook: Facebook, token: Token, page: Page, asked: Field[]): Record<string, unknown> {
  const linked = page.instagram
  const readers: Readers = {
    ...empty(pageNames),
    id: () => page.id,
    name: () => page.name,
    username: () => page.username,
    category: () => page.category,
    category_list: () => [{ id: '2200', name: page.category }],
    link: () => `${facebook.url}/${page.username}`,
    access_token: () => tokenShown(facebook, token, page),
    tasks: () => allTasks.filter((task) => page.tasks.includes(task)),
    picture: (nested) => ({ data: picture(pagePictureUrl(facebook, page), nested) }),
    fan_count: () => 1200,
    followers_count: () => 1250,
    is_published: () => true,
    can_post: () => page.tasks.includes('CREATE_CONTENT'),
    // Of a linked account nothing but the id is shown unless more is asked.
    instagram_business_account: (nested) =>
      linked && (nested.length > 0 ? part('InstagramUser', { ...linked }, nested) : { id: linked.id }),
  }
  return readNode({ type: 'Page', readers, defaults: ['name', 'id'] }, asked)
}

/** Told to whoever manages the Page and let the app see the list. */
function tokenShown(facebook: Facebook, token: Token, page: Page): string | undefined {
  if (!grantOf(facebook, token).granted.includes('pages_show_list')) return undefined
  return token.pageId ? token.value : pageToken(facebook, token, page.id).value
}

function picture(url: string, nested: Field[]): Record<string, unknown> {
  return part('ProfilePictureSource', { height: 50, is_silhouette: false, url, width: 50 }, nested)
}
