import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { scopes } from '../../shared/api/route.ts'
import { catalogue } from '../../shared/domain/errors.ts'
import { image, openPublishingWorld, type PublishingWorld, type Told } from './publishing-world.ts'

let world: PublishingWorld
let x: string
beforeAll(async () => {
  world = await openPublishingWorld()
  x = await world.connect('alice', 'x')
})

/** Each error of ours is one of the catalogue, with its status and a sentence. */
const refusedAs = (answer: Told, code: keyof typeof catalogue) => {
  expect([answer.body?.code, answer.status]).toEqual([code, catalogue[code].status])
  expect(answer.body.detail.length).toBeGreaterThan(5)
  expect(answer.headers['content-type']).toBe('application/json')
  expect(
    Object.keys(answer.body).filter((key) => !['code', 'detail', 'reason', 'violations'].includes(key)),
  ).toEqual([])
}
const publish = (body: unknown, headers: Record<string, string> = {}) =>
  world.call('alice', '/publishing/publish', { method: 'POST', body, headers })
const good = () => ({ connection_id: x, text_content: `Good ${randomUUID()}` })

describe('a body', () => {
  test.each(['{', '', 'not json', '{"connection_id":', '{"a":1}}', '[1,', '\u0000', '{"a":NaN}', "{'a':1}"])(
    '%j, which is no JSON, is refused',
    async (body) => {
      const answer = await publish(body)
      refusedAs(answer, 'invalid_input')
      expect(answer.body.violations).toMatchObject([{ path: 'body' }])
    },
  )

  test.each(['null', '[]', '"text"', '1', 'true'])('%s, which is no object, is refused', async (body) => {
    const answer = await publish(body)
    refusedAs(answer, 'invalid_input')
    expect(answer.body.violations).toMatchObject([{ path: 'body', rule: 'invalid_type' }])
  })

  test.each<[string, object, object]>([
    ['an unknown field', { colour: 'red' }, { path: 'colour', rule: 'unknown_field' }],
    ['a text that is a number', { text_content: 7 }, { path: 'text_content', rule: 'invalid_type' }],
    ['a connection that is no UUID', { connection_id: '123' }, { path: 'connection_id' }],
    ['no connection', { connection_id: undefined }, { path: 'connection_id' }],
    ['assets that are no list', { assets: {} }, { path: 'assets', rule: 'invalid_type' }],
    [
      'an asset without a type',
      { assets: [{ url: 'https://a.example/b.jpg', mime_type: 'image/jpeg' }] },
      { path: 'assets.0.asset_type' },
    ],
    [
      'an unknown field of an asset',
      { assets: [{ ...image('https://a.example/b.jpg'), size: 1 }] },
      { path: 'assets.0.size', rule: 'unknown_field' },
    ],
    ['51 assets', { assets: Array(51).fill(image('https://a.example/b.jpg')) }, { path: 'assets' }],
    ['options that are a list', { platform_specific_options: [] }, { path: 'platform_specific_options' }],
  ])('with %s is refused by path and rule', async (_what, change, violation) => {
    const answer = await publish({ ...good(), ...change })
    refusedAs(answer, 'invalid_input')
    expect(answer.body.violations).toMatchObject([violation])
    expect(answer.body.violations[0].message.length).toBeGreaterThan(5)
  })

  test('with several faults is told all of them at once', async () => {
    const answer = await publish({ connection_id: 1, text_content: [], one: 1, two: 2 })
    expect(answer.body.violations.map(({ path }: { path: string }) => path).sort()).toEqual([
      'connection_id',
      'one',
      'text_content',
      'two',
    ])
  })

  test('may say null for what is optional', async () => {
    const answer = await publish({ ...good(), assets: null, platform_specific_options: null })
    expect(answer.status).toBe(202)
    expect((await publish({ connection_id: x, text_content: null })).body.code).toBe(
      'content_validation_failed',
    )
  })

  test('with fields that JavaScript treats apart is refused like any other', async () => {
    for (const body of [
      `{"connection_id":"${x}","text_content":"a","__proto__":{"admin":true}}`,
      `{"connection_id":"${x}","text_content":"a","constructor":{"prototype":{"admin":true}}}`,
      `{"connection_id":"${x}","text_content":"a","platform_specific_options":{"__proto__":{"a":1}}}`,
      `{"connection_id":"${x}","text_content":"a","platform_specific_options":{"post_type":"__proto__"}}`,
      `{"connection_id":"${x}","text_content":"a","platform_specific_options":{"post_type":"constructor"}}`,
      `{"connection_id":"${x}","text_content":"a","platform_specific_options":{"post_type":{"a":1}}}`,
    ])
      expect([body, (await publish(body)).status]).toEqual([body, 400])
    const answer = await world.call('alice', '/publishing/validate', {
      method: 'POST',
      body: { ...good(), platform_specific_options: { post_type: 'constructor' } },
    })
    expect(answer.body).toMatchObject({ valid: false, violations: [{ rule: 'unknown_post_type' }] })
  })

  test('of more than 1 MB is refused, of exactly that is read', async () => {
    const frame = JSON.stringify({ connection_id: x, text_content: '' }).length
    const exact = await publish({ connection_id: x, text_content: 'a'.repeat(1_000_000 - frame) })
    refusedAs(exact, 'invalid_input')
    refusedAs(
      await publish({ connection_id: x, text_content: 'a'.repeat(1_000_001 - frame) }),
      'payload_too_large',
    )
    refusedAs(await publish({ connection_id: x, text_content: '語'.repeat(400_000) }), 'payload_too_large')
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'image/png',
    'json',
    '',
    'application/merge-patch+json',
  ])('of the type %j is refused', async (type) =>
    refusedAs(await publish(good(), { 'content-type': type }), 'unsupported_media_type'),
  )

  test.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json ;x=1'])(
    'of the type %j is read',
    async (type) => expect((await publish(good(), { 'content-type': type })).status).toBe(202),
  )
})

