import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { vi } from 'vitest'
import type { SimulatorOptions } from '../../local/platforms/kit/server.ts'
import { startTikTokSimulator } from '../../local/platforms/tiktok/index.ts'
import { mp4 } from '../fixtures/film.ts'
import { jpeg } from '../fixtures/media.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are compared, not typed
export type Body = any

export interface Answer {
  status: number
  headers: Headers
  text: string
  body: Body
}

export const redirectUri = 'https://app.example/callback'
export const scopes = [
  'user.info.basic',
  'user.info.profile',
  'user.info.stats',
  'video.upload',
  'video.publish',
  'video.list',
]
const app = { client_key: 'local-tiktok-client', client_secret: 'local-tiktok-secret' }

let film: Promise<Buffer> | undefined
/** A short film within every rule, made once. */
export const goodFilm = () => (film ??= mp4({ width: 640, height: 360, seconds: 2, audio: false }))
const picture = jpeg({ width: 200, height: 300 })

/** Long digit runs become strings, so that ids survive. */
const parse = (text: string) => JSON.parse(text.replace(/([[,:])(\d{16,})/g, '$1"$2"'))

/** A simulated TikTok, a host with media files, and the calls a client makes. */
export async function openWorld(options: SimulatorOptions = {}) {
  const simulator = await startTikTokSimulator(options)
  const host = await mediaHost()
  const send = async (method: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const url = path.startsWith('http') ? path : simulator.url + path
    const response = await fetch(url, { method, redirect: 'manual', ...init })
    const text = await response.text()
    const isJson = (response.headers.get('content-type') ?? '').includes('json')
    return { status: response.status, headers: response.headers, text, body: isJson ? parse(text) : text }
  }
  const control = async (command: string, input?: Record<string, unknown>) =>
    (await send(input ? 'POST' : 'GET', `/_control/${command}`, input && { body: JSON.stringify(input) }))
      .body
  const authorize = (changes: Record<string, string> = {}): Promise<Answer> => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_key: app.client_key,
      redirect_uri: redirectUri,
      scope: scopes.join(','),
      state: 's1',
      ...changes,
    })
    return send('GET', `/v2/auth/authorize/?${query}`)
  }
  const token = (form: Record<string, string>, path = '/v2/oauth/token/') =>
    send('POST', path, { body: new URLSearchParams({ ...app, ...form }) })
  const codeOf = (answer: Answer) => new URL(answer.headers.get('location')!).searchParams.get('code')!
  const freshCode = async (account = 'alice', wanted: string[] = scopes) => {
    await control('consent', { auto: true, account })
    return codeOf(await authorize({ scope: wanted.join(',') }))
  }
  const exchange = (code: string, changes: Record<string, string> = {}) =>
    token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...changes })
  /** Goes through consent; returns the tokens and a caller with them. */
  const connect = async (account = 'alice', wanted: string[] = scopes) =>
    user((await exchange(await freshCode(account, wanted))).body)

  const user = (tokens: Body) => {
    const headers = { authorization: `Bearer ${tokens.access_token}` }
    const json = { ...headers, 'content-type': 'application/json; charset=UTF-8' }
    const post = (path: string, body: unknown = {}) =>
      send('POST', `/v2/${path}`, { headers: json, body: JSON.stringify(body) })
    const status = (publish_id: string) => post('post/publish/status/fetch/', { publish_id })
    return {
      tokens,
      post,
      status,
      get: (path: string) => send('GET', `/v2/${path}`, { headers }),
      creatorInfo: () => post('post/publish/creator_info/query/'),
      videoInit: (info: Body = {}, source?: Body) =>
        post('post/publish/video/init/', {
          post_info: { ...chosen, ...info },
          source_info: source ?? whole(1000),
        }),
      inboxInit: (source: Body) => post('post/publish/inbox/video/init/', { source_info: source }),
      photoInit: (info: Body = {}, urls?: string[], more: Body = {}) =>
        post('post/publish/content/init/', {
          media_type: 'PHOTO',
          post_mode: 'DIRECT_POST',
          post_info: { ...chosen, brand_content_toggle: false, brand_organic_toggle: false, ...info },
          source_info: {
            source: 'PULL_FROM_URL',
            photo_images: urls ?? [host.serve('/photo.jpg', picture)],
            photo_cover_index: 0,
          },
          ...more,
        }),
      cancel: (publish_id: string) => post('post/publish/cancel/', { publish_id }),
      /** Until the pull is over: bytes are here, or it failed. */
      pulled: (publish_id: string, bytes: number) =>
        vi.waitFor(async () => {
          const publication = (await status(publish_id)).body.data
          if (publication.downloaded_bytes < bytes && publication.status === 'PROCESSING_DOWNLOAD')
            throw new Error('still pulling')
          return publication
        }),
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
    user,
    advance: (ms: number) => simulator.clock.advance(ms),
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
export type Creator = Awaited<ReturnType<World['connect']>>

export const pictureBytes = picture.length
export const chosen = { privacy_level: 'PUBLIC_TO_EVERYONE', title: 'A title' }

/** An upload in one chunk. */
export const whole = (size: number) => ({
  source: 'FILE_UPLOAD',
  video_size: size,
  chunk_size: size,
  total_chunk_count: 1,
})

/** PUTs bytes from `first` on, of `total`. */
export async function put(
  url: string,
  bytes: Buffer,
  { first = 0, total = bytes.length, headers = {} as Record<string, string> } = {},
) {
  const response = await fetch(url, {
    method: 'PUT',
    headers: {
      'content-type': 'video/mp4',
      'content-range': `bytes ${first}-${first + bytes.length - 1}/${total}`,
      ...headers,
    },
    body: new Uint8Array(bytes),
  })
  return { status: response.status, range: response.headers.get('content-range') }
}

/** Uploads a film in one chunk; its publish_id. */
export async function upload(user: Creator, bytes: Buffer, info: Body = {}): Promise<string> {
  const init = await user.videoInit(info, whole(bytes.length))
  if (init.status !== 200) throw new Error(init.text)
  const { status } = await put(init.body.data.upload_url, bytes)
  if (status !== 201) throw new Error(`upload answered ${status}`)
  return init.body.data.publish_id
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
    if (file.status !== 0) response.writeHead(file.status, { location: '/photo.jpg' }).end(file.bytes)
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
