import type { PlatformModule, Probe } from '../contract.ts'
import { probeExchange } from '../probe-call.ts'
import { oauth } from './oauth.ts'

/** By the rows of the error table. What TikTok looks at first, the secret or the code, is documented nowhere. */
const verdicts: Record<string, Probe> = {
  'oauth-grant-invalid': {
    ok: true,
    says: 'TikTok takes the client key; the secret, too, as far as it looks at it before a code.',
  },
  'oauth-app-refused': {
    ok: false,
    says: 'TikTok refuses the client key or secret. A sandbox has a pair of its own.',
  },
}

export const probe: NonNullable<PlatformModule['probe']> = (network, redirectUri) =>
  probeExchange(oauth, network, { redirectUri, verdicts })
