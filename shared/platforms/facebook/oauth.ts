import * as z from 'zod/mini'
import type { Grant, OAuth } from '../contract.ts'
import { readAnswer } from '../meta/read-answer.ts'
import { graphVersion } from '../meta/version.ts'
import type { Network } from '../request.ts'
import { definition } from './definition.ts'
import { graphCall, graphId, graphUrl } from './graph.ts'
import { pagesOf } from './targets.ts'

const sixtyDaysS = 60 * 86_400

const tokenAnswer = z.object({
  access_token: z.string().check(z.minLength(1)),
  // Sometimes left out.
  expires_in: z._default(z.coerce.number().check(z.positive()), sixtyDaysS),
})

const permissions = z.object({ data: z.array(z.object({ permission: z.string(), status: z.string() })) })

const me = z.object({
  id: graphId,
  name: z.optional(z.string()),
  picture: z.optional(z.object({ data: z.object({ url: z.optional(z.string()) }) })),
})

// Documented as `true`, seen as an object.
const done = z.union([z.literal(true), z.object({ success: z.literal(true) })])

/** Facebook Login. Scopes and Pages may be unticked there, so what was granted is read back. */
export const oauth: OAuth = {
  authorizationUrl({ app, hosts, scopes = definition.oauth.scopes }, { state, redirectUri }) {
    const url = new URL(`${hosts.web}/${graphVersion}/dialog/oauth`)
    url.search = new URLSearchParams({
      client_id: app.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: scopes.join(','),
      // What was declined once is otherwise never asked again.
      auth_type: 'rerequest',
      state,
    }).toString()
    return url.href
  },

  async exchange(network, { code, redirectUri }) {
    const short = await tokenCall(network, {
      form: {
        redirect_uri: redirectUri,
        code: code.replace(/#_=_$/, ''), // the redirect's fragment, when a person pasted the URL
      },
      repeat: false,
    })
    return longGrant(network, short.access_token)
  },

  async profile(network, { access_token }) {
    const answer = await graphCall(network, access_token, {
      method: 'GET',
      path: '/me',
      route: 'GET /me',
      query: { fields: 'id,name,picture{url}' },
    })
    const { id, name, picture } = readAnswer(me, answer)
    return {
      external_user_id: id,
      app_scoped_id: id,
      username: null, // people have none for apps
      display_name: name ?? null,
      avatar_url: picture?.data.url ?? null,
    }
  },

  /** Pages' tokens are read anew with it: one that was refused gives way to one that is good. */
  async refresh(network, { access_token }) {
    const grant = await longGrant(network, access_token)
    const { tokens } = await pagesOf(network, grant.tokens.access_token)
    return { ...grant, tokens: { ...grant.tokens, target_tokens: tokens } }
  },

  async revoke(network, { access_token }) {
    const answer = await graphCall(network, access_token, {
      method: 'DELETE',
      path: '/me/permissions',
      route: 'DELETE /me/permissions',
    })
    readAnswer(done, answer)
  },
}

/** The grant of sixty days for a token that still lives. */
async function longGrant(network: Network, token: string): Promise<Grant> {
  const long = await tokenCall(network, {
    form: { grant_type: 'fb_exchange_token', fb_exchange_token: token },
  })
  return {
    tokens: { access_token: long.access_token },
    // Posting takes the Pages' tokens, which have no end; the person's only reads and renews them.
    access_expires_at: null,
    grant_expires_at: network.now() + long.expires_in * 1000,
    scopes: await grantedScopes(network, long.access_token),
  }
}

async function tokenCall(
  network: Network,
  { form, repeat = true }: { form: Record<string, string>; repeat?: boolean },
) {
  const { clientId, clientSecret } = network.app
  const answer = await network.call({
    method: 'POST',
    url: graphUrl(network, '/oauth/access_token'),
    route: 'POST /oauth/access_token',
    form: { client_id: clientId, client_secret: clientSecret, ...form },
    repeat,
  })
  return readAnswer(tokenAnswer, answer)
}

async function grantedScopes(network: Network, token: string): Promise<string[]> {
  const answer = await graphCall(network, token, {
    method: 'GET',
    path: '/me/permissions',
    route: 'GET /me/permissions',
  })
  return readAnswer(permissions, answer)
    .data.filter(({ status }) => status === 'granted')
    .map(({ permission }) => permission)
}
