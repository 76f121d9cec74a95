import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { scopes } from '../../shared/api/route.ts'
import { routes } from '../../shared/api/routes.ts'
import { openPublishingWorld, type PublishingWorld, type Told } from './publishing-world.ts'

interface Ids {
  connection: string
  job: string
  asset: string
  generation: string
}

/** Bodies that pass the contract, for the routes that take one. */
const bodies: Record<string, (ids: Ids) => object> = {
  complete: () => ({ connect_code: 'code' }),
  publish: ({ connection }) => ({ connection_id: connection, text_content: 'Mine?' }),
  schedule: ({ connection }) => ({
    connection_id: connection,
    text_content: 'Mine?',
    schedule_time: world.inMs(3_600_000),
  }),
  validate: ({ connection }) => ({ connection_id: connection, text_content: 'Mine?' }),
  hashtags: ({ connection }) => ({ keywords: ['mine'], connection_id: connection }),
  change: () => ({ text_content: 'Mine?' }),
  retry: () => ({ confirm_not_published: true }),
  'publish-social': ({ connection, asset }) => ({
    assetId: asset,
    socialAccountId: connection,
    caption: 'Mine?',
  }),
  'create-asset': () => ({ mime_type: 'image/jpeg', bytes: 1 }),
  'create-webhook-endpoint': () => ({ url: 'https://example.com/hook' }),
  'redeliver-event': () => ({ event_id: randomUUID() }),
  deauthorize: () => ({ signed_request: 'a.b' }),
  'data-deletion': () => ({ signed_request: 'a.b' }),
  'network-event': () => ({ event: 'authorization.removed' }),
  'create-generation': () => ({ prompt: 'Mine?' }),
  'generation-callback': () => ({ status: 'failed' }),
}

let world: PublishingWorld
interface Ids {
  connection: string
  job: string
  asset: string
  endpoint: string
}

let alices: Ids
beforeAll(async () => {
  world = await openPublishingWorld()
  const connection = await world.connect('alice', 'x')
  const { body } = await world.schedule('alice', {
    connection_id: connection,
    text_content: 'Hers',
    schedule_time: world.inMs(86_400_000),
  })
  const asset = await world.call('alice', '/assets', {
    method: 'POST',
    body: { mime_type: 'image/jpeg', bytes: 1 },
  })
  const made = await world.call('alice', '/webhook-endpoints', {
    method: 'POST',
    body: { url: 'https://example.com/alice', events: ['publish_job.failed'] },
  })
  const generation = await world.call('alice', '/generations', { method: 'POST', body: { prompt: 'Hers' } })
  alices = {
    connection,
    job: body.job_id,
    asset: asset.body.id,
    endpoint: made.body.id,
    generation: generation.body.id,
  }
})

type RouteEntry = (typeof routes)[number]

const named = (of: readonly RouteEntry[]) =>
  of.map((route) => [`${route.method} ${route.path}`, route] as const)
const scoped = routes.filter(({ scope }) => scope !== null)
const idOf = ({ path }: RouteEntry, ids: Ids) => {
  if (path.startsWith('/connections')) return ids.connection
  if (path.startsWith('/assets')) return ids.asset
  if (path.startsWith('/generations')) return ids.generation
  return path.startsWith('/webhook-endpoints') ? ids.endpoint : ids.job
}

const ask = (user: string, route: RouteEntry, { ids, scope }: { ids: Ids; scope?: string | null }) => {
  if (route.body && !bodies[route.id]) throw new Error(`this test needs a body for ${route.id}`)
  const path = route.path.replace('{platform}', 'x').replace('{id}', idOf(route, ids))
  return world.call(user, path, {
    method: route.method,
    ...(route.body ? { body: bodies[route.id]!(ids) } : {}),
    ...(scope === undefined ? {} : { scope }),
  })
}
const none = (): Ids => ({
  connection: randomUUID(),
  job: randomUUID(),
  asset: randomUUID(),
  endpoint: randomUUID(),
  generation: randomUUID(),
})

