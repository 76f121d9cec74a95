import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Environment, startEnvironment } from '../../local/environment.ts'
import { type IssuerKey, openIssuerKey } from '../../local/issuer.ts'
import { ask } from '../fixtures/ask.ts'
import { smallService } from '../fixtures/service.ts'

let environment: Environment
let key: IssuerKey
let api: string
const dataDir = mkdtempSync(join(tmpdir(), 'gateway-test-'))

beforeAll(async () => {
  environment = await startEnvironment({
    service: smallService,
    dataDir,
    simulators: [],
    env: { CORS_ORIGINS: 'https://app.example' },
  })
  key = await openIssuerKey(join(dataDir, 'issuer.pem'))
  api = `${environment.api}/api/v1`
})
afterAll(async () => {
  await environment.close()
  rmSync(dataDir, { recursive: true })
})

const echoed = async (answer: ReturnType<typeof ask>) => JSON.parse((await answer).text)

describe('routing', () => {
  test('a fixed segment wins over a parameter', async () => {
    expect((await echoed(ask(`${api}/things/fixed`))).function).toBe('fixed')
    expect((await echoed(ask(`${api}/things/7`))).function).toBe('one')
  })

  test('a trailing slash is served too', async () => {
    expect((await echoed(ask(`${api}/things/`))).function).toBe('open')
    expect((await echoed(ask(`${api}/things/7/`))).event.pathParameters).toEqual({ id: '7' })
  })

  test('an unknown route or method is refused in the words of the gateway', async () => {
    for (const answer of [
      ask(`${api}/nothing`),
      ask(`${api}/things`, { method: 'DELETE' }),
      ask(environment.api),
    ]) {
      expect(await answer).toMatchObject({ status: 404, text: '{"message":"Not Found"}' })
    }
  })

  test('a path that is no valid encoding is an unknown route', async () => {
    expect((await ask(`${api}/things/%E0%A4%A`)).status).toBe(404)
  })
})

describe('the event', () => {
  test('has the payload format 2.0', async () => {
    const { event } = await echoed(
      ask(`${api}/things/a%20b?x=1&x=2&y=%2F`, {
        headers: { 'X-Custom': 'v', Cookie: 'one=1; two=2', 'User-Agent': 'test' },
      }),
    )
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /api/v1/things/{id}',
      rawPath: '/api/v1/things/a b',
      rawQueryString: 'x=1&x=2&y=%2F',
      queryStringParameters: { x: '1,2', y: '/' },
      pathParameters: { id: 'a b' },
      cookies: ['one=1', 'two=2'],
      headers: { 'x-custom': 'v' },
      isBase64Encoded: false,
      requestContext: {
        routeKey: 'GET /api/v1/things/{id}',
        stage: '$default',
        http: {
          method: 'GET',
          path: '/api/v1/things/a b',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
      },
    })
    expect(event.headers.cookie).toBeUndefined()
    expect(event.body).toBeUndefined()
    expect(event.requestContext.authorizer).toBeUndefined()
  })

  test('carries text as it is and everything else as base64', async () => {
    const sent = async (type: string) => {
      const headers = { 'content-type': type }
      return (await echoed(ask(`${api}/things`, { method: 'POST', headers, body: 'ä=1' }))).event
    }
    for (const type of ['application/json', 'application/merge-patch+json; charset=utf-8', 'text/plain']) {
      expect(await sent(type)).toMatchObject({ body: 'ä=1', isBase64Encoded: false })
    }
    const body = Buffer.from('ä=1').toString('base64')
    expect(await sent('application/x-www-form-urlencoded')).toMatchObject({ body, isBase64Encoded: true })
  })
})

describe('the answer', () => {
  test('passes status, headers, body and every cookie on', async () => {
    const answer = await ask(`${api}/things`)
    expect(answer).toMatchObject({ status: 201, headers: { 'content-type': 'application/json' } })
    expect(answer.headers['set-cookie']).toEqual(['a=1; HttpOnly', 'b=2'])
  })

  test('is 200 and JSON for a bare object', async () => {
    const answer = await ask(`${api}/things?raw=hello`)
    expect(answer).toMatchObject({ status: 200, text: '{"plain":"hello"}' })
    expect(answer.headers['content-type']).toBe('application/json')
  })

  test('is a plain 500 when the function throws', async () => {
    const answer = await ask(`${api}/things?crash=throw`)
    expect(answer).toMatchObject({ status: 500, text: '{"message":"Internal Server Error"}' })
  })

  test('is 413 for a body over 10 MB, announced or not', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1)
    const refused = { status: 413, text: '{"message":"Request Entity Too Large"}' }
    expect(await ask(`${api}/things`, { method: 'POST', body })).toMatchObject(refused)
    const chunked = { 'transfer-encoding': 'chunked' }
    expect(await ask(`${api}/things`, { method: 'POST', headers: chunked, body })).toMatchObject(refused)
  })
})

