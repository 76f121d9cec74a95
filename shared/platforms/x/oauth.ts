import * as z from 'zod/mini'
import type { Grant, OAuth, Tokens } from '../contract.ts'
import { asTrouble, PlatformFailure } from '../failures.ts'
import type { Network } from '../request.ts'
import { read } from './answers.ts'
import { definition } from './definition.ts'

const tokenAnswer = z.object({
  access_token: z.string().check(z.minLength(1)),
  refresh_token: z.optional(z.string().check(z.minLength(1))),
  expires_in: z.number().check(z.positive()),
  scope: z.optional(z.string()),
})

const meAnswer = z.object({
  data: z.object({
    id: z.string().check(z.regex(/^[0-9]{1,19}$/)),
    name: z.nullish(z.string()),
    username: z.nullish(z.string()),
    profile_image_url: z.nullish(z.string()),
  }),
})

/** OAuth 2.0 with PKCE, as a confidential client (docs.x.com, OAuth 2.0 Authorization Code Flow). */
export const oauth: OAuth = {
  authorizationUrl(network, { state, redirectUri, codeChallenge }) {
    const query = {
      response_type: 'code',
      client_id: network.app.clientId,
      redirect_uri: redirectUri,
      scope: definition.oauth.scopes.join(' '),
      state,
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
    }
    const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    return `${network.hosts.web}/i/oauth2/authorize?${pairs.join('&')}`
  },

  // The code lives 30 seconds.
  exchange: (network, { code, redirectUri, codeVerifier }) =>
    token(network, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
    }),

  // Spends the refresh token even if the answer is lost: whoever calls holds the lease and stores the new pair first.
  async refresh(network, { refresh_token }) {
    if (!refresh_token) throw new PlatformFailure(noRefreshToken)
    const grant = await token(network, { grant_type: 'refresh_token', refresh_token })
    return { ...grant, tokens: { refresh_token, ...grant.tokens } }
  },

  async profile(network, tokens) {
    const answer = await network.call({
      method: 'GET',
      url: `${network.hosts.api}/2/users/me`,
      route: 'GET /2/users/me',
      query: { 'user.fields': 'profile_image_url' },
      token: tokens.access_token,
    })
    const { data } = read(meAnswer, answer)
    return {
      external_user_id: data.id,
      username: data.username ?? null,
      display_name: data.name ?? null,
      // `_normal` is 48 px wide; the larger copy has the same name otherwise (seen in peers).
      avatar_url: data.profile_image_url?.replace(/_normal(\.\w+)$/, '_400x400$1') ?? null,
    }
  },

  async revoke(network, tokens) {
    // The refresh token first: it alone could make new access tokens.
    for (const value of [tokens.refresh_token, tokens.access_token])
      if (value)
        await network.call({
          method: 'POST',
          url: `${network.hosts.api}/2/oauth2/revoke`,
          route: 'POST /2/oauth2/revoke',
          headers: basic(network),
          form: { token: value },
        })
  },
}

async function token(network: Network, form: Record<string, string>): Promise<Grant> {
  const asked = network.now()
  const answer = await network
    .call({
      method: 'POST',
      url: `${network.hosts.api}/2/oauth2/token`,
      route: 'POST /2/oauth2/token',
      headers: basic(network),
      form,
      // Codes and refresh tokens are single-use: a repeat would be refused even if the first try worked.
      repeat: false,
    })
    // A dead grant is a 400 here. On 2026-06-30 good tokens drew bare 401s for a day, and sign-in was down with them.
    .catch(asTrouble('X is not available.'))
  const granted = read(tokenAnswer, answer)
  const tokens: Tokens = { access_token: granted.access_token }
  if (granted.refresh_token) tokens.refresh_token = granted.refresh_token
  return {
    tokens,
    access_expires_at: asked + granted.expires_in * 1000,
    grant_expires_at: null,
    scopes: granted.scope?.split(' ').filter(Boolean) ?? null,
  }
}

const basic = ({ app }: Network) => ({
  authorization: `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64')}`,
})

const noRefreshToken = {
  class: 'reauth' as const,
  userMessage: 'The connection to X has ended; connect the account again.',
  details: { message: 'no refresh token was granted' },
  row: 'no-refresh-token',
}
