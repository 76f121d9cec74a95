import type { SimulatorOptions } from '../../local/platforms/kit/server.ts'
import { startLinkedInSimulator } from '../../local/platforms/linkedin/index.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are compared, not typed
export type Body = any

export interface Answer {
  status: number
  headers: Headers
  body: Body
}

export const memberScopes = ['openid', 'profile', 'email', 'w_member_social']
export const pageScopes = [
  ...memberScopes,
  'w_organization_social',
  'r_organization_social',
  'rw_organization_admin',
]
export const redirectUri = 'https://app.example/callback'
export const bakery = 'urn:li:organization:5005001'
export const cycles = 'urn:li:organization:5005002'
export const credentials = { client_id: 'local-linkedin-client', client_secret: 'local-linkedin-secret' }
const restHeaders = { 'linkedin-version': '202609', 'x-restli-protocol-version': '2.0.0' }

/** A simulated LinkedIn and the calls a client makes. */
export async function openWorld(options: SimulatorOptions = {}) {
  const simulator = await startLinkedInSimulator(options)
  const send = async (method: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const url = path.startsWith('http') ? path : simulator.url + path
    const response = await fetch(url, { method, redirect: 'manual', ...init })
    const text = await response.text()
    const isJson = (response.headers.get('content-type') ?? '').includes('json')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
  const control = async (command: string, input?: Record<string, unknown>) =>
    (await send(input ? 'POST' : 'GET', `/_control/${command}`, input && { body: JSON.stringify(input) }))
      .body
  const authorize = (changes: Record<string, string> = {}) =>
    send(
      'GET',
      `/oauth/v2/authorization?${new URLSearchParams({
        response_type: 'code',
        client_id: credentials.client_id,
        redirect_uri: redirectUri,
        scope: pageScopes.join(' '),
        state: 's1',
        ...changes,
      })}`,
    )
  const form = (path: string, fields: Record<string, string>) =>
    send('POST', path, { body: new URLSearchParams({ ...credentials, ...fields }) })
  const token = (fields: Record<string, string>) => form('/oauth/v2/accessToken', fields)
  const exchange = (code: string) =>
    token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri })

  const user = async (tokens: Body) => {
    const authorization = { authorization: `Bearer ${tokens.access_token}` }
    const headers = { ...authorization, ...restHeaders }
    const { sub } = (await send('GET', '/v2/userinfo', { headers: authorization })).body
    const urn = `urn:li:person:${sub}`
    const get = (path: string, more: Record<string, string> = {}) =>
      send('GET', path, { headers: { ...headers, ...more } })
    const post = (path: string, body: unknown, more: Record<string, string> = {}) =>
      send('POST', path, {
        headers: { ...headers, 'content-type': 'application/json', ...more },
        body: JSON.stringify(body),
      })
    /** A post with what every post needs, changed by `more`. */
    const publish = (commentary: string, more: Record<string, unknown> = {}) =>
      post('/rest/posts', { ...postBody(urn, commentary), ...more })
    return {
      tokens,
      urn,
      get,
      post,
      publish,
      urnOf: async (answer: Promise<Answer>) => (await answer).headers.get('x-restli-id')!,
      remove: (postUrn: string) => send('DELETE', `/rest/posts/${encodeURIComponent(postUrn)}`, { headers }),
      edit: (postUrn: string, commentary: string) =>
        post(
          `/rest/posts/${encodeURIComponent(postUrn)}`,
          { patch: { $set: { commentary } } },
          { 'x-restli-method': 'PARTIAL_UPDATE' },
        ),
      initialize: async (kind: 'image' | 'document', owner = urn) =>
        (await post(`/rest/${kind}s?action=initializeUpload`, { initializeUploadRequest: { owner } })).body
          .value,
      initializeVideo: (bytes: number, more: Record<string, unknown> = {}) =>
        post('/rest/videos?action=initializeUpload', {
          initializeUploadRequest: {
            owner: urn,
            fileSizeBytes: bytes,
            uploadCaptions: false,
            uploadThumbnail: false,
            ...more,
          },
        }),
      finalize: (video: string, uploadedPartIds: string[], uploadToken = '') =>
        post('/rest/videos?action=finalizeUpload', {
          finalizeUploadRequest: { video, uploadToken, uploadedPartIds },
        }),
    }
  }
  type Scopes = string[]
  /** Goes through consent; returns the tokens and a caller with them. */
  const connect = async (account = 'alice', scopes: Scopes = pageScopes) => {
    await control('consent', { auto: true, account })
    const answer = await authorize({ scope: scopes.join(' ') })
    return user((await exchange(codeOf(answer))).body)
  }
  const put = (url: string, bytes: Buffer, headers: Record<string, string> = {}) =>
    send('PUT', url, { body: new Uint8Array(bytes), headers })

  return {
    simulator,
    send,
    control,
    authorize,
    form,
    token,
    exchange,
    user,
    connect,
    put,
    putPart: (url: string, bytes: Buffer) => put(url, bytes, { 'content-type': 'application/octet-stream' }),
    fault: (input: Record<string, unknown>) => control('faults', input),
    settings: (input: Record<string, unknown>) => control('settings', input),
    ledger: () => simulator.ledger(),
    advance: (ms: number) => simulator.clock.advance(ms),
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>
export type Member = Awaited<ReturnType<World['connect']>>

export const codeOf = (answer: Answer) => new URL(answer.headers.get('location')!).searchParams.get('code')!

export const postBody = (author: string, commentary: string) => ({
  author,
  commentary,
  visibility: 'PUBLIC',
  distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
  lifecycleState: 'PUBLISHED',
  isReshareDisabledByAuthor: false,
})

/** Uploads a picture or document and waits until it is processed. */
export async function uploaded(
  world: World,
  member: Member,
  bytes: Buffer,
  { kind = 'image', owner = member.urn }: { kind?: 'image' | 'document'; owner?: string } = {},
): Promise<string> {
  const value = await member.initialize(kind, owner)
  const answer = await world.put(value.uploadUrl, bytes)
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  world.advance(10_000)
  return value[kind]
}
