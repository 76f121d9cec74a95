import { basePath } from '../../shared/api/route.ts'
import { type Finding, note, ok, problem } from './finding.ts'

const patienceMs = 30_000

export interface Deployed {
  /** Its `ServiceBaseUrl`. */
  origin: string
  /** Of a caller of the stage; without it nothing behind the authorizer is looked at. */
  token?: string | undefined
  /** As its tokens spell it. */
  issuer?: string | undefined
  /** A web app that may call. */
  corsOrigin?: string | undefined
}

/** A deployed environment as a stranger sees it, and as a caller does. It reads only. */
export async function smoke(deployed: Deployed): Promise<Finding[]> {
  const checks = [
    answers,
    describesItself,
    keepsStrangersOut,
    knowsItsRoutes,
    trustsItsIssuer,
    servesBrowsers,
  ]
  const found = await Promise.all(
    [...checks, servesCallers].map((check) => check(deployed).catch(unreachable)),
  )
  return found.flat()
}

const unreachable = (error: Error): Finding[] => [
  problem(`No answer: ${error.cause instanceof Error ? error.cause.message : error.message}.`),
]

const get = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(url, { method, headers, redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })

const expectStatus = async (what: string, response: Response, status: number): Promise<Finding[]> => {
  await response.body?.cancel()
  return response.status === status
    ? [ok(`${what}: ${status}.`)]
    : [problem(`${what}: ${response.status} instead of ${status}.`)]
}

async function answers({ origin }: Deployed): Promise<Finding[]> {
  return expectStatus('It answers', await get(`${origin}${basePath}/health`), 200)
}

async function describesItself({ origin }: Deployed): Promise<Finding[]> {
  const response = await get(`${origin}${basePath}/openapi.json`)
  if (response.status !== 200) return expectStatus('Its contract', response, 200)
  const { servers } = (await response.json()) as { servers?: { url: string }[] }
  const url = servers?.[0]?.url ?? ''
  return URL.canParse(url) && new URL(url).origin === new URL(origin).origin
    ? [ok('Its contract names the address it was asked at.')]
    : [problem(`Its contract names ${url || 'no address'}, and it was asked at ${origin}.`)]
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const unsigned = `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded({ sub: 'anybody', exp: 4_102_444_800 })}.`

async function keepsStrangersOut({ origin }: Deployed): Promise<Finding[]> {
  const connections = `${origin}${basePath}/connections`
  return [
    ...(await expectStatus('Without a token', await get(connections), 401)),
    ...(await expectStatus(
      'With a token that nobody signed',
      await get(connections, { authorization: `Bearer ${unsigned}` }),
      401,
    )),
  ]
}

async function knowsItsRoutes({ origin }: Deployed): Promise<Finding[]> {
  return expectStatus('A route that is not there', await get(`${origin}${basePath}/no-such-route`), 404)
}

async function trustsItsIssuer({ issuer }: Deployed): Promise<Finding[]> {
  if (issuer === undefined) return []
  const response = await get(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  if (response.status !== 200) return expectStatus('Its issuer', response, 200)
  const told = ((await response.json()) as { issuer?: string }).issuer
  return told === issuer
    ? [ok('Its issuer spells itself as the stage does.')]
    : [problem(`Its issuer calls itself ${told}, the stage calls it ${issuer}: no token will be taken.`)]
}

async function servesBrowsers({ origin, corsOrigin }: Deployed): Promise<Finding[]> {
  if (corsOrigin === undefined) return []
  const response = await get(
    `${origin}${basePath}/connections`,
    {
      origin: corsOrigin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
    'OPTIONS',
  )
  await response.body?.cancel()
  const allowed = response.headers.get('access-control-allow-origin')
  return allowed === corsOrigin || allowed === '*'
    ? [ok(`Browsers of ${corsOrigin} may call.`)]
    : [problem(`Browsers of ${corsOrigin} may not call.`)]
}

async function servesCallers({ origin, token }: Deployed): Promise<Finding[]> {
  if (!token) return [note('TOKEN is not set: nothing was asked as a caller.')]
  const authorization = `Bearer ${token}`
  const response = await get(`${origin}${basePath}/platforms`, { authorization })
  if (response.status !== 200) return expectStatus('Asked as a caller', response, 200)
  const networks = (await response.json()) as { platform: string; configured: boolean }[]
  const names = (configured: boolean) =>
    networks.filter((network) => network.configured === configured).map(({ platform }) => platform)
  return [
    ...(await expectStatus(
      'A caller’s connections',
      await get(`${origin}${basePath}/connections`, { authorization }),
      200,
    )),
    ok(`Configured: ${names(true).join(', ') || 'no network'}.`),
    ...(names(false).length > 0 ? [note(`Not configured: ${names(false).join(', ')}.`)] : []),
  ]
}
