import type { PlatformModule, Probe } from '../contract.ts'
import { probeExchange } from '../probe-call.ts'
import { oauth } from './oauth.ts'

/** By the rows of the error table. Whether Instagram looks at the secret before the code is documented nowhere. */
const verdicts: Record<string, Probe> = {
  'login-code-used': {
    ok: true,
    says: 'Instagram takes the app id; the secret, too, as far as it looks at it before a code.',
  },
  'login-app-refused': {
    ok: false,
    says: 'Instagram refuses the app id or secret. It wants those of the Instagram product, not those of the Meta app.',
  },
}

export const probe: NonNullable<PlatformModule['probe']> = (network, redirectUri) =>
  probeExchange(oauth, network, { redirectUri, verdicts })
