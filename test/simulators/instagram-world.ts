import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startInstagramSimulator } from '../../local/platforms/instagram/index.ts'
import type { SimulatorOptions } from '../../local/platforms/kit/server.ts'

// Bodies of a simulated network are read as they come; tests compare them with what they expect.
// biome-ignore lint/suspicious/noExplicitAny: answers are compared, not typed
export type Body = any

export interface Answer {
  status: number
  headers: Headers
  body: Body
}

export const scopes = [
  'instagram_business_basic',
  'instagram_business_content_publish',
  'instagram_business_manage_comments',
]
export const redirectUri = 'https://app.example/callback'
export const app = { client_id: 'local-instagram-client', client_secret: 'local-instagram-secret' }

/** A simulated Instagram, a host with media files, and the calls a client makes. */
export async function openWorld(options: SimulatorOptions = {}) {
  const simulator = await startInstagramSimulator(options)
  const host = await mediaHost()

  const call = async (
    method: string,
    path: string,
    parameters: Record<string, unknown> = {},
  ): Promise<Answer> => {
    const inQuery = method === 'GET'
    const query = new URLSearchParams(parameters as Record<string, string>)
    const response = await fetch(simulator.url + path + (inQuery ? `?${query}` : ''), {
      method,
      redirect: 'manual',
      ...(inQuery
        ? {}
        : { body: JSON.stringify(parameters), headers: { 'content-type': 'application/json' } }),
    })
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) }
  }
  const control = (command: string, input?: Record<string, unknown>) =>
    call(input ? 'POST' : 'GET', `/_control/${command}`, input ?? {})

  const consent = async (
    wanted: { account?: string; deny?: boolean; scopes?: string[]; asked?: string[] } = {},
  ): Promise<URL> => {
    const { asked = scopes, ...mode } = wanted
    await control('consent', { auto: true, account: 'alice', ...mode })
    const answer = await call('GET', '/oauth/authorize', {
      client_id: app.client_id,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: asked.join(','),
      state: 's1',
    })
    return new URL(answer.headers.get('location') ?? `about:blank#${answer.status}`)
  }
  const exchange = async (code: string, changes: Record<string, string> = {}) => {
    const form = { ...app, grant_type: 'authorization_code', redirect_uri: redirectUri, code, ...changes }
    const response = await fetch(`${simulator.url}/oauth/access_token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    })
    const raw = await response.text()
    return { status: response.status, raw, body: parsed(raw) }
  }
  const shortToken = async (wanted?: Parameters<typeof consent>[0]): Promise<string> => {
    const location = await consent(wanted)
    const { body } = await exchange(location.searchParams.get('code')!)
    return (body.data?.[0] ?? body).access_token
  }
  const longToken = async (wanted?: Parameters<typeof consent>[0]): Promise<string> => {
    const { body } = await call('GET', '/access_token', {
      grant_type: 'ig_exchange_token',
      client_secret: app.client_secret,
      access_token: await shortToken(wanted),
    })
    return body.access_token
  }

  return {
    simulator,
    host,
    call,
    control,
    consent,
    exchange,
    shortToken,
    longToken,
    async close() {
      await simulator.close()
      await host.close()
    },
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

export const alice = '17841400000000101'

/** The calls of one connected account. */
export function publisher(world: World, token: string, account = alice) {
  const create = (parameters: Record<string, unknown>) =>
    world.call('POST', `/v26.0/${account}/media`, { access_token: token, ...parameters })
  const read = (id: string, fields: string) =>
    world.call('GET', `/v26.0/${id}`, { access_token: token, fields })
  const publish = (creation_id: string) =>
    world.call('POST', `/v26.0/${account}/media_publish`, { access_token: token, creation_id })
  return {
    create,
    read,
    publish,
    status: async (id: string): Promise<string> => (await read(id, 'status_code')).body.status_code,
    /** A container that may be published. */
    async ready(parameters: Record<string, unknown>): Promise<string> {
      const { body } = await create(parameters)
      world.simulator.clock.advance(1500)
      return body.id
    },
    async post(parameters: Record<string, unknown>): Promise<string> {
      return (await publish(await this.ready(parameters))).body.id
    },
    list: async (fields = 'id', more: Record<string, unknown> = {}): Promise<Body> =>
      (await world.call('GET', `/v26.0/${account}/media`, { access_token: token, fields, ...more })).body,
  }
}

/** Serves files by path and counts who came. */
async function mediaHost() {
  const files = new Map<string, Buffer | { status: number; location?: string } | 'silence'>()
  const visits: { path: string; agent: string }[] = []
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    visits.push({ path, agent: request.headers['user-agent'] ?? '' })
    const file = files.get(path) ?? { status: 404 }
    if (file === 'silence') return
    if (Buffer.isBuffer(file)) response.end(file)
    else response.writeHead(file.status, file.location ? { location: file.location } : {}).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    visits,
    serve(path: string, file: Buffer | { status: number; location?: string } | 'silence'): string {
      files.set(path, file)
      return origin + path
    },
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

function parsed(text: string): Body {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
