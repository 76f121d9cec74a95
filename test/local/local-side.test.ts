import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Environment, startEnvironment } from '../../local/environment.ts'
import { scopes } from '../../shared/api/route.ts'
import { ask } from '../fixtures/ask.ts'
import { smallService } from '../fixtures/service.ts'

let environment: Environment
let local: string

beforeAll(async () => {
  environment = await startEnvironment({ service: smallService, simulators: ['x'] })
  local = `${environment.api}/_local`
})
afterAll(() => environment.close())

describe('tokens', () => {
  test('are for whoever is named, with every scope, for twelve hours', async () => {
    const answer = await ask(`${local}/token?sub=bob`)
    expect(answer.headers['content-type']).toBe('text/plain')
    const claims = decodeJwt(answer.text)
    expect(claims).toMatchObject({ sub: 'bob', aud: 'creativeflow', scope: scopes.join(' ') })
    expect(claims.exp! - claims.iat!).toBe(12 * 3600)
  })

  test('have just the scopes asked for', async () => {
    expect(decodeJwt((await ask(`${local}/token?scope=publishing:read`)).text).scope).toBe('publishing:read')
    expect(decodeJwt((await ask(`${local}/token?scope=`)).text).scope).toBe('')
  })

  test('name the user in the configured claim and spell scopes with the configured prefix', async () => {
    const env = { JWT_USER_ID_CLAIM: 'user_id', JWT_SCOPE_PREFIX: 'cf/' }
    const other = await startEnvironment({ service: smallService, simulators: [], env })
    const claims = decodeJwt(await other.token('bob', 'publishing:read'))
    await other.close()
    expect(claims).toMatchObject({ user_id: 'bob', scope: 'cf/publishing:read' })
  })

  test('need the secret once a real network is configured', async () => {
    const env = { TWITTER_CLIENT_ID: 'real', TWITTER_CLIENT_SECRET: 'real' }
    const other = await startEnvironment({ service: smallService, simulators: [], env })
    const token = `${other.api}/_local/token`
    const statuses = [
      await ask(token),
      await ask(`${token}?secret=x`),
      await ask(`${token}?secret=${other.tokenSecret}`),
    ]
    await other.close()
    expect(statuses.map((each) => each.status)).toEqual([403, 403, 200])
    expect(environment.tokenSecret).toBeUndefined()
  })
})

