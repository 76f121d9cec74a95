import { type Platform, platforms } from '../domain/platform.ts'
import type { TokenKey } from '../domain/social-connection.ts'
import { type DataKeys, keptMs } from './data-keys.ts'
import { keepAnswers } from './kept.ts'

/** Who seals with an older one makes the next. */
const renewedAfterMs = 30 * 24 * 3_600_000

/** Where the newest key of each network stands, wrapped. */
export interface StandingKeys {
  get(platform: Platform): Promise<TokenKey | undefined>
  /** False when another took the place of `known` meanwhile. */
  put(fresh: TokenKey, known: TokenKey | undefined): Promise<boolean>
}

/** What KMS binds the key of a network to. */
export const branchContext = (platform: Platform) => ({ platform, purpose: 'tokens' })

/**
 * One key for all tokens of a network, each sealed by a key derived from it, so that KMS is asked once in a while and
 * not for each: a branch key, in the words of
 * https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/use-hierarchical-keyring.html
 */
export function openBranchKeys(
  { dataKeys, standing }: { dataKeys: DataKeys; standing: StandingKeys },
  now: () => number,
) {
  const kept = keepAnswers<string>({ ms: keptMs, most: platforms.length, now })

  async function newest(platform: Platform): Promise<string> {
    const known = await standing.get(platform)
    if (known && known.made_at + renewedAfterMs > now()) return known.key
    const { wrapped } = await dataKeys.make(branchContext(platform))
    const isOurs = await standing.put({ v: 1, platform, key: wrapped, made_at: now() }, known)
    // Who was first made it for all.
    return isOurs ? wrapped : newest(platform)
  }

  /** What seals now, wrapped. */
  return (platform: Platform): Promise<string> => kept(platform, () => newest(platform))
}
