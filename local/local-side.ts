import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LocalAws } from './aws/index.ts'
import { fromAnotherOrigin, isNavigation } from './browser-guard.ts'
import type { LocalClock } from './clock.ts'
import type { Issuer } from './issuer.ts'
import { openMediaShelf } from './media-shelf.ts'
import { peoplePage } from './page.ts'
import { feedsPage } from './wall.ts'

export interface LocalSideOptions {
  /** The origin people use. */
  api: string
  basePath: string
  aws: LocalAws
  clock: LocalClock
  issuer: Issuer
  /** Whether the gateway takes this issuer's tokens. */
  ownIssuer: boolean
  mediaDir: string
  simulators: Record<string, string>
  /** Asked of whoever wants a token, once a real network could be reached with it. */
  tokenSecret?: string
  servePublic(request: IncomingMessage, response: ServerResponse, key: string): Promise<void>
}

/** What lies below `/_local`: the issuer, tokens, media, assets, clock, events, and a page for people. */
export function createLocalSide(options: LocalSideOptions) {
  const { api, aws, clock, issuer, tokenSecret } = options
  const media = openMediaShelf(options.mediaDir)

  return async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(message.url ?? '/', api)
    const path = url.pathname.slice('/_local'.length)
    const method = message.method === 'HEAD' ? 'GET' : message.method
    const json = (value: unknown) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(`${JSON.stringify(value)}\n`)
    const refuse = (status: number, text: string) => void response.writeHead(status).end(`${text}\n`)

    // The cloud's distribution is open to everybody as well.
    if (path.startsWith('/assets/')) {
      return options.servePublic(message, response, decodeURIComponent(path.slice('/assets/'.length)))
    }
    const isPage = path === '' || path === '/' || path === '/wall'
    if (fromAnotherOrigin(message) && !(isPage && isNavigation(message)))
      return refuse(403, 'Not for other sites')
    if (path.startsWith('/media/')) {
      return media(
        decodeURIComponent(path.slice('/media/'.length)),
        message,
        response,
        `${api}${url.pathname}`,
      )
    }
    if (path === '/clock' && method === 'POST') {
      const asked = await advanceIn(message)
      if (asked === undefined) return refuse(400, 'The body is {"advance_ms": whole number}')
      clock.advance(asked)
      return json({ now: clock.now(), offset_ms: clock.offset })
    }
    if (method !== 'GET') return refuse(405, 'GET only')
    if (path === '/clock') return json({ now: clock.now(), offset_ms: clock.offset })
    if (path === '/events') return json(aws.events.recorded)
    if (path === '/token') {
      if (!options.ownIssuer) return refuse(404, 'Tokens come from AUTH_SERVICE_URL here')
      if (tokenSecret !== undefined && url.searchParams.get('secret') !== tokenSecret) {
        return refuse(403, 'Real networks are configured: add the secret printed at start, ?secret=…')
      }
      const sub = url.searchParams.get('sub') ?? 'alice'
      const token = await issuer.token(sub, url.searchParams.get('scope') ?? undefined)
      return void response
        .writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' })
        .end(token)
    }
    if (path.startsWith('/oidc/')) {
      const document = issuer.document(path.slice('/oidc'.length))
      return document ? json(document) : refuse(404, 'Not found')
    }
    if (!isPage) return refuse(404, 'Not found')
    // The connect cookie belongs to one host name, the one the networks send people back to.
    if (message.headers.host !== new URL(api).host) {
      return void response.writeHead(307, { location: `${api}/_local/${url.search}` }).end()
    }
    if (path === '/wall') return feedsPage(response, options.simulators)
    return peoplePage(response, { ...options, needsSecret: tokenSecret !== undefined })
  }
}

async function advanceIn(message: IncomingMessage): Promise<number | undefined> {
  const chunks: Buffer[] = []
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk)
  try {
    const { advance_ms: asked } = JSON.parse(Buffer.concat(chunks).toString()) as { advance_ms?: unknown }
    return Number.isSafeInteger(asked) ? (asked as number) : undefined
  } catch {
    return undefined
  }
}
