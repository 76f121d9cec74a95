import { signedRequest } from '../meta/signed-request.ts'
import type { Facebook } from './state.ts'

/** Tells the app, as Meta does, that a person removed it and wants the data deleted; to the addresses in the settings. */
export function notifyApps(facebook: Facebook, userId: string): void {
  const { deauthorize_callback_url, data_deletion_callback_url } = facebook.settings
  const issuedAt = Math.floor(facebook.clock.now() / 1000)
  for (const url of [deauthorize_callback_url, data_deletion_callback_url].filter(Boolean)) {
    for (const app of facebook.apps) {
      const signed_request = signedRequest({ user_id: userId, issued_at: issuedAt }, app.clientSecret)
      fetch(url, { method: 'POST', body: new URLSearchParams({ signed_request }) }).catch((error: unknown) =>
        console.warn(`facebook simulator: the callback ${url} was not reached:`, error),
      )
    }
  }
}
