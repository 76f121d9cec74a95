import type { SimAccount } from '../../kit/server.ts'
import { TikTokError } from '../errors.ts'
import { lists } from '../settings.ts'
import type { Publication, TikTok } from '../state.ts'

const day = 24 * 60 * 60_000

/** What stops this creator from posting at all: a ban, the day's posts, the app's users of the day. */
export function checkCreator(tiktok: TikTok, account: SimAccount, clientKey: string): void {
  const { settings } = tiktok
  if (lists(settings.banned_accounts, account.username))
    throw new TikTokError('spam_risk_user_banned_from_posting')
  if (postsOfTheDay(tiktok, account.id).length >= settings.posts_per_creator_24h)
    throw new TikTokError('spam_risk_too_many_posts')
  const users = new Set(
    recent(tiktok, (one) => one.use === 'direct' && one.clientKey === clientKey).map((one) => one.accountId),
  )
  const cap = settings.audited ? settings.active_users_24h : settings.unaudited_users_24h
  if (!users.has(account.id) && users.size >= cap) throw new TikTokError('reached_active_user_cap')
}

/** Direct posts made or on their way, of all apps; an upload that never ended is none. */
export function postsOfTheDay(tiktok: TikTok, accountId: string): Publication[] {
  return recent(
    tiktok,
    (one) =>
      one.use === 'direct' &&
      one.accountId === accountId &&
      one.stage !== 'failed' &&
      one.committedAt !== undefined,
  )
}

/** Drafts that the user hasn't posted; one whose upload hangs counts too. */
export function checkPendingShares(tiktok: TikTok, accountId: string): void {
  const pending = recent(
    tiktok,
    ({ use, stage, accountId: owner }) =>
      use === 'inbox' && owner === accountId && stage !== 'failed' && stage !== 'complete',
  )
  if (pending.length >= tiktok.settings.pending_shares_24h)
    throw new TikTokError('spam_risk_too_many_pending_share')
}

function recent(tiktok: TikTok, isMeant: (one: Publication) => boolean): Publication[] {
  const since = tiktok.clock.now() - day
  return Object.values(tiktok.state.publications).filter((one) => one.createdAt > since && isMeant(one))
}
