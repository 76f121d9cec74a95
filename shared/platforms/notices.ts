import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a network tells by itself. `account` is the id it uses in its own calls to us; times are ms. */
export type Notice =
  /** The person has removed our app: grants made before `at` are dead. */
  | { kind: 'deauthorized'; account: string; at: number }
  /** The person wants what came from the account, until `at`, deleted. */
  | { kind: 'delete_data'; account: string; at: number }
  /** Something became of a post. A reason to look, and no more: what is so, the network is asked. */
  | { kind: 'post_moved'; post: string }

/** A call of a network to us, unread. */
export interface NetworkCall {
  raw: Buffer
  /** Lower-case names. */
  headers: Record<string, string | undefined>
  app: { clientId: string; clientSecret: string }
  now: number
}

/** The addresses of ours that networks call. */
export type Hook = 'deauthorize' | 'data-deletion' | 'events'

/** Undefined: not signed by the network, or not for our app. Nothing may be done then. */
export type Hooks = Partial<Record<Hook, (call: NetworkCall) => Notice[] | undefined>>

/** Whether `given` is the HMAC-SHA256 of `signed`, without telling by time where they differ. */
export function isSigned(secret: string, { signed, given }: { signed: string; given: Buffer }): boolean {
  const expected = createHmac('sha256', secret).update(signed).digest()
  return given.length === expected.length && timingSafeEqual(given, expected)
}
