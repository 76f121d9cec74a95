import * as z from 'zod/mini'
import type { Grant, OAuth } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import type { Network } from '../request.ts'
import { read } from './answers.ts'
import { readCreatorInfo } from './creator-info.ts'
import { definition } from './definition.ts'

const tokenAnswer = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.number().check(z.positive()),
  refresh_token: z.string().check(z.minLength(1)),
  refresh_expires_in: z.number().check(z.positive()),
  scope: z.nullish(z.string()),
})

const userAnswer = z.object({
  data: z.object({
    user: z.object({
      open_id: z.string().check(z.minLength(1)),
      display_name: z.nullish(z.string()),
      avatar_url: z.nullish(z.string()),
    }),
  }),
})

/** Login Kit for Web: the client id is a `client_key`, in the body; answers are flat. */
export const oauth: OAuth = {
  authorizationUrl({ app, hosts, scopes }, { state, redirectUri }) {
    const url = new URL(`${hosts.web}/v2/auth/authorize/`)
    url.search = new URLSearchParams({
      client_key: app.clientId,
      scope: (scopes ?? definition.oauth.scopes).join(','),
      response_type: 'code',
      redirect_uri: redirectUri,
      state,
    }).toString()
    return url.href
  },

  exchange: (network, { code, redirectUri }) =>
    token(network, { grant_type: 'authorization_code', code, redirect_uri: redirectUri }),

  async refresh(network, { refresh_token }) {
    if (!refresh_token) throw new PlatformFailure(noRefreshToken)
    return token(network, { grant_type: 'refresh_token', refresh_token })
  },

  async profile(network, { access_token }) {
    const answer = await network.call({
      method: 'GET',
      url: `${network.hosts.api}/v2/user/info/`,
      route: 'GET /v2/user/info/',
      query: { fields: 'open_id,display_name,avatar_url' },
      token: access_token,
    })
    const { user } = read(network, userAnswer, answer).data
    return {
      external_user_id: user.open_id,
      username: await usernameOf(network, access_token),
      display_name: user.display_name || null,
      avatar_url: user.avatar_url || null,
    }
  },

  async revoke(network, { access_token }) {
    const answer = await network.call({
      method: 'POST',
      url: `${network.hosts.api}/v2/oauth/revoke/`,
      route: 'POST /v2/oauth/revoke/',
      form: { ...appFields(network), token: access_token },
    })
    // Success has an empty body, a refusal may come with HTTP 200.
    read(network, z.unknown(), answer)
  },
}

/** The profile has it only for a scope more. An account that may not post today connects without. */
async function usernameOf(network: Network, accessToken: string): Promise<string | null> {
  try {
    return (await readCreatorInfo({ network, accessToken })).creator_username || null
  } catch (error) {
    if (error instanceof PlatformFailure) return null
    throw error
  }
}

async function token(network: Network, form: Record<string, string>): Promise<Grant> {
  const asked = network.now()
  const answer = await network.call({
    method: 'POST',
    url: `${network.hosts.api}/v2/oauth/token/`,
    route: 'POST /v2/oauth/token/',
    form: { ...appFields(network), ...form },
    // A code is single-use, and a refresh may change its token: who calls tries again with what is stored by then.
    repeat: false,
  })
  const granted = read(network, tokenAnswer, answer)
  return {
    tokens: { access_token: granted.access_token, refresh_token: granted.refresh_token },
    access_expires_at: asked + granted.expires_in * 1000,
    grant_expires_at: asked + granted.refresh_expires_in * 1000,
    scopes: granted.scope?.split(/[\s,]+/).filter(Boolean) ?? null,
  }
}

const appFields = ({ app }: Network) => ({ client_key: app.clientId, client_secret: app.clientSecret })

const noRefreshToken = {
  class: 'reauth' as const,
  userMessage: 'The connection to TikTok has ended; connect the account again.',
  details: { message: 'no refresh token was granted' },
  row: 'no-refresh-token',
}
