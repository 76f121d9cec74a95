import type { PlatformModule, Probe } from '../contract.ts'
import { probeExchange } from '../probe-call.ts'
import { oauth } from './oauth.ts'

const taken: Probe = {
  ok: true,
  says: 'LinkedIn takes the client id; the secret, too, as far as it looks at it before a code.',
}

/** By the rows of the error table. What LinkedIn looks at first, the secret or the code, is documented nowhere. */
const verdicts: Record<string, Probe> = {
  'oauth-code-invalid': taken,
  'oauth-invalid-grant': taken,
  'oauth-invalid-client': { ok: false, says: 'LinkedIn refuses the client id or secret.' },
}

export const probe: NonNullable<PlatformModule['probe']> = (network, redirectUri) =>
  probeExchange(oauth, network, { redirectUri, verdicts })
