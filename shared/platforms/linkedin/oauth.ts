import * as z from 'zod/mini'
import type { Grant, OAuth, Tokens } from '../contract.ts'
import { asTrouble, PlatformFailure } from '../failures.ts'
import type { Network } from '../request.ts'
import { read } from './answers.ts'
import { definition } from './definition.ts'

const tokenAnswer = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.number().check(z.positive()),
  // Only for apps of LinkedIn's programmes.
  refresh_token: z.optional(z.string().check(z.minLength(1))),
  refresh_token_expires_in: z.optional(z.number().check(z.positive())),
  scope: z.optional(z.string()),
})

const member = z.object({
  sub: z.string().check(z.minLength(1)),
  name: z.nullish(z.string()),
  picture: z.nullish(z.string()),
})

/** https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow, checked 2026-11-20. */
export const oauth: OAuth = {
  authorizationUrl({ app, hosts, scopes }, { state, redirectUri }) {
    const query = {
      response_type: 'code',
      client_id: app.clientId,
      redirect_uri: redirectUri,
      state,
      scope: (scopes ?? definition.oauth.scopes).join(' '),
    }
    const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    return `${hosts.web}/oauth/v2/authorization?${pairs.join('&')}`
  },

  exchange: (network, { code, redirectUri }) =>
    token(network, {
      form: { grant_type: 'authorization_code', code, redirect_uri: redirectUri },
      repeat: false, // codes are single-use
    }),

  // The refresh token stays the same and goes on counting down, so a lost answer costs nothing.
  async refresh(network, { refresh_token }) {
    if (!refresh_token) throw new PlatformFailure(noRefreshToken)
    const grant = await token(network, { form: { grant_type: 'refresh_token', refresh_token }, repeat: true })
    return { ...grant, tokens: { refresh_token, ...grant.tokens } }
  },

  async profile(network, tokens) {
    const answer = await network.call({
      method: 'GET',
      url: `${network.hosts.api}/v2/userinfo`,
      route: 'GET /v2/userinfo',
      token: tokens.access_token,
    })
    const { sub, name, picture } = read(member, answer)
    return {
      external_user_id: sub,
      username: null, // members have none that apps may see
      display_name: name ?? null,
      avatar_url: picture ?? null,
    }
  },

  // In no document, but in several projects; which tokens it takes is told nowhere, so that each is tried.
  async revoke(network, tokens) {
    const refusals: unknown[] = []
    for (const value of [tokens.refresh_token, tokens.access_token])
      if (value)
        await network
          .call({
            method: 'POST',
            url: `${network.hosts.web}/oauth/v2/revoke`,
            route: 'POST /oauth/v2/revoke',
            form: { ...appSecrets(network), token: value },
          })
          .catch((error: unknown) => {
            if (!(error instanceof PlatformFailure) || error.failure.row === 'no-answer') throw error
            refusals.push(error)
          })
    if (refusals.length > 0) throw refusals[0]
  },
}

async function token(
  network: Network,
  { form, repeat }: { form: Record<string, string>; repeat: boolean },
): Promise<Grant> {
  const asked = network.now()
  const answer = await network
    .call({
      method: 'POST',
      url: `${network.hosts.web}/oauth/v2/accessToken`,
      route: 'POST /oauth/v2/accessToken',
      form: { ...form, ...appSecrets(network) },
      repeat,
    })
    // A dead grant is a 400 here, and a 401 is about the app: one that names neither tells nothing.
    .catch(asTrouble('LinkedIn had trouble of its own.'))
  const granted = read(tokenAnswer, answer)
  const tokens: Tokens = { access_token: granted.access_token }
  if (granted.refresh_token) tokens.refresh_token = granted.refresh_token
  const endOf = (seconds: number) => asked + seconds * 1000
  const { expires_in, refresh_token_expires_in } = granted
  return {
    tokens,
    access_expires_at: endOf(expires_in),
    // Without a refresh token its owner signs in again every 60 days.
    grant_expires_at: granted.refresh_token
      ? refresh_token_expires_in === undefined
        ? null
        : endOf(refresh_token_expires_in)
      : endOf(expires_in),
    scopes: granted.scope?.split(/[\s,]+/).filter(Boolean) ?? null,
  }
}

/** In the body: LinkedIn takes no Basic authentication here. */
const appSecrets = ({ app }: Network) => ({ client_id: app.clientId, client_secret: app.clientSecret })

const noRefreshToken = {
  class: 'reauth' as const,
  userMessage: 'The connection to LinkedIn has run out; connect the account again.',
  details: { message: 'no refresh token was granted' },
  row: 'no-refresh-token',
}
