import { scopePrefix } from './names.ts'
import type { Stage } from './stage-settings.ts'

/** Of the Cognito pool, where the stage has one. */
export type PoolNames = Record<(typeof poolNames)[number], string>
export const poolNames = ['userPoolId', 'userPoolClientId'] as const

/** Whose tokens a stage takes, for whom they are made, and how they spell scopes. */
export interface Issuer {
  url: string
  audience: string
  scopePrefix: string
}

/** @param provided reads the name of something that the data stack made */
export function issuerOf(stage: Stage, provided: (name: keyof PoolNames) => string): Issuer {
  const { cognito, authServiceUrl = '', jwtAudience = '', jwtScopePrefix, region } = stage
  if (!cognito) return { url: authServiceUrl, audience: jwtAudience, scopePrefix: jwtScopePrefix }
  return {
    url: `https://cognito-idp.${region}.amazonaws.com/${provided('userPoolId')}`,
    // Access tokens have no aud; the gateway then holds client_id against this.
    audience: provided('userPoolClientId'),
    scopePrefix,
  }
}
