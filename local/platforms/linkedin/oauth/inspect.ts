import type { Route, SimResponse } from '../../kit/server.ts'
import type { AccessToken, Grant, LinkedIn } from '../state.ts'
import { type CredentialedForm, credentialedForm } from './app-credentials.ts'

/** Introspection and revocation. What revocation answers stands in no document. */
export function inspectRoutes(context: LinkedIn): Route[] {
  const post = (path: string, run: (form: CredentialedForm) => SimResponse): Route => ({
    method: 'POST',
    path,
    name: `POST ${path}`,
    run: (request) => run(credentialedForm(context, request)),
  })
  return [
    post('/oauth/v2/introspectToken', (form) => introspect(context, form)),
    post('/oauth/v2/revoke', (form) => {
      const { grant } = tokenOf(context, form)
      if (grant) grant.revoked = true
      context.changed()
      return { status: 200 }
    }),
  ]
}

/** An access or refresh token of the asking app, with its grant. */
function tokenOf(context: LinkedIn, form: CredentialedForm): { access?: AccessToken; grant?: Grant } {
  const value = form.value('token')
  const access = context.state.accessTokens[value]
  const grant = access
    ? context.state.grants[access.grant]
    : Object.values(context.state.grants).find((one) => one.refreshToken === value)
  return grant?.clientId === form.clientId ? { access, grant } : {}
}

function introspect(context: LinkedIn, form: CredentialedForm): SimResponse {
  const { access, grant } = tokenOf(context, form)
  if (!grant) return { status: 200, body: { active: false } }
  const expiresAt = access?.expiresAt ?? grant.refreshExpiresAt ?? 0
  const isRevoked = grant.revoked || access?.dead === 'revoked'
  const isExpired = expiresAt <= context.clock.now() || access?.dead === 'expired'
  const status = isRevoked ? 'revoked' : isExpired ? 'expired' : 'active'
  const seconds = (ms: number) => Math.floor(ms / 1000)
  return {
    status: 200,
    body: {
      active: status === 'active',
      status,
      scope: grant.scopes.join(','),
      client_id: grant.clientId,
      created_at: seconds(access?.createdAt ?? grant.authorizedAt),
      expires_at: seconds(expiresAt),
      authorized_at: seconds(grant.authorizedAt),
      auth_type: '3L',
    },
  }
}
