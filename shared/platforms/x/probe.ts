import type { PlatformModule, Probe } from '../contract.ts'
import { probeExchange } from '../probe-call.ts'
import { oauth } from './oauth.ts'

const taken: Probe = { ok: true, says: 'X takes the client id and secret.' }

/** By the rows of the error table; that X looks at the app first was seen in peers (2026-11-20). */
const verdicts: Record<string, Probe> = {
  'oauth-code-invalid': taken,
  'oauth-token-invalid': taken,
  'oauth-invalid-grant': taken,
  'oauth-unauthorized-client': {
    ok: false,
    says: 'X refuses the client id and secret. It wants the OAuth 2.0 pair; the API key and its secret are another.',
  },
  'oauth-invalid-client': { ok: false, says: 'X does not know this client id.' },
  'oauth-missing-parameter': {
    ok: false,
    says: 'X takes the app for a public client; make it a "Web App, Automated App or Bot" in the portal.',
  },
}

export const probe: NonNullable<PlatformModule['probe']> = (network, redirectUri) =>
  probeExchange(oauth, network, { redirectUri, verdicts })
