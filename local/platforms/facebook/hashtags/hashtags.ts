import { createHash } from 'node:crypto'
import { type Field, type Readers, readNode } from '../../meta/fields.ts'
import { invalidParameter, objectMissing } from '../../meta/general-errors.ts'
import { text } from '../../meta/parameters.ts'
import type { Call } from '../call.ts'
import { refusal } from '../errors.ts'
import { pagesInReach } from '../pages.ts'
import { askedFields, paged, timestamp } from '../read.ts'
import type { Facebook } from '../state.ts'
import { grantOf } from '../tokens.ts'
import { type PublicPost, publicPosts, sensitiveTags } from './public-posts.ts'

const day = 24 * 60 * 60 * 1000

/** `GET /ig_hashtag_search?user_id=&q=`: the id of a tag, the same for everybody and for good. */
export function searchHashtag(facebook: Facebook, call: Call): unknown {
  const account = askingAccount(facebook, call)
  const tag = (text(call.parameters, 'q') ?? '').toLowerCase()
  if (!/^[\p{L}\p{N}\p{M}_]+$/u.test(tag)) throw invalidParameter('The parameter q is required.')
  if (sensitiveTags.includes(tag)) throw invalidParameter('Invalid parameter')
  if (postsWith(tag).length === 0) throw refusal('noHashtag')
  count(facebook, { account, tag })
  return { data: [{ id: idOf(tag) }] }
}

/** `GET /:hashtag/top_media` and `/recent_media` (of the last 24 hours): no usernames, one page here. */
export function hashtagMedia(facebook: Facebook, call: Call): unknown {
  const account = askingAccount(facebook, call)
  const id = call.request.params.hashtag!
  const tag = tagNames().find((one) => idOf(one) === id)
  if (!tag) throw objectMissing(id)
  count(facebook, { account, tag })
  const isRecent = call.request.path.endsWith('/recent_media')
  const rows = postsWith(tag).filter(({ hoursAgo }) => !isRecent || hoursAgo < 24)
  const fields = askedFields(call.parameters)
  return paged(facebook, call, {
    rows,
    cursor: (post) => post.id,
    view: (post) => mediaNode(facebook, post, fields),
    most: 50,
  })
}

/** `GET /:ig/recently_searched_hashtags`: the tags that count now. */
export function recentSearches(facebook: Facebook, call: Call): unknown {
  const account = call.request.params.ig!
  checkRights(facebook, call, account)
  return { data: counting(facebook, account).map(({ tag }) => ({ id: idOf(tag) })) }
}

function askingAccount(facebook: Facebook, call: Call): string {
  const account = text(call.parameters, 'user_id')
  if (!account) throw invalidParameter('The parameter user_id is required.')
  checkRights(facebook, call, account)
  return account
}

/** A user token, with the permission, of somebody who holds the Page of that account; and the app has the feature. */
function checkRights(facebook: Facebook, { token }: Call, account: string): void {
  if (!grantOf(facebook, token).granted.includes('instagram_basic')) throw refusal('noInstagramBasic')
  if (!facebook.settings.public_content_access) throw refusal('noPublicContent')
  const isLinked = pagesInReach(facebook, token).some(({ instagram }) => instagram?.id === account)
  if (token.pageId || !isLinked) throw objectMissing(account)
}

const counting = (facebook: Facebook, account: string) =>
  facebook.state.searches.filter((one) => one.account === account && one.at > facebook.clock.now() - 7 * day)

/** A tag counts for seven days from its first search; again within them it costs nothing. */
function count(facebook: Facebook, { account, tag }: { account: string; tag: string }): void {
  const now = counting(facebook, account)
  if (now.some((one) => one.tag === tag)) return
  if (now.length >= facebook.settings.hashtags_per_week) throw refusal('hashtagLimit')
  facebook.state.searches.push({ account, tag, at: facebook.clock.now() })
  facebook.changed()
}

const tagsIn = ({ caption }: PublicPost) =>
  [...caption.toLowerCase().matchAll(/#([\p{L}\p{N}_]+)/gu)].map(([, tag]) => tag!)

const tagNames = () => [...new Set(publicPosts.flatMap(tagsIn))]

const postsWith = (tag: string) =>
  publicPosts
    .filter((post) => tagsIn(post).includes(tag))
    .sort((a, b) => b.likes + b.comments - (a.likes + a.comments))

const idOf = (tag: string) =>
  `17843${String(createHash('sha256').update(tag).digest().readUInt32BE(0)).padStart(12, '0')}`

function mediaNode(facebook: Facebook, post: PublicPost, asked: Field[]): Record<string, unknown> {
  const at = facebook.clock.now() - post.hoursAgo * 3_600_000
  const readers: Readers = {
    id: () => post.id,
    caption: () => post.caption,
    comments_count: () => post.comments,
    like_count: () => post.likes,
    media_type: () => 'IMAGE',
    media_url: () => undefined,
    permalink: () =>
      `https://www.instagram.com/p/${Buffer.from(post.id).toString('base64url').slice(0, 11)}/`,
    timestamp: () => timestamp(at),
    children: () => undefined,
  }
  return readNode({ type: 'ShadowIGMedia', readers, defaults: ['id'] }, asked)
}
