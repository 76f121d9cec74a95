import { generateKeyPairSync, sign } from 'node:crypto'
import type { Route, SimAccount } from '../../kit/server.ts'
import { callerOf, traced } from '../calls.ts'
import { accessDenied } from '../errors.ts'
import { subjectOf } from '../ids.ts'
import type { Grant, LinkedIn } from '../state.ts'
import { countCall } from '../throttle.ts'

const issuer = 'https://www.linkedin.com/oauth'
const keyId = 'simulated-1'

// New at each start: an id_token is read when it arrives, or never.
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** The keys, the discovery document, and the member behind a token. */
export function openidRoutes(context: LinkedIn): Route[] {
  const get = (path: string, run: Route['run']): Route => ({ method: 'GET', path, name: `GET ${path}`, run })
  return [
    get('/oauth/.well-known/openid-configuration', () => ({ status: 200, body: discovery(context.url) })),
    get('/oauth/openid/jwks', () => ({
      status: 200,
      body: { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'RS256' }] },
    })),
    get('/v2/userinfo', (request) =>
      traced(context, () => {
        const { account, clientId, scopes } = callerOf(context, request)
        countCall(context, 'GET /v2/userinfo', { member: account.id, app: clientId })
        if (!scopes.includes('openid')) throw accessDenied('userinfo.GET.NO_VERSION')
        return { status: 200, body: claims(context, account, { clientId, scopes }) }
      }),
    ),
  ]
}

/** What the granted scopes tell about a member. */
function claims(
  context: LinkedIn,
  account: SimAccount,
  { clientId, scopes }: Pick<Grant, 'clientId' | 'scopes'>,
) {
  const [given_name, ...rest] = account.name.split(' ')
  return {
    sub: subjectOf(account, clientId),
    ...(scopes.includes('profile') && {
      name: account.name,
      given_name,
      family_name: rest.join(' '),
      picture: context.accounts.avatarUrl(account),
      locale: context.settings.locale_form === 'text' ? 'en-US' : { country: 'US', language: 'en' },
    }),
    ...(scopes.includes('email') && { email: `${account.username}@example.org`, email_verified: true }),
  }
}

export function idToken(context: LinkedIn, grant: Grant): string {
  const account = context.accounts.byId(grant.accountId)!
  const iat = Math.floor(context.clock.now() / 1000)
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = [
    part({ alg: 'RS256', typ: 'JWT', kid: keyId }),
    part({ iss: issuer, aud: grant.clientId, iat, exp: iat + 3600, ...claims(context, account, grant) }),
  ].join('.')
  return `${signed}.${sign('sha256', Buffer.from(signed), keys.privateKey).toString('base64url')}`
}

function discovery(url: string) {
  return {
    issuer,
    authorization_endpoint: `${url}/oauth/v2/authorization`,
    token_endpoint: `${url}/oauth/v2/accessToken`,
    userinfo_endpoint: `${url}/v2/userinfo`,
    jwks_uri: `${url}/oauth/openid/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email'],
  }
}