describe("another user's id", () => {
  const withId = routes.filter(
    ({ path, body, scope }) =>
      // An open one is called by no user, but by whoever signed.
      (path.includes('{id}') && scope !== null) ||
      (body !== undefined && ('connection_id' in shapeOf(body) || 'socialAccountId' in shapeOf(body))),
  )
  test('is part of every route it should be', () => {
    expect(withId.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['targets', 'limits', 'disconnect', 'publish', 'schedule', 'validate']),
    )
    expect(withId.length).toBeGreaterThanOrEqual(14)
  })

  test.each(named(withId))(
    'at %s is answered as one that does not exist, and changes nothing',
    async (_name, route) => {
      const foreign = await ask('bob', route, { ids: alices })
      const missing = await ask('bob', route, { ids: none() })
      expect([missing.status, missing.body.code]).toEqual([404, expect.stringMatching(/_not_found$/)])
      expect([foreign.status, foreign.text]).toEqual([missing.status, missing.text])
      expect(Object.keys(foreign.headers).sort()).toEqual(Object.keys(missing.headers).sort())
      expect(await world.job('alice', alices.job)).toMatchObject({ status: 'Scheduled', version: 1 })
      expect((await world.call('alice', '/connections')).body).toMatchObject([
        { id: alices.connection, status: 'active' },
      ])
      expect((await world.call('alice', `/assets/${alices.asset}`)).status).toBe(200)
      expect((await world.call('alice', '/webhook-endpoints')).body).toMatchObject([{ id: alices.endpoint }])
    },
  )

  test('shows in no list of ours', async () => {
    for (const path of [
      '/connections',
      '/assets',
      '/generations',
      '/publishing/jobs',
      `/publishing/jobs?connection_id=${alices.connection}`,
    ])
      expect((await world.call('bob', path)).body).toEqual([])
  })

  const withoutId = scoped.filter(({ method, path }) => method === 'GET' && !path.includes('{'))
  test.each(named(withoutId))('stands nowhere in %s, to its last page', async (_name, route) => {
    for (let path: string | undefined = route.path; path; ) {
      const { status, text, headers }: Told = await world.call('bob', path)
      expect(status).toBe(200)
      for (const id of Object.values(alices)) expect(text).not.toContain(id)
      path = /<[^>]*\/api\/v1([^>]+)>; rel="next"/.exec(String(headers.link ?? ''))?.[1]
    }
  })

  const inQuery = scoped.filter(({ query }) => query !== undefined && 'connection_id' in query.shape)
  test.each(named(inQuery))('in the query of %s is as one that does not exist', async (_name, { path }) => {
    const asked = path.replace('{platform}', 'x')
    const foreign = await world.call('bob', `${asked}?connection_id=${alices.connection}`)
    const missing = await world.call('bob', `${asked}?connection_id=${none().connection}`)
    expect([foreign.status, foreign.text]).toEqual([missing.status, missing.text])
  })

  test('is looked for by both ways of asking', () => {
    expect(withoutId.map(({ id }) => id)).toEqual(expect.arrayContaining(['export-data', 'list-events']))
    expect(inQuery.map(({ id }) => id)).toEqual(expect.arrayContaining(['list-jobs', 'best-times']))
  })

  test('does not go when another deletes everything of theirs', async () => {
    expect((await world.call('carol', '/me/data', { method: 'DELETE' })).status).toBe(202)
    await world.settle()
    expect((await world.call('alice', '/connections')).body).toMatchObject([{ id: alices.connection }])
    expect(await world.job('alice', alices.job)).toMatchObject({ status: 'Scheduled' })
  })
})

describe('a token', () => {
  test.each(named(scoped))('without the scope of %s is refused', async (_name, route) => {
    for (const scope of [
      scopes.filter((one) => one !== route.scope).join(' '),
      '',
      `${route.scope}s`,
      'admin *',
    ]) {
      const answer = await ask('alice', route, { ids: alices, scope })
      expect([answer.status, answer.body.code]).toEqual([403, 'insufficient_scope'])
    }
  })

  test.each(named(scoped))('is needed at %s', async (_name, route) => {
    const answer = await ask('alice', route, { ids: alices, scope: null })
    expect([answer.status, answer.body]).toEqual([401, { message: 'Unauthorized' }])
  })

  test('is not needed where the contract says so', async () => {
    const open = routes.filter(({ scope }) => scope === null)
    expect(open.map(({ id }) => id)).toEqual([
      'callback',
      'generation-callback',
      'deauthorize',
      'data-deletion',
      'network-event',
      'get-data-deletion',
      'health',
      'openapi',
    ])
    for (const route of open) {
      const { body } = await ask('nobody', route, { ids: none(), scope: null })
      expect(body).not.toEqual({ message: 'Unauthorized' })
    }
  })
})

function shapeOf(schema: NonNullable<RouteEntry['body']>): object {
  return 'shape' in schema ? (schema.shape as object) : {}
}
