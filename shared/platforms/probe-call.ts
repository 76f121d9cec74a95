import { randomBytes } from 'node:crypto'
import type { OAuth, Probe } from './contract.ts'
import { PlatformFailure } from './failures.ts'
import type { Network } from './request.ts'

/**
 * Makes a call that only the app's credentials let through.
 * @param verdicts by the rows of the network's error table
 * @returns `taken` where the call succeeds
 */
export async function probeCall(
  call: () => Promise<unknown>,
  { taken, verdicts }: { taken: Probe; verdicts: Record<string, Probe> },
): Promise<Probe> {
  try {
    await call()
    return taken
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error
    const { row = '', details } = error.failure
    const answer = [details.status_code, details.platform_code, details.message]
      .filter(Boolean)
      .join(', ')
      .replace(/\.$/, '')
    const known = verdicts[row]
    if (!known) return { ok: false, says: `Its answer tells nothing about the credentials: ${answer}.` }
    return known.ok ? known : { ...known, says: `${known.says} Its answer: ${answer}.` }
  }
}

/**
 * Asks for the tokens of a code that nobody gave. What the network refuses first, the app or the code, tells whether
 * it takes the app's credentials.
 */
export function probeExchange(
  { exchange }: OAuth,
  network: Network,
  { redirectUri, verdicts }: { redirectUri: string; verdicts: Record<string, Probe> },
): Promise<Probe> {
  const code = randomBytes(24).toString('base64url')
  const codeVerifier = randomBytes(32).toString('base64url')
  return probeCall(() => exchange(network, { code, redirectUri, codeVerifier }), {
    taken: { ok: true, says: 'It takes the credentials.' },
    verdicts,
  })
}
