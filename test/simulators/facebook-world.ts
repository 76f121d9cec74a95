import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startFacebookSimulator } from '../../local/platforms/facebook/index.ts'
import type { SimulatorOptions } from '../../local/platforms/kit/server.ts'

// Bodies of a simulated network are read as they come; tests compare them with what they expect.
// biome-ignore lint/suspicious/noExplicitAny: answers are compared, not typed
export type Body = any

export interface Answer {
  status: number
  headers: Headers
  text: string
  body: Body
}

export const scopes = [
  'pages_show_list',
  'pages_read_engagement',
  'pages_manage_posts',
  'pages_manage_engagement',
]
export const redirectUri = 'https://app.example/callback'
export const app = { client_id: 'local-facebook-client', client_secret: 'local-facebook-secret' }
export const bakery = '104500000000101'

type Values = Record<string, unknown>

/** A simulated Facebook, a host with media files, and the calls a client makes. */
export async function openWorld(options: SimulatorOptions = {}) {
  const simulator = await startFacebookSimulator(options)
  const host = await mediaHost()

  const send = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(simulator.url + path, { redirect: 'manual', ...init })
    const text = await response.text()
    const isJson = (response.headers.get('content-type') ?? '').includes('json')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : text,
    }
  }
  const call = (method: string, path: string, parameters: Values = {}): Promise<Answer> =>
    method === 'POST'
      ? send(path, {
          method,
          body: JSON.stringify(parameters),
          headers: { 'content-type': 'application/json' },
        })
      : send(`${path}?${new URLSearchParams(parameters as Record<string, string>)}`, { method })
  const control = (command: string, input?: Values) =>
    call(input ? 'POST' : 'GET', `/_control/${command}`, input)
  const set = (settings: Values) => control('settings', settings)
  const arm = async (fault: Values) => {
    const { status, body } = await control('faults', fault)
    if (status !== 200) throw new Error(body.error)
  }

  interface Wanted {
    account?: string
    deny?: boolean
    scopes?: string[]
    asked?: string[]
  }
  const consent = async ({ asked = scopes, ...mode }: Wanted = {}): Promise<URL> => {
    await control('consent', { auto: true, account: 'alice', ...mode })
    const answer = await call('GET', '/v26.0/dialog/oauth', {
      client_id: app.client_id,
      redirect_uri: redirectUri,
      scope: asked.join(','),
      state: 's1',
    })
    return new URL(answer.headers.get('location') ?? `about:blank#${answer.status}`)
  }
  const exchange = (parameters: Values) => call('GET', '/v26.0/oauth/access_token', { ...app, ...parameters })
  const shortToken = async (wanted?: Wanted): Promise<string> => {
    const code = (await consent(wanted)).searchParams.get('code')!
    return (await exchange({ redirect_uri: redirectUri, code })).body.access_token
  }
  const userToken = async (wanted?: Wanted): Promise<string> => {
    const fb_exchange_token = await shortToken(wanted)
    return (await exchange({ grant_type: 'fb_exchange_token', fb_exchange_token })).body.access_token
  }
  const pagesOf = async (access_token: string, more: Values = {}): Promise<Body> =>
    (await call('GET', '/v26.0/me/accounts', { access_token, ...more })).body
  const pageToken = async (pageId = bakery, wanted?: Wanted): Promise<string> => {
    const { data } = await pagesOf(await userToken(wanted))
    return data.find((page: Body) => page.id === pageId).access_token
  }

  return {
    simulator,
    host,
    send,
    call,
    control,
    set,
    arm,
    consent,
    exchange,
    shortToken,
    userToken,
    pagesOf,
    pageToken,
    advance: (ms: number) => simulator.clock.advance(ms),
    async close() {
      await simulator.close()
      await host.close()
    },
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>

/** The calls of one Page. */
export function publisher(world: World, access_token: string, page = bakery) {
  const post = (edge: string, parameters: Values = {}) =>
    world.call('POST', `/v26.0/${edge}`, { access_token, ...parameters })
  const get = (id: string, fields?: string, more: Values = {}) =>
    world.call('GET', `/v26.0/${id}`, { access_token, ...(fields && { fields }), ...more })
  const upload = (url: string, bytes: Buffer, headers: Record<string, string> = {}) =>
    world.send(new URL(url).pathname, {
      method: 'POST',
      body: new Uint8Array(bytes),
      headers: {
        authorization: `OAuth ${access_token}`,
        offset: '0',
        file_size: String(bytes.length),
        ...headers,
      },
    })
  const start = async (edge: 'video_reels' | 'video_stories') =>
    (await post(`${page}/${edge}`, { upload_phase: 'start' })).body as {
      video_id: string
      upload_url: string
    }
  return {
    page,
    access_token,
    post,
    get,
    upload,
    start,
    feed: (parameters: Values) => post(`${page}/feed`, parameters),
    photo: (parameters: Values) => post(`${page}/photos`, parameters),
    remove: (id: string) => world.call('DELETE', `/v26.0/${id}`, { access_token }),
    list: async (edge = 'published_posts', more: Values = {}): Promise<Body[]> =>
      (await get(`${page}/${edge}`, undefined, more)).body.data,
    status: async (video: string): Promise<Body> => (await get(video, 'status')).body.status,
    multipart(edge: string, fields: Record<string, string>, name: string, bytes: Buffer) {
      const form = new FormData()
      for (const [key, value] of Object.entries({ access_token, ...fields })) form.set(key, value)
      form.set(name, new Blob([new Uint8Array(bytes)]), 'file')
      return world.send(`/v26.0/${page}/${edge}`, { method: 'POST', body: form })
    },
    /** A reel or video story whose bytes are there. */
    async uploaded(edge: 'video_reels' | 'video_stories', bytes: Buffer): Promise<string> {
      const { video_id, upload_url } = await start(edge)
      await upload(upload_url, bytes)
      return video_id
    },
    finishReel: (video_id: string, more: Values = {}) =>
      post(`${page}/video_reels`, { upload_phase: 'finish', video_id, video_state: 'PUBLISHED', ...more }),
    finishStory: (video_id: string) => post(`${page}/video_stories`, { upload_phase: 'finish', video_id }),
  }
}

/** Serves files by path and keeps what was sent to it. */
async function mediaHost() {
  const files = new Map<string, Buffer>()
  const visits: { path: string; agent: string; body: string }[] = []
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/'
    let body = ''
    for await (const chunk of request as AsyncIterable<Buffer>) body += chunk.toString()
    visits.push({ path, agent: request.headers['user-agent'] ?? '', body })
    const file = files.get(path)
    response.writeHead(file ? 200 : 404).end(file)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    visits,
    serve(path: string, file: Buffer): string {
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
