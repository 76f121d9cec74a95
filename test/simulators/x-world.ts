import { createHash, randomBytes } from 'node:crypto'
import type { SimulatorOptions } from '../../local/platforms/kit/server.ts'
import { startXSimulator } from '../../local/platforms/x/index.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are compared, not typed
export type Body = any

export interface Answer {
  status: number
  headers: Headers
  body: Body
}

export const scopes = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access']
export const redirectUri = 'https://app.example/callback'
export const basic = `Basic ${Buffer.from('local-x-client:local-x-secret').toString('base64')}`

/** A simulated X and the calls a client makes. */
export async function openWorld(options: SimulatorOptions = {}) {
  const simulator = await startXSimulator(options)
  const send = async (method: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(simulator.url + path, { method, redirect: 'manual', ...init })
    const text = await response.text()
    const isJson = (response.headers.get('content-type') ?? '').includes('json')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
  const control = async (command: string, input?: Record<string, unknown>) =>
    (await send(input ? 'POST' : 'GET', `/_control/${command}`, input && { body: JSON.stringify(input) }))
      .body

  const authorize = async (verifier: string, changes: Record<string, string> = {}): Promise<Answer> => {
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'local-x-client',
      redirect_uri: redirectUri,
      scope: scopes.join(' '),
      state: 's1',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...changes,
    })
    return send('GET', `/i/oauth2/authorize?${query}`)
  }
  const token = (form: Record<string, string>, authorization: string | undefined = basic) =>
    send('POST', '/2/oauth2/token', {
      body: new URLSearchParams(form),
      headers: authorization ? { authorization } : {},
    })
  const codeOf = (answer: Answer) => new URL(answer.headers.get('location')!).searchParams.get('code')!

  /** Goes through consent; returns the tokens and a caller with them. */
  const connect = async (account = 'alice', wanted: string[] = scopes) => {
    const verifier = randomBytes(32).toString('base64url')
    await control('consent', { auto: true, account })
    const code = codeOf(await authorize(verifier, { scope: wanted.join(' ') }))
    const tokens = await token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    })
    return user(tokens.body)
  }
  const user = (tokens: Body) => {
    const headers = { authorization: `Bearer ${tokens.access_token}` }
    const json = { ...headers, 'content-type': 'application/json' }
    return {
      tokens,
      get: (path: string) => send('GET', path, { headers }),
      post: (path: string, body: unknown) =>
        send('POST', path, { headers: json, body: JSON.stringify(body) }),
      remove: (path: string) => send('DELETE', path, { headers }),
      tweet: (text: string, more: Record<string, unknown> = {}) =>
        send('POST', '/2/tweets', { headers: json, body: JSON.stringify({ text, ...more }) }),
      upload: (path: string, fields: Record<string, string | Buffer>) => {
        const body = new FormData()
        for (const [name, value] of Object.entries(fields)) {
          body.set(name, typeof value === 'string' ? value : new Blob([new Uint8Array(value)]))
        }
        return send('POST', path, { headers, body })
      },
    }
  }

  return {
    simulator,
    send,
    control,
    authorize,
    token,
    codeOf,
    connect,
    user,
    fault: (input: Record<string, unknown>) => control('faults', input),
    settings: (input: Record<string, unknown>) => control('settings', input),
    ledger: () => simulator.ledger(),
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>
export type XUser = Awaited<ReturnType<World['connect']>>

/** Uploads a picture in one shot and returns its id. */
export async function uploadPicture(user: XUser, bytes: Buffer): Promise<string> {
  const answer = await user.upload('/2/media/upload', { media: bytes, media_category: 'tweet_image' })
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer.body.data.id
}

/** The chunked upload up to finalize, whose answer it returns. */
export async function uploadInChunks(
  user: XUser,
  bytes: Buffer,
  about: { media_type: string; media_category: string },
  chunk = 4096,
): Promise<Answer> {
  const start = await user.post('/2/media/upload/initialize', { ...about, total_bytes: bytes.length })
  const { id } = start.body.data
  for (let index = 0; index * chunk < bytes.length; index++) {
    await user.upload(`/2/media/upload/${id}/append`, {
      media: bytes.subarray(index * chunk, (index + 1) * chunk),
      segment_index: String(index),
    })
  }
  return user.post(`/2/media/upload/${id}/finalize`, {})
}
