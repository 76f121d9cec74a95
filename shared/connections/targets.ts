import type { SocialConnection } from '../domain/social-connection.ts'

/** Where a connection can publish to. An account of these networks is its own and only target. */
export const targetsOf = (connection: SocialConnection) => [
  {
    id: connection.external_user_id,
    name: connection.external_username ?? connection.external_display_name,
    kind: 'account',
    default: true,
  },
]
