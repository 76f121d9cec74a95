import type { SimAccount } from '../kit/server.ts'

/** What this person is on which page. */
export function rolesOf(account: SimAccount): Record<string, string> {
  const { roles } = account.traits ?? {}
  return typeof roles === 'object' && roles !== null ? (roles as Record<string, string>) : {}
}

export function setRoles(account: SimAccount, roles: Record<string, string>): void {
  account.traits = { ...account.traits, roles }
}
