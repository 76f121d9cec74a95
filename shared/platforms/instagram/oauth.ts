import * as z from 'zod/mini'
import type { Grant, OAuth } from '../contract.ts'
import { readAnswer } from '../meta/read-answer.ts'
import { graphVersion } from '../meta/version.ts'
import type { Network } from '../request.ts'
import { definition } from './definition.ts'
import { id } from './id.ts'

const text = z.string().check(z.minLength(1))

// Documented as "a,b,c", seen as an array.
const permissions = z.union([
  z.array(z.string()),
  z.pipe(
    z.string(),
    z.transform((list) => list.split(',').map((name) => name.trim())),
  ),
])

// Documented inside `data`, seen without it.
const shortToken = z.object({ access_token: text, permissions: z.optional(permissions) })
const exchangeAnswer = z.union([
  z.pipe(
    z.object({ data: z.tuple([shortToken]) }),
    z.transform(({ data }) => data[0]),
  ),
  shortToken,
])

const longToken = z.object({
  access_token: text,
  expires_in: z.coerce.number().check(z.positive()),
  permissions: z.optional(permissions),
})

const me = z.object({
  user_id: id,
  id: z.optional(id),
  username: z.optional(z.string()),
  name: z.optional(z.string()),
  profile_picture_url: z.optional(z.string()),
})

/** Business Login for Instagram. The token endpoints are documented without a version. */
export const oauth: OAuth = {
  authorizationUrl({ app, hosts }, { state, redirectUri }) {
    const url = new URL(`${hosts.web}/oauth/authorize`)
    url.search = new URLSearchParams({
      client_id: app.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: definition.oauth.scopes.join(','),
      state,
    }).toString()
    return url.href
  },

  async exchange(network, { code, redirectUri }) {
    const { app, hosts } = network
    const answer = await network.call({
      method: 'POST',
      url: `${hosts.api}/oauth/access_token`,
      route: 'POST /oauth/access_token',
      form: {
        client_id: app.clientId,
        client_secret: app.clientSecret,
        grant_type: 'authorization_code',
        redirect_uri: redirectUri,
        code: code.replace(/#_$/, ''), // the redirect's fragment, when a person pasted the URL
      },
      repeat: false,
    })
    const short = readAnswer(exchangeAnswer, answer)
    const long = await tokenCall(network, '/access_token', {
      grant_type: 'ig_exchange_token',
      client_secret: app.clientSecret,
      access_token: short.access_token,
    })
    return { ...long, scopes: short.permissions ?? long.scopes }
  },

  async profile(network, { access_token }) {
    const answer = await network.call({
      method: 'GET',
      url: `${network.hosts.graph}/${graphVersion}/me`,
      route: 'GET /me',
      token: access_token,
      query: { fields: 'user_id,id,username,name,account_type,profile_picture_url' },
    })
    // The token answer's `user_id` is the app-scoped id; the account's own id is the one of /me.
    const profile = readAnswer(me, answer)
    return {
      external_user_id: profile.user_id,
      app_scoped_id: profile.id,
      username: profile.username ?? null,
      display_name: profile.name ?? null,
      avatar_url: profile.profile_picture_url ?? null,
    }
  },

  /** Refused in a token's first 24 hours; `renewAheadMs` keeps far from that. */
  refresh: (network, { access_token }) =>
    tokenCall(network, '/refresh_access_token', { grant_type: 'ig_refresh_token', access_token }),
}

/** Both token endpoints document the token as a query parameter only. */
async function tokenCall(network: Network, path: string, query: Record<string, string>): Promise<Grant> {
  const answer = await network.call({
    method: 'GET',
    url: `${network.hosts.graph}${path}`,
    route: `GET ${path}`,
    query,
  })
  const token = readAnswer(longToken, answer)
  const endsAt = network.now() + token.expires_in * 1000
  return {
    tokens: { access_token: token.access_token },
    access_expires_at: endsAt,
    // Once expired, nothing but a new consent helps.
    grant_expires_at: endsAt,
    scopes: token.permissions ?? null,
  }
}