describe('options', () => {
  const threads: [what: string, parts: unknown][] = [
    ['are no list', 'one, two'],
    ['are one', [{ text: 'Alone' }]],
    ['have no text', [{ text: 1 }, { text: 'b' }]],
    ['name assets that are not there', [{ text: 'a', assets: [3] }, { text: 'b' }]],
  ]
  test.each(threads)(
    'of a thread whose parts %s are refused alike by publish and validate',
    async (_what, parts) => {
      const body = { connection_id: x, platform_specific_options: { post_type: 'thread', parts } }
      const answer = await publish(body)
      refusedAs(answer, 'content_validation_failed')
      const verdict = await world.call('alice', '/publishing/validate', { method: 'POST', body })
      expect(verdict.body).toEqual({ valid: false, violations: answer.body.violations, warnings: [] })
      expect(answer.body.violations[0].path).toMatch(/^platform_specific_options\.parts/)
    },
  )
})

describe('a path', () => {
  test.each(['/nothing', '/publishing', '/publishing/jobs/a/b/c', '/publishing/publish/now'])(
    '%s, which is no route, is not found',
    async (path) => {
      const answer = await world.call('alice', path)
      expect([answer.status, answer.body]).toEqual([404, { message: 'Not Found' }])
    },
  )

  test('of another method is not found', async () => {
    expect((await world.call('alice', '/publishing/publish')).status).toBe(404)
    expect((await world.call('alice', '/connections', { method: 'POST', body: {} })).status).toBe(404)
  })

  test('with a slash at its end is served too', async () => {
    expect((await world.call('alice', '/connections/')).status).toBe(200)
    expect((await world.call('alice', '/publishing/jobs/')).status).toBe(200)
  })

  test.each(['1', 'not-a-uuid', `${randomUUID()}x`, '%00', '..%2f..', 'JOB%23', '%E2%82%AC'])(
    'with the id %s is refused',
    async (id) => {
      const answer = await world.call('alice', `/publishing/jobs/${id}`)
      refusedAs(answer, 'invalid_input')
      expect(answer.body.violations).toMatchObject([{ path: 'path.id' }])
    },
  )

  test('with an id in capitals is the same id', async () => {
    const { body } = await publish(good())
    expect((await world.call('alice', `/publishing/jobs/${body.job_id.toUpperCase()}`)).status).toBe(200)
    expect((await publish({ ...good(), connection_id: x.toUpperCase() })).status).toBe(202)
  })

  test('with an unknown or doubled query field is refused', async () => {
    const unknown = await world.call('alice', '/publishing/jobs?colour=red')
    refusedAs(unknown, 'invalid_input')
    expect(unknown.body.violations).toMatchObject([{ path: 'query.colour', rule: 'unknown_field' }])
    refusedAs(await world.call('alice', '/publishing/jobs?status=Pending&status=Failed'), 'invalid_input')
  })
})

