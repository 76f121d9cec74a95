import type { SimAccount } from '../kit/server.ts'

/** The people of the simulated network; ids start with 1784 and exceed 2^53, as real ones do. */
export const accounts: SimAccount[] = [
  person('17841400000000101', 'alice', 'Alice Arndt', '#d6336c', 'BUSINESS'),
  person('17841400000000102', 'bob', 'Bob Brook', '#1971c2', 'MEDIA_CREATOR'),
  person('17841400000000103', 'carol', 'Carol Cruz', '#2f9e44', 'BUSINESS'),
]

function person(id: string, username: string, name: string, color: string, account_type: string): SimAccount {
  return { id, username, name, color, traits: { account_type, followers_count: 1200, follows_count: 80 } }
}

/** The id this account has for one app only: the code exchange and `/me` `id` tell it. */
export function appScopedId(account: SimAccount): string {
  const { app_scoped_id } = account.traits ?? {}
  return typeof app_scoped_id === 'string'
    ? app_scoped_id
    : String(BigInt(account.id) + 9_000_000_000_000_001n)
}

export function accountType(account: SimAccount): string {
  const { account_type } = account.traits ?? {}
  return typeof account_type === 'string' ? account_type : 'BUSINESS'
}

/** A figure from the account's traits, or 0. */
export function figure(account: SimAccount, name: 'followers_count' | 'follows_count'): number {
  const value = account.traits?.[name]
  return typeof value === 'number' ? value : 0
}