describe('media', () => {
  test('are put with a plain upload and served by their ending', async () => {
    const put = await ask(`${local}/media/photo.JPG`, { method: 'PUT', body: Buffer.from([1, 2, 3]) })
    expect(put.status).toBe(201)
    const { url } = JSON.parse(put.text)
    expect(url).toBe(`${local}/media/photo.JPG`)
    const got = await ask(url)
    expect(got.headers).toMatchObject({ 'content-type': 'image/jpeg', 'content-length': '3' })
    expect(await ask(url, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
  })

  test('stay in their folder', async () => {
    for (const name of ['..%2F..%2Fissuer.pem', '.hidden', 'a%2Fb', 'a%00b', '']) {
      expect((await ask(`${local}/media/${name}`, { method: 'PUT', body: 'x' })).status).toBe(400)
    }
    expect((await ask(`${local}/media/none.jpg`)).status).toBe(404)
  })

  test('are, beside the orchestrator’s pictures, the only addresses on this machine that functions may fetch', async () => {
    const { hook } = JSON.parse((await ask(`${environment.api}/api/v1/things`)).text)
    const pictures = environment.orchestrator?.pictures
    expect(hook).toEqual({ fetchExceptions: { origins: [`${local}/media/`, pictures].filter(Boolean) } })
  })
})

describe('public assets', () => {
  test('are read from the bucket without credentials, from any page, and never written', async () => {
    const { BUCKET_NAME: Bucket } = environment.env
    const { endpoint, env } = environment.aws
    const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID!, secretAccessKey: env.AWS_SECRET_ACCESS_KEY! }
    const s3 = new S3Client({ endpoint, region: 'us-east-1', credentials })
    await s3.send(
      new PutObjectCommand({ Bucket, Key: 'media/a b.jpg', Body: 'picture', ContentType: 'image/jpeg' }),
    )
    s3.destroy()
    const url = `${environment.env.PUBLIC_ASSET_BASE_URL}/media/a%20b.jpg`
    const answer = await ask(url, { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(answer).toMatchObject({ status: 200, text: 'picture', headers: { 'content-type': 'image/jpeg' } })
    expect((await ask(url, { headers: { range: 'bytes=0-2' } })).text).toBe('pic')
    expect((await ask(url, { method: 'PUT', body: 'other' })).status).toBe(405)
    expect((await ask(`${environment.env.PUBLIC_ASSET_BASE_URL}/media/none`)).status).toBe(403)
  })
})

describe('behind a tunnel', () => {
  test('the API and public assets answer to its name, and nothing else of this machine', async () => {
    const env = { SERVICE_BASE_URL: 'https://tunnel.example' }
    const other = await startEnvironment({ service: smallService, simulators: [], env })
    const headers = { host: 'tunnel.example' }
    const status = async (path: string) => (await ask(other.api + path, { headers })).status
    const seen = [await status('/api/v1/things'), await status('/_local/assets/none')]
    const hidden = [
      await status('/_local/'),
      await status('/_local/token'),
      await status('/_local/media/a.jpg'),
    ]
    const { env: given } = other
    await other.close()
    expect([...seen, ...hidden]).toEqual([201, 403, 421, 421, 421])
    expect(given.PUBLIC_ASSET_BASE_URL).toBe('https://tunnel.example/_local/assets')
  })
})

describe('web pages of other origins', () => {
  const port = () => new URL(environment.api).port

  test.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
  ])('get no token, clock, media or event with %j', async (headers: Record<string, string>) => {
    for (const path of ['/token', '/clock', '/events', '/media/a.jpg', '/oidc/jwks.json']) {
      expect((await ask(local + path, { headers })).status).toBe(403)
    }
    const body = '{"advance_ms":1000}'
    expect((await ask(`${local}/clock`, { method: 'POST', headers, body })).status).toBe(403)
    expect((await ask(`${local}/media/a.jpg`, { method: 'PUT', headers, body })).status).toBe(403)
  })

  test('may send people back to the page, and not frame it', async () => {
    const coming = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    const page = await ask(`${local}/?connection_id=1`, {
      headers: { ...coming, 'sec-fetch-dest': 'document' },
    })
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect((await ask(`${local}/`, { headers: { ...coming, 'sec-fetch-dest': 'iframe' } })).status).toBe(403)
  })

  test('our own page may do all of it', async () => {
    const headers = { origin: environment.api, 'sec-fetch-site': 'same-origin' }
    expect((await ask(`${local}/token`, { headers })).status).toBe(200)
  })

  test('the page is shown under the one name that connecting works with', async () => {
    const answer = await ask(`${local}/?a=1`, { headers: { host: `localhost:${port()}` } })
    expect(answer).toMatchObject({ status: 307, headers: { location: `${local}/?a=1` } })
  })
})

describe('clock and events', () => {
  test('time moves for the functions too', async () => {
    const before = JSON.parse((await ask(`${local}/clock`)).text)
    const moved = await ask(`${local}/clock`, { method: 'POST', body: '{"advance_ms":3600000}' })
    expect(JSON.parse(moved.text).offset_ms).toBe(before.offset_ms + 3_600_000)
    const { now } = JSON.parse((await ask(`${environment.api}/api/v1/things`)).text)
    expect(now).toBeGreaterThanOrEqual(before.now + 3_600_000)
    expect(environment.simulators.x!.clock.now()).toBeGreaterThanOrEqual(before.now + 3_600_000)
  })

  test('a move that is no whole number is refused: no network knows half a millisecond', async () => {
    for (const body of ['{"advance_ms":"1"}', '{"advance_ms":1.5}', '{}', 'null', '']) {
      expect((await ask(`${local}/clock`, { method: 'POST', body })).status).toBe(400)
    }
  })

  test('recorded events can be read', async () => {
    expect(JSON.parse((await ask(`${local}/events`)).text)).toEqual([])
  })
})