describe('an id', () => {
  test('of another user is answered exactly as one that does not exist', async () => {
    const { body } = await publish(good())
    const missing = await world.call('bob', `/publishing/jobs/${randomUUID()}`)
    refusedAs(missing, 'job_not_found')
    const foreign = await world.call('bob', `/publishing/jobs/${body.job_id}`)
    expect([foreign.status, foreign.text]).toEqual([missing.status, missing.text])
    const own = (connection_id: string) => world.publish('bob', { connection_id, text_content: 'Mine?' })
    const none = await own(randomUUID())
    refusedAs(none, 'connection_not_found')
    const alices = await own(x)
    expect([alices.status, alices.text]).toEqual([none.status, none.text])
  })
})

describe('a token', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const foreign = (claims: { iss?: string; aud?: string }) =>
    new SignJWT({ sub: 'alice', scope: scopes.join(' ') })
      .setProtectedHeader({ alg: 'RS256', kid: 'theirs' })
      .setIssuer(claims.iss ?? `${world.environment.api}/_local/oidc`)
      .setAudience(claims.aud ?? world.environment.env.JWT_AUDIENCE!)
      .setIssuedAt(Math.floor(world.environment.clock.now() / 1000))
      .setExpirationTime(Math.floor(world.environment.clock.now() / 1000) + 600)
      .sign(privateKey)
  const list = (authorization?: string) =>
    world.call('alice', '/connections', {
      scope: null,
      ...(authorization ? { headers: { authorization } } : {}),
    })
  const unsigned = (header: object) =>
    `${[header, { sub: 'alice', exp: 9e9 }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`

  test.each<[string, () => Promise<string | undefined>]>([
    ['that is missing', async () => undefined],
    ['that is empty', async () => 'Bearer '],
    ['that is none', async () => 'Bearer nonsense'],
    ['of another scheme', async () => 'Basic YWxpY2U6cGFzc3dvcmQ='],
    ['without a signature', async () => `Bearer ${unsigned({ alg: 'none' })}`],
    ['of another key', async () => `Bearer ${await foreign({})}`],
    ['of another issuer', async () => `Bearer ${await foreign({ iss: 'https://evil.example' })}`],
    ['for another audience', async () => `Bearer ${await foreign({ aud: 'another' })}`],
  ])('%s is refused by the gateway', async (_what, token) => {
    const answer = await list(await token())
    expect([answer.status, answer.body]).toEqual([401, { message: 'Unauthorized' }])
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/)
  })

  test('that has ended is refused', async () => {
    const token = await world.environment.token('carol')
    const asked = () => list(`Bearer ${token}`)
    expect((await asked()).status).toBe(200)
    await world.environment.tick(13 * 3_600_000)
    expect((await asked()).status).toBe(401)
  })

  test('without the scope of the route is refused before its body is looked at', async () => {
    for (const body of [good(), '{', {}, undefined])
      refusedAs(
        await world.call('alice', '/publishing/publish', {
          method: 'POST',
          scope: 'publishing:read connections:write',
          ...(body === undefined ? {} : { body }),
        }),
        'insufficient_scope',
      )
  })

  test.each(['a b', 'x#y', 'u'.repeat(201)])('of the user %j is refused', async (sub) => {
    const answer = await world.call(sub, '/connections')
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthorized'])
  })
})

describe('a network', () => {
  test('that nobody knows is refused', async () => {
    refusedAs(await world.call('alice', '/connections/connect/myspace'), 'unsupported_platform')
    refusedAs(await world.call('alice', '/connections?platform=myspace'), 'unsupported_platform')
    refusedAs(await world.call('alice', '/publishing/jobs?platform=__proto__'), 'unsupported_platform')
    refusedAs(await world.call('alice', '/connections/connect/constructor'), 'unsupported_platform')
  })
})
