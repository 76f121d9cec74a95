import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SimulatorOptions } from '../../local/platforms/kit/server.ts'
import { startPinterestSimulator } from '../../local/platforms/pinterest/index.ts'
import { jpeg } from '../fixtures/media.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are compared, not typed
export type Body = any

export interface Answer {
  status: number
  headers: Headers
  body: Body
}

export const scopes = ['boards:read', 'boards:write', 'pins:read', 'pins:write', 'user_accounts:read']
export const secretScopes = [
  'boards:read_secret',
  'boards:write_secret',
  'pins:read_secret',
  'pins:write_secret',
]
export const redirectUri = 'https://app.example/callback'
export const basic = `Basic ${Buffer.from('local-pinterest-client:local-pinterest-secret').toString('base64')}`

export const boards = {
  inspiration: '512636375000000201',
  recipes: '512636375000000202',
  secret: '512636375000000203',
  workshop: '512636375000000204',
}

const made = new Map<string, Buffer>()

/** A JPEG of that size, encoded once. */
export function picture(width = 200, height = 300): Buffer {
  const key = `${width}x${height}`
  const known = made.get(key) ?? jpeg({ width, height })
  made.set(key, known)
  return known
}

/** A Pin of one picture sent in the request. */
export const pinOf = (more: Record<string, unknown> = {}, bytes = picture()) => ({
  board_id: boards.inspiration,
  media_source: {
    source_type: 'image_base64',
    content_type: 'image/jpeg',
    data: bytes.toString('base64'),
  },
  ...more,
})

/** A simulated Pinterest, a host with media files, and the calls a client makes. */
export async function openWorld(options: SimulatorOptions = {}) {
  const simulator = await startPinterestSimulator(options)
  const host = await mediaHost()
  const send = async (method: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(simulator.url + path, { method, redirect: 'manual', ...init })
    const text = await response.text()
    const isJson = (response.headers.get('content-type') ?? '').includes('json')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
  const control = async (command: string, input?: Record<string, unknown>) =>
    (await send(input ? 'POST' : 'GET', `/_control/${command}`, input && { body: JSON.stringify(input) }))
      .body
  const authorize = (changes: Record<string, string> = {}): Promise<Answer> => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'local-pinterest-client',
      redirect_uri: redirectUri,
      scope: scopes.join(','),
      state: 's1',
      ...changes,
    })
    return send('GET', `/oauth/?${query}`)
  }
  const token = (form: Record<string, string>, { authorization = basic, prefix = '' } = {}) =>
    send('POST', `${prefix}/v5/oauth/token`, {
      body: new URLSearchParams(form),
      headers: authorization ? { authorization } : {},
    })
  const codeOf = (answer: Answer) => new URL(answer.headers.get('location')!).searchParams.get('code')!
  const freshCode = async (account = 'alice', wanted: string[] = scopes) => {
    await control('consent', { auto: true, account })
    return codeOf(await authorize({ scope: wanted.join(',') }))
  }
  const exchange = (code: string, changes: Record<string, string> = {}, prefix = '') =>
    token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...changes }, { prefix })

  /** Goes through consent; returns the tokens and a caller with them. */
  const connect = async (account = 'alice', wanted: string[] = scopes, prefix = '') =>
    user((await exchange(await freshCode(account, wanted), {}, prefix)).body, prefix)
  const user = (tokens: Body, prefix = '') => {
    const headers = { authorization: `Bearer ${tokens.access_token}` }
    const json = { ...headers, 'content-type': 'application/json' }
    const withBody = (method: string) => (path: string, body: unknown) =>
      send(method, `${prefix}/v5${path}`, { headers: json, body: JSON.stringify(body) })
    return {
      tokens,
      get: (path: string) => send('GET', `${prefix}/v5${path}`, { headers }),
      post: withBody('POST'),
      patch: withBody('PATCH'),
      remove: (path: string) => send('DELETE', `${prefix}/v5${path}`, { headers }),
      pin: (more: Record<string, unknown> = {}, bytes?: Buffer) =>
        withBody('POST')('/pins', pinOf(more, bytes)),
    }
  }

  return {
    simulator,
    host,
    send,
    control,
    authorize,
    token,
    codeOf,
    freshCode,
    exchange,
    connect,
    fault: (input: Record<string, unknown>) => control('faults', input),
    settings: (input: Record<string, unknown>) => control('settings', input),
    ledger: () => simulator.ledger(),
    reset() {
      simulator.reset()
      host.clear()
    },
    async close() {
      await simulator.close()
      await host.close()
    },
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>
export type Pinner = Awaited<ReturnType<World['connect']>>

/** Registers an upload and returns its id and form. */
export async function register(user: Pinner): Promise<{ id: string; url: string; form: Body }> {
  const { body } = await user.post('/media', { media_type: 'video' })
  return { id: body.media_id, url: body.upload_url, form: body.upload_parameters }
}

/** Sends the form as the guide says: the file last, no bearer. */
export async function sendForm(
  url: string,
  fields: Record<string, string>,
  file?: Buffer,
  headers: Record<string, string> = {},
) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  if (file) body.append('file', new Blob([new Uint8Array(file)]), 'film.mp4')
  const response = await fetch(url, { method: 'POST', body, headers })
  return { status: response.status, text: await response.text() }
}

/** A film uploaded and processed. */
export async function uploadFilm(world: World, user: Pinner, film: Buffer): Promise<string> {
  const { id, url, form } = await register(user)
  await sendForm(url, form, film)
  world.simulator.clock.advance(4000)
  return id
}

/** A host that serves files, redirects and slow answers, and remembers who asked. */
async function mediaHost() {
  const files = new Map<string, { bytes: Buffer; status: number }>()
  let seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    const file = files.get(new URL(request.url ?? '/', 'http://host').pathname)
    if (!file) return response.writeHead(404).end()
    // A status of 0 never answers.
    if (file.status !== 0) response.writeHead(file.status).end(file.bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    serve(path: string, bytes: Buffer, status = 200) {
      files.set(path, { bytes, status })
      return url + path
    },
    seen: () => seen,
    clear() {
      files.clear()
      seen = []
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
