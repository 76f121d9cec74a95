import * as z from 'zod/mini'
import type { Grant, OAuth } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import type { Network } from '../request.ts'
import { read } from './answers.ts'
import { definition } from './definition.ts'
import { apiVersion } from './version.ts'

const tokenAnswer = z.object({
  access_token: z.string().check(z.minLength(1)),
  refresh_token: z.nullish(z.string().check(z.minLength(1))),
  expires_in: z.number().check(z.positive()),
  refresh_token_expires_in: z.nullish(z.number().check(z.positive())),
  refresh_token_expires_at: z.nullish(z.number().check(z.positive())),
  scope: z.nullish(z.string()),
})

// Nothing in it is required; peers know an account by its name where there is no id.
const account = z
  .object({
    id: z.nullish(z.string().check(z.minLength(1))),
    username: z.nullish(z.string().check(z.minLength(1))),
    business_name: z.nullish(z.string()),
    profile_image: z.nullish(z.string()),
  })
  .check(z.refine(({ id, username }) => id || username, 'names no account'))

/**
 * OAuth without PKCE. There is no `revoke`: that call takes tokens of system users only, so an owner removes the
 * app in Pinterest's settings.
 */
export const oauth: OAuth = {
  authorizationUrl({ app, hosts }, { state, redirectUri }) {
    const url = new URL(`${hosts.web}/oauth/`)
    url.search = new URLSearchParams({
      client_id: app.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: definition.oauth.scopes.join(','),
      state,
    }).toString()
    return url.href
  },

  exchange: (network, { code, redirectUri }) =>
    token(network, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      // Apps of before 2025-09-25 get 60 days again at each refresh only when they ask; newer ones always.
      continuous_refresh: 'true',
    }),

  async refresh(network, { refresh_token }) {
    if (!refresh_token) throw new PlatformFailure(noRefreshToken)
    try {
      return await token(network, { grant_type: 'refresh_token', refresh_token })
    } catch (error) {
      throw asEndOfGrant(error)
    }
  },

  async profile(network, { access_token }) {
    const answer = await network.call({
      method: 'GET',
      url: `${network.hosts.api}/${apiVersion}/user_account`,
      route: 'GET /user_account',
      token: access_token,
    })
    const { id, username, business_name, profile_image } = read(account, answer)
    return {
      external_user_id: id ?? username ?? '',
      username: username ?? null,
      display_name: business_name || username || null,
      avatar_url: profile_image ?? null,
    }
  },
}

/** Calls of the app itself carry its credentials. */
export const appAuthorization = ({ app }: Network) => ({
  authorization: `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64')}`,
})

async function token(network: Network, form: Record<string, string>): Promise<Grant> {
  const asked = network.now()
  const answer = await network.call({
    method: 'POST',
    url: `${network.hosts.api}/${apiVersion}/oauth/token`,
    route: 'POST /oauth/token',
    headers: appAuthorization(network),
    form,
    // A code is single-use, and so may a refresh token be: whoever calls tries again with what is stored by then.
    repeat: false,
  })
  const granted = read(tokenAnswer, answer)
  return {
    tokens: {
      access_token: granted.access_token,
      ...(granted.refresh_token ? { refresh_token: granted.refresh_token } : {}),
    },
    access_expires_at: asked + granted.expires_in * 1000,
    grant_expires_at: grantEnd(granted, asked),
    scopes: granted.scope?.split(/[\s,]+/).filter(Boolean) ?? null,
  }
}

/** After the refresh token's end nothing but a new consent helps; without one, after the access token's. */
function grantEnd(granted: z.output<typeof tokenAnswer>, asked: number): number | null {
  if (!granted.refresh_token) return asked + granted.expires_in * 1000
  if (granted.refresh_token_expires_in) return asked + granted.refresh_token_expires_in * 1000
  return granted.refresh_token_expires_at ? granted.refresh_token_expires_at * 1000 : null
}

/** Pinterest refuses a dead refresh token in several words; but for limits every 4xx here is one. */
function asEndOfGrant(error: unknown): unknown {
  if (!(error instanceof PlatformFailure)) return error
  const { status_code: status = 0 } = error.failure.details
  if (status < 400 || status >= 500 || status === 408 || status === 429) return error
  return new PlatformFailure({ ...error.failure, class: 'reauth', userMessage: reconnect }, error)
}

const reconnect = 'The connection to Pinterest has ended; connect the account again.'

const noRefreshToken = {
  class: 'reauth' as const,
  userMessage: reconnect,
  details: { message: 'no refresh token was granted' },
  row: 'no-refresh-token',
}
