import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Body, type Creator, goodFilm, openWorld, upload, type World } from './tiktok-world.ts'

const file = new URL('../../../shared/specs/tiktok-content-posting-facts.json', import.meta.url)
const present = existsSync(file)

interface Endpoint {
  method: string
  path: string
  auth?: string
  scopes_any?: string[]
  per_minute: number | null
}

describe.skipIf(!present)(
  `the simulated TikTok keeps to the collected facts${present ? '' : ' (file absent)'}`,
  () => {
    const facts: Body = present ? JSON.parse(readFileSync(file, 'utf8')) : { endpoints: [], errors: {} }
    const posts = (facts.endpoints as Endpoint[]).filter(({ auth }) => auth !== 'form')
    let world: World
    let alice: Creator
    beforeAll(async () => {
      world = await openWorld()
    })
    beforeEach(async () => {
      world.reset()
      alice = await world.connect()
    })
    afterAll(() => world.close())

    const call = (user: Creator, { method, path }: Endpoint) =>
      method === 'GET' ? user.get(path.slice(4)) : user.post(path.slice(4))

    test('every endpoint is there, behind its scopes', async () => {
      for (const endpoint of posts) {
        const nobody = await world.send(endpoint.method, endpoint.path)
        expect([endpoint.path, nobody.status]).toEqual([endpoint.path, 401])
        if (endpoint.scopes_any?.includes('user.info.basic')) continue
        for (const scope of ['video.upload', 'video.publish', 'video.list']) {
          const user = await world.connect('alice', [scope])
          const isAllowed = endpoint.scopes_any?.includes(scope)
          expect([endpoint.path, scope, (await call(user, endpoint)).status !== 401]).toEqual([
            endpoint.path,
            scope,
            isAllowed,
          ])
        }
      }
    })

    test('every endpoint has its limit a minute', async () => {
      for (const endpoint of posts) {
        if (endpoint.per_minute === null) continue
        for (let count = 0; count < endpoint.per_minute; count++)
          expect((await call(alice, endpoint)).status).not.toBe(429)
        expect([endpoint.path, (await call(alice, endpoint)).status]).toEqual([endpoint.path, 429])
      }
    }, 30_000)

    test('every error comes in its status', async () => {
      for (const [code, { http, http_creator_info }] of Object.entries<Body>(facts.errors)) {
        const route = '*'
        await world.fault({ route, kind: 'refuse', code })
        const answer = await alice.status('x')
        expect([answer.status, answer.body.error.code]).toEqual([http, code])
        await world.fault({ route, kind: 'refuse', code })
        expect((await alice.creatorInfo()).status).toBe(http_creator_info ?? http)
        world.advance(10_000)
      }
    })

    test('every reason to fail can be had', async () => {
      const film = await goodFilm()
      for (const reason of Object.keys(facts.fail_reasons)) {
        await world.fault({ route: 'POST /v2/post/publish/video/init/', kind: 'publish_failed', reason })
        const id = await upload(alice, film)
        world.advance(15_000)
        const { data } = (await alice.status(id)).body
        expect(facts.status).toContain(data.status)
        expect(data.fail_reason).toBe(reason)
      }
      expect(world.ledger()).toEqual([])
    })

    test('tokens are as told', () => {
      const { access_token, refresh_token, expires_in, refresh_expires_in, token_type } = alice.tokens
      expect(access_token.startsWith(facts.token.access_prefix)).toBe(true)
      expect(refresh_token.startsWith(facts.token.refresh_prefix)).toBe(true)
      expect({ expires_in, refresh_expires_in, token_type }).toEqual({
        expires_in: facts.token.expires_in,
        refresh_expires_in: facts.token.refresh_expires_in,
        token_type: facts.token.token_type,
      })
    })

    test('privacy options are as told', async () => {
      const options = async (name: string) =>
        (await (await world.connect(name)).creatorInfo()).body.data.privacy_level_options
      expect(await options('alice')).toEqual(facts.privacy.public_account)
      expect(await options('carol')).toEqual(facts.privacy.private_account)
    })
  },
)
