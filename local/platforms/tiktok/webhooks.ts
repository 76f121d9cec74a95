import { createHmac } from 'node:crypto'
import { openIdOf } from './ids.ts'
import { int64, toJson } from './int64.ts'
import type { Publication, TikTok } from './state.ts'

const longestRetry = 72 * 60 * 60_000

/** Tells the app what became of a publication. */
export function notify(
  tiktok: TikTok,
  publication: Publication,
  event: string,
  more: { reason?: string; post_id?: string } = {},
): void {
  const { post_id, ...rest } = more
  send(tiktok, publication.clientKey, publication.accountId, event, {
    publish_id: publication.id,
    // For direct posts no page names the value.
    publish_type: publication.use === 'inbox' ? 'INBOX_SHARE' : 'DIRECT_POST',
    ...rest,
    ...(post_id && { post_id: tiktok.settings.ids_as_numbers ? int64(post_id) : post_id }),
  })
}

/** The grant is gone: 1 the user disconnected, 5 the developer revoked it. */
export function notifyRemoved(tiktok: TikTok, clientKey: string, accountId: string, reason: 1 | 5): void {
  send(tiktok, clientKey, accountId, 'authorization.removed', { reason })
}

function send(
  tiktok: TikTok,
  clientKey: string,
  accountId: string,
  event: string,
  content: Record<string, unknown>,
): void {
  const { webhook_url: url, webhook_copies: copies } = tiktok.settings
  const app = tiktok.apps.find((one) => one.clientId === clientKey)
  if (!url || !app) return
  const seconds = Math.floor(tiktok.clock.now() / 1000)
  const body = JSON.stringify({
    client_key: clientKey,
    event,
    create_time: seconds,
    user_openid: openIdOf(accountId, clientKey),
    // A string to parse again.
    content: toJson(content),
  })
  const signature = createHmac('sha256', app.clientSecret).update(`${seconds}.${body}`).digest('hex')
  const headers = { 'content-type': 'application/json', 'tiktok-signature': `t=${seconds},s=${signature}` }
  for (let copy = 0; copy < copies; copy++) void deliver(tiktok, { url, body, headers }, 60_000, 0)
}

interface Letter {
  url: string
  body: string
  headers: Record<string, string>
}

/** Until a 200, with doubled waits on the clock, for up to 72 hours; signed once. */
async function deliver(tiktok: TikTok, letter: Letter, wait: number, waited: number): Promise<void> {
  try {
    const { url, ...init } = letter
    const answer = await fetch(url, { method: 'POST', redirect: 'manual', ...init })
    await answer.body?.cancel()
    if (answer.status === 200) return
  } catch (error) {
    console.warn('tiktok simulator: the webhook was not reached:', (error as Error).message)
  }
  if (waited + wait > longestRetry) return
  tiktok.clock.at(tiktok.clock.now() + wait, () => void deliver(tiktok, letter, wait * 2, waited + wait))
}
