import type { Platform } from '../domain/platform.ts'
import type { TokenKey } from '../domain/social-connection.ts'
import { keys } from './keys.ts'
import type { Table } from './table.ts'

/** Where the newest key of each network's tokens stands. Older ones live on in what they sealed. */
export const tokenKeysIn = (table: Table) => ({
  get: (platform: Platform) => table.get<TokenKey>(keys.tokenKey(platform), { consistent: true }),

  /** False when another took the place of `known` meanwhile. */
  put: (fresh: TokenKey, known: TokenKey | undefined) =>
    table.put(
      keys.tokenKey(fresh.platform),
      fresh,
      known ? { if: '#key = :known', values: { known: known.key } } : { if: 'attribute_not_exists(pk)' },
    ),
})