describe('the authorizer', () => {
  const closed = (token?: string) =>
    ask(`${api}/closed/7`, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } })
  const seconds = () => Math.floor(environment.clock.now() / 1000)
  const signed = (claims: JWTPayload = {}, header: Record<string, unknown> = {}, by = key.privateKey) =>
    new SignJWT({
      ...{ iss: `${environment.api}/_local/oidc`, aud: 'creativeflow', sub: 'alice', exp: seconds() + 60 },
      ...claims,
    })
      .setProtectedHeader({ alg: 'RS256', kid: key.jwk.kid, ...header })
      .sign(by)
  const unauthorized = { status: 401, text: '{"message":"Unauthorized"}' }

  test('lets a good token in and hands its claims on as text', async () => {
    const answer = await closed(await signed({ scp: ['a', 'b'], level: 3, deep: { yes: true } }))
    expect(answer.status).toBe(201)
    expect(JSON.parse(answer.text).event.requestContext.authorizer).toEqual({
      jwt: {
        claims: {
          ...{
            iss: `${environment.api}/_local/oidc`,
            aud: 'creativeflow',
            sub: 'alice',
            exp: expect.any(String),
          },
          ...{ scp: '[a b]', level: '3', deep: 'map[yes:true]' },
        },
        scopes: null,
      },
    })
  })

  test('takes client_id where there is no aud', async () => {
    expect((await closed(await signed({ aud: undefined, client_id: 'creativeflow' }))).status).toBe(201)
    expect((await closed(await signed({ aud: 'other', client_id: 'creativeflow' }))).status).toBe(401)
  })

  test('challenges a request without a token', async () => {
    const answer = await closed()
    expect(answer).toMatchObject(unauthorized)
    expect(answer.headers['www-authenticate']).toBe('Bearer')
  })

  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const bad: [string, () => Promise<string> | string][] = [
    ['no JWT at all', () => 'abc.def'],
    ['an expired token', () => signed({ exp: seconds() - 1 })],
    ['a token without an end', () => signed({ exp: undefined })],
    ['a token of the future', () => signed({ nbf: seconds() + 60 })],
    ['a token issued in the future', () => signed({ iat: seconds() + 60 })],
    ['a foreign issuer', () => signed({ iss: 'https://issuer.example' })],
    ['a wrong audience', () => signed({ aud: 'other' })],
    ['no audience', () => signed({ aud: undefined })],
    ['an unknown key id', () => signed({}, { kid: 'other' })],
    ['a signature by another key', () => signed({}, {}, stranger)],
    ['another algorithm', () => signed({}, { alg: 'ES256' }, curve)],
    ['RSA with another hash', () => signed({}, { alg: 'RS512' })],
    ['no signature', () => `${encoded({ alg: 'none' })}.${encoded({ sub: 'alice', exp: seconds() + 60 })}.`],
  ]
  test.each(bad)('refuses %s', async (_name, token) => {
    const answer = await closed(await token())
    expect(answer).toMatchObject(unauthorized)
    expect(answer.headers['www-authenticate']).toMatch(/error="invalid_token"/)
  })

  test('lives by the moved clock', async () => {
    const token = await environment.token('alice')
    expect((await closed(token)).status).toBe(201)
    await environment.tick(13 * 3_600_000)
    expect((await closed(token)).status).toBe(401)
    expect((await closed(await environment.token('alice'))).status).toBe(201)
  })

  test('leaves public routes alone', async () => {
    expect((await ask(`${api}/things`, { headers: { authorization: 'Bearer rubbish' } })).status).toBe(201)
  })
})

describe('other origins', () => {
  const origin = 'https://app.example'

  test('an allowed one may read answers, and errors of the gateway too', async () => {
    for (const path of ['/things', '/closed/1', '/nothing']) {
      const { headers } = await ask(`${api}${path}`, { headers: { origin } })
      expect(headers['access-control-allow-origin']).toBe(origin)
    }
  })

  test('its preflight is answered by the gateway', async () => {
    const headers = { origin, 'access-control-request-method': 'POST' }
    const answer = await ask(`${api}/things`, { method: 'OPTIONS', headers })
    expect(answer.status).toBe(204)
    expect(answer.headers['access-control-allow-headers']).toContain('idempotency-key')
    expect(answer.headers['access-control-allow-methods']).toContain('PATCH')
  })

  test('a foreign one gets no leave', async () => {
    const headers = { origin: 'https://evil.example' }
    expect((await ask(`${api}/things`, { headers })).headers['access-control-allow-origin']).toBeUndefined()
    expect((await ask(`${api}/things`, { method: 'OPTIONS', headers })).status).toBe(404)
  })

  test('a foreign Host is refused', async () => {
    for (const path of ['/api/v1/things', '/_local/', '/_local/token']) {
      const answer = await ask(environment.api + path, { headers: { host: 'evil.example' } })
      expect(answer.status).toBe(421)
    }
    const host = `localhost:${new URL(api).port}`
    expect((await ask(`${api}/things`, { headers: { host } })).status).toBe(201)
  })
})
