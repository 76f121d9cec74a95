import type { AccountBook } from './accounts.ts'
import type { ConsentQuestion } from './consent-question.ts'
import type { LedgerMedia, LedgerPost } from './ledger.ts'

export interface Brand {
  title: string
  color: string
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign]!)

export const stylesheet = `
:root { --ink: #17202a; --quiet: #66727f; --line: #dfe4ea; --paper: #fff; --ground: #f3f5f8; color-scheme: light }
* { box-sizing: border-box } body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
header { background: var(--brand); color: #fff; padding: .8rem 1rem } header a { color: inherit; text-decoration: none; font-weight: 700 }
header small { opacity: .8; margin-left: .6rem } main { max-width: 36rem; margin: 1.2rem auto; padding: 0 1rem }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 1rem; margin-bottom: 1rem; overflow-wrap: anywhere }
.who { display: flex; gap: .6rem; align-items: center } .who img { width: 40px; height: 40px } .quiet { color: var(--quiet); font-size: .85rem }
.text { white-space: pre-wrap; margin: .6rem 0 } .media { display: grid; gap: .4rem; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)) }
.media img, .media video { width: 100%; border-radius: 8px; display: block } .missing { background: var(--ground); border-radius: 8px; padding: 2rem; text-align: center }
.tag { background: var(--ground); border-radius: 99px; padding: .1rem .6rem } label { display: flex; gap: .6rem; align-items: center; padding: .4rem 0 }
h1 { font-size: 1.4rem; line-height: 1.3; margin: .2rem 0 1rem } h2 { font-size: 1.05rem; margin: 1rem 0 .3rem }
label img { width: 32px; height: 32px } button { font: inherit; padding: .6rem 1.4rem; border-radius: 99px; border: 1px solid var(--line); background: var(--paper); cursor: pointer }
button.yes { background: var(--brand); border-color: var(--brand); color: #fff } .buttons { display: flex; gap: .6rem; margin-top: 1rem }`

function page(brand: Brand, title: string, main: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/_style.css"><style>:root { --brand: ${brand.color} }</style></head><body><header><a href="/">${escapeHtml(brand.title)}</a><small>simulated on this machine</small></header><main>${main}</main></body></html>`
}

export function consentPage(input: {
  brand: Brand
  question: ConsentQuestion
  accounts: AccountBook
  action: string
}): string {
  const { brand, question, accounts, action } = input
  const people = accounts
    .all()
    .map(
      (account, index) =>
        `<label><input type="radio" name="account" value="${escapeHtml(account.username)}"${index === 0 ? ' checked' : ''}><img src="/_avatar/${escapeHtml(account.username)}.svg" alt="">${escapeHtml(account.name)} <span class="quiet">@${escapeHtml(account.username)}</span></label>`,
    )
    .join('')
  const scopes = question.scopes
    .map(
      (scope) =>
        `<label><input type="checkbox" name="scope" value="${escapeHtml(scope)}" checked>${escapeHtml(scope)}</label>`,
    )
    .join('')
  return page(
    brand,
    `Sign in to ${brand.title}`,
    `<form class="card" method="post" action="${escapeHtml(action)}"><h1>${escapeHtml(question.app)} wants to use your ${escapeHtml(brand.title)} account</h1><h2>Account</h2>${people}<h2>It asks for</h2>${scopes}<div class="buttons"><button class="yes" name="decision" value="allow">Allow</button><button name="decision" value="deny">Deny</button></div></form>`,
  )
}

function mediaHtml(media: LedgerMedia, has: (file: string) => boolean): string {
  const alt = escapeHtml(media.alt_text ?? '')
  if (!media.file || !has(media.file)) {
    return `<div class="missing quiet">${media.kind}, ${escapeHtml(media.mime)}, ${media.bytes} bytes</div>`
  }
  const source = `/_media/${encodeURIComponent(media.file)}`
  if (media.kind === 'video') return `<video controls src="${source}" aria-label="${alt}"></video>`
  if (media.kind === 'document') return `<a href="${source}">${escapeHtml(media.mime)}</a>`
  return `<img src="${source}" alt="${alt}">`
}

/** To the millisecond still: when a post came is what people look for here. */
const readable = (time: string) => time.replace('T', ' ').replace('Z', ' UTC')

function card(post: LedgerPost, has: (file: string) => boolean): string {
  const username = escapeHtml(post.account.username)
  const pictures = post.media.map((media) => mediaHtml(media, has)).join('')
  return `<article class="card"><div class="who"><img src="/_avatar/${username}.svg" alt=""><div><strong>@${username}</strong><div class="quiet"><a href="${escapeHtml(new URL(post.url).pathname)}"><time datetime="${escapeHtml(post.created_at)}">${escapeHtml(readable(post.created_at))}</time></a> <span class="tag">${escapeHtml(post.type)}</span>${post.parent_id ? ` in reply to ${escapeHtml(post.parent_id)}` : ''}</div></div></div><div class="text">${escapeHtml(post.text)}</div><div class="media">${pictures}</div></article>`
}

export function feedPage(brand: Brand, posts: LedgerPost[], has: (file: string) => boolean): string {
  const cards = posts
    .toReversed()
    .slice(0, 200)
    .map((post) => card(post, has))
    .join('')
  return page(brand, brand.title, cards || '<p class="quiet">Nothing was posted yet.</p>')
}

export function permalinkPage(brand: Brand, post: LedgerPost, has: (file: string) => boolean): string {
  return page(brand, `@${post.account.username} on ${brand.title}`, card(post, has))
}
