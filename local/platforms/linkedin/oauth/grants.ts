import type { Grant, LinkedIn } from '../state.ts'

/** The member removed the app: its tokens and codes die. */
export function endGrants(context: LinkedIn, accountId: string): void {
  for (const grant of Object.values(context.state.grants))
    if (grant.accountId === accountId) grant.revoked = true
  for (const [code, { grant }] of Object.entries(context.state.codes))
    if (grant.accountId === accountId) delete context.state.codes[code]
}

/** An authorization with other scopes ends the earlier tokens of this member for this app. */
export function endOtherScopes(context: LinkedIn, next: Grant): void {
  const scopes = sorted(next)
  for (const grant of Object.values(context.state.grants)) {
    const isSame = grant.accountId === next.accountId && grant.clientId === next.clientId
    if (isSame && sorted(grant) !== scopes) grant.revoked = true
  }
}

const sorted = ({ scopes }: Grant) => scopes.toSorted().join(' ')
