import type { Target } from '../domain/social-connection.ts'
import type { Profile, Tokens } from '../platforms/contract.ts'
import { targetReaders } from '../platforms/registry.ts'
import type { Network } from '../platforms/request.ts'
import { holdable } from './kept-targets.ts'

/** Where an account can publish to, with the tokens of single places. @throws PlatformFailure */
export async function readTargets(
  network: Network,
  tokens: Tokens,
  profile: Pick<Profile, 'external_user_id' | 'username' | 'display_name'>,
): Promise<{ targets: Target[] | null; tokens: Tokens }> {
  const targets = targetReaders[network.platform]
  if (!targets) return { targets: null, tokens }
  const name = profile.display_name ?? profile.username
  const read = await targets(network, tokens, { id: profile.external_user_id, name })
  const held = holdable(read.targets, read.tokens)
  if (!read.tokens) return { targets: held, tokens }
  const ids = new Set(held.map(({ id }) => id))
  const target_tokens = Object.fromEntries(Object.entries(read.tokens).filter(([id]) => ids.has(id)))
  return { targets: held, tokens: { ...tokens, target_tokens } }
}
