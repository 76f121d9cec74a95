import { randomBytes } from 'node:crypto'
import type { PlatformModule, Probe } from '../contract.ts'
import { probeCall } from '../probe-call.ts'
import { appAuthorization } from './oauth.ts'
import { apiVersion } from './version.ts'

const taken: Probe = { ok: true, says: 'Pinterest takes the app id and secret.' }

/** By the rows of the error table. */
const verdicts: Record<string, Probe> = {
  'not-permitted': taken,
  'trial-access': taken,
  'app-not-approved': { ok: false, says: 'Pinterest knows the app, but has not approved it yet.' },
  'token-refused': { ok: false, says: 'Pinterest refuses the app id or secret.' },
}

/**
 * Asks to revoke a token that nobody was given: 401 is "Client authentication error", 403 "Client is not allowed to
 * revoke token" (Pinterest's OpenAPI 5.23.0). The exchange of a code would answer 401 to both.
 */
export const probe: NonNullable<PlatformModule['probe']> = (network) =>
  probeCall(
    () =>
      network.call({
        method: 'POST',
        url: `${network.hosts.api}/${apiVersion}/oauth/token/revoke`,
        route: 'POST /oauth/token/revoke',
        headers: appAuthorization(network),
        form: { token: randomBytes(24).toString('base64url') },
      }),
    { taken, verdicts },
  )
