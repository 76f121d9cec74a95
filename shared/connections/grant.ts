import type { SocialConnection } from '../domain/social-connection.ts'
import type { Grant, PlatformDefinition } from '../platforms/contract.ts'

type GrantTimes = Pick<SocialConnection, 'access_expires_at' | 'grant_expires_at' | 'renew_at'>

/** When a grant's parts end, and when the daily sweep renews it. */
export function grantTimes(
  { renewAheadMs }: Pick<PlatformDefinition, 'renewAheadMs'>,
  { access_expires_at, grant_expires_at }: Pick<Grant, 'access_expires_at' | 'grant_expires_at'>,
): GrantTimes {
  const end = grant_expires_at ?? access_expires_at
  return {
    access_expires_at,
    grant_expires_at,
    renew_at: renewAheadMs === null || end === null ? null : end - renewAheadMs,
  }
}
