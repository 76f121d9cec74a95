import { derivedId } from '../domain/derived-id.ts'
import type { Platform } from '../domain/platform.ts'
import { expiringWithinMs, type SocialConnection } from '../domain/social-connection.ts'
import type { Grant, PlatformDefinition } from '../platforms/contract.ts'
import { definitions } from '../platforms/registry.ts'
import type { AccountGrant } from './account-grant.ts'
import { keptTargets } from './kept-targets.ts'

/** A connection but for what storing it decides. */
export type NewConnection = Omit<SocialConnection, 'generation' | 'tokens'>

/** The connection that a consent makes. */
export function connectionOf(
  owner: { userId: string; platform: Platform },
  { grant, profile, scopes, targets }: AccountGrant,
  now: number,
): NewConnection {
  const { userId, platform } = owner
  return {
    v: 1,
    user_id: userId,
    id: connectionId(userId, platform, profile.external_user_id),
    platform,
    external_user_id: profile.external_user_id,
    ...(profile.app_scoped_id === undefined ? {} : { app_scoped_id: profile.app_scoped_id }),
    external_username: profile.username,
    external_display_name: profile.display_name,
    avatar_url: profile.avatar_url,
    scopes,
    targets: targets && keptTargets(targets, grant.tokens.target_tokens),
    created_at: now,
    granted_at: now,
    ...grantTimes(definitions[platform], grant),
    needs_reauth: false,
    closing: false,
  }
}

/** A user's account has one id for good, so that reconnecting finds it. */
export const connectionId = (userId: string, platform: Platform, externalUserId: string): string =>
  derivedId(userId, platform, externalUserId)

/** When a grant's parts end, and when the daily sweep renews it or tells that it ends. */
export function grantTimes(
  { renewAheadMs }: Pick<PlatformDefinition, 'renewAheadMs'>,
  { access_expires_at, grant_expires_at }: Pick<Grant, 'access_expires_at' | 'grant_expires_at'>,
): Pick<SocialConnection, 'access_expires_at' | 'grant_expires_at' | 'renew_at'> {
  const end = grant_expires_at ?? access_expires_at
  const tellingAt = grant_expires_at === null ? null : grant_expires_at - expiringWithinMs
  return {
    access_expires_at,
    grant_expires_at,
    renew_at: renewAheadMs === null ? tellingAt : end === null ? null : end - renewAheadMs,
  }
}
