import * as z from 'zod/mini'
import { losslessJson } from '../lossless-json.ts'
import { type Hooks, isSigned, type NetworkCall } from '../notices.ts'

// developers.tiktok.com/doc/webhooks-verification and webhooks-events, read 2026-09. Retries go on for 72 h, and whether
// they are signed anew is undocumented: an old time is taken, and doing the same twice does no harm.
const oldestMs = 73 * 3_600_000
const aheadMs = 5 * 60_000

const eventShape = z.object({
  client_key: z.string(),
  event: z.string(),
  create_time: z.int(),
  user_openid: z.string().check(z.minLength(1)),
  /** JSON within JSON. */
  content: z._default(z.string(), '{}'),
})
const postContent = z.object({ publish_id: z.string().check(z.minLength(1)) })

/** `TikTok-Signature: t=<s>,s=<hex>`, over the time, a dot and the raw body, by the client secret. */
function isOfTikTok({ raw, headers, app, now }: NetworkCall): boolean {
  const read = /^t=(\d{1,12}),s=([0-9a-f]{64})$/i.exec(headers['tiktok-signature'] ?? '')
  const [, seconds = '', hex = ''] = read ?? []
  const age = now - Number(seconds) * 1000
  if (!read || age > oldestMs || age < -aheadMs) return false
  const signed = `${seconds}.${raw.toString('utf8')}`
  return isSigned(app.clientSecret, { signed, given: Buffer.from(hex, 'hex') })
}

/** TikTok sends every event of an app to one address. */
export const hooks: Hooks = {
  events(call) {
    if (!isOfTikTok(call)) return undefined
    const read = eventShape.safeParse(losslessJson(call.raw.toString('utf8')))
    if (!read.success || read.data.client_key !== call.app.clientId) return undefined
    const { event, user_openid: account, create_time, content } = read.data
    if (event === 'authorization.removed') return [{ kind: 'deauthorized', account, at: create_time * 1000 }]
    const post = event.startsWith('post.publish.') ? postContent.safeParse(losslessJson(content)) : undefined
    return post?.success ? [{ kind: 'post_moved', post: post.data.publish_id }] : []
  },
}
