import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { mp4 } from '../fixtures/film.ts'
import { jpeg } from '../fixtures/media.ts'
import { alice, openWorld, publisher, type World } from './instagram-world.ts'

const publishRoute = 'POST /:ig/media_publish'

let world: World
let token: string
let me: ReturnType<typeof publisher>
let square: string

beforeAll(async () => {
  world = await openWorld()
  square = world.host.serve('/square.jpg', jpeg({ width: 320, height: 320 }))
  await connect()
})
afterAll(() => world.close())
afterEach(async () => {
  await world.control('reset', {})
  await connect()
})

async function connect() {
  token = await world.longToken()
  me = publisher(world, token)
}

const arm = async (fault: Record<string, unknown>) => {
  const { status, body } = await world.control('faults', fault)
  expect(status, body.error).toBe(200)
}

test('a publish can take effect and answer an error', async () => {
  await arm({ route: publishRoute, kind: 'effect_then_error', code: 4, subcode: 2207051 })
  const container = await me.ready({ image_url: square, caption: 'live' })
  const { status, body } = await me.publish(container)
  expect([status, body.error.code, body.error.error_subcode]).toEqual([400, 4, 2207051])
  expect(await me.status(container)).toBe('PUBLISHED')
  expect(world.simulator.ledger()).toHaveLength(1)
})

test.each([
  [2, 500],
  [368, 403],
  [100, 400],
])('the error can be code %i with status %i', async (code, expected) => {
  await arm({ route: publishRoute, kind: 'effect_then_error', code })
  const { status, body } = await me.publish(await me.ready({ image_url: square }))
  expect([status, body.error.code]).toEqual([expected, code])
})

test('a fault for a publish waits for one that would have succeeded', async () => {
  await arm({ route: publishRoute, kind: 'effect_then_error' })
  const { body } = await me.create({ image_url: square })
  expect((await me.publish(body.id)).body.error.code).toBe(9007)
  world.simulator.clock.advance(1500)
  expect((await me.publish(body.id)).body.error.code).toBe(2)
})

test('a publish can be refused and happen later', async () => {
  await arm({ route: publishRoute, kind: 'delayed_effect', ms: 20_000 })
  const container = await me.ready({ image_url: square })
  expect((await me.publish(container)).status).toBe(500)
  expect(await me.status(container)).toBe('FINISHED')
  expect(world.simulator.ledger()).toHaveLength(0)
  world.simulator.clock.advance(20_000)
  expect(await me.status(container)).toBe('PUBLISHED')
  expect(world.simulator.ledger()).toHaveLength(1)
})

test('a late publish comes to nothing when the container was published meanwhile', async () => {
  await arm({ route: publishRoute, kind: 'delayed_effect', ms: 20_000 })
  const container = await me.ready({ image_url: square })
  await me.publish(container)
  expect((await me.publish(container)).status).toBe(200)
  world.simulator.clock.advance(20_000)
  expect(world.simulator.ledger()).toHaveLength(1)
})

test('a new post can be missing in listings for a while, readable by id at once', async () => {
  await arm({ route: publishRoute, kind: 'listing_lag', ms: 30_000 })
  const id = await me.post({ image_url: square })
  expect((await me.read(id, 'id')).status).toBe(200)
  expect((await me.list()).data).toEqual([])
  world.simulator.clock.advance(30_000)
  expect((await me.list()).data).toEqual([{ id }])
})

test('a caption can lose its @ signs on reads, for one post or all', async () => {
  await arm({ route: publishRoute, kind: 'strip_at' })
  await me.post({ image_url: square, caption: 'with @bob' })
  await me.post({ image_url: square, caption: 'again @bob' })
  await world.control('settings', { strip_at: true })
  await me.post({ image_url: square, caption: 'third @bob' })
  const captions = (await me.list('caption')).data.map((media: { caption: string }) => media.caption)
  expect(captions).toEqual(['third bob', 'again @bob', 'with bob'])
  expect(world.simulator.ledger()[0]!.text).toBe('with @bob')
})

test('a container can fail, or be slow', async () => {
  await arm({ route: 'POST /:ig/media', kind: 'container_error', subcode: 2207082 })
  const failing = await me.ready({ image_url: square })
  expect((await me.read(failing, 'status_code,status')).body).toMatchObject({
    status_code: 'ERROR',
    status: 'Error: Media upload has failed with error code 2207082',
  })
  await arm({ route: 'POST /:ig/media', kind: 'slow_container', ms: 60_000 })
  const slow = await me.ready({ image_url: square })
  expect(await me.status(slow)).toBe('IN_PROGRESS')
  world.simulator.clock.advance(60_000)
  expect(await me.status(slow)).toBe('FINISHED')
})

test('a status read can say 100/33 of a container that is there', async () => {
  const container = await me.ready({ image_url: square })
  await arm({ route: 'GET /:container', kind: 'false_100_33' })
  const { status, body } = await me.read(container, 'status_code')
  expect([status, body.error.code, body.error.error_subcode]).toEqual([400, 100, 33])
  expect(await me.status(container)).toBe('FINISHED')
})

test('rate limits come with usage headers', async () => {
  await arm({ route: 'GET /me', kind: 'rate_limit', regain_minutes: 7 })
  const business = await world.call('GET', `/v26.0/me`, { access_token: token })
  expect([business.status, business.body.error.code]).toEqual([400, 80002])
  const usage = JSON.parse(business.headers.get('x-business-use-case-usage')!)
  expect(Object.values(usage)).toMatchObject([
    [{ type: 'instagram', call_count: 100, estimated_time_to_regain_access: 7 }],
  ])
  await arm({ route: '*', kind: 'rate_limit', code: 4 })
  const app = await world.call('GET', `/v26.0/me`, { access_token: token })
  expect([app.status, app.body.error.code, app.body.error.is_transient]).toEqual([403, 4, true])
  expect(JSON.parse(app.headers.get('x-app-usage')!)).toMatchObject({ call_count: 100 })
})

test('usage headers stand on every answer once the knob is set', async () => {
  await world.control('settings', {
    usage_app_percent: 28,
    usage_business_percent: 85,
    usage_regain_minutes: 3,
  })
  const { headers } = await world.call('GET', '/v26.0/me', { access_token: token })
  expect(JSON.parse(headers.get('x-app-usage')!)).toEqual({
    call_count: 28,
    total_cputime: 28,
    total_time: 28,
  })
  expect(JSON.parse(headers.get('x-business-use-case-usage')!)).toHaveProperty(alice)
})

test('a token can die in the middle of everything', async () => {
  const container = await me.ready({ image_url: square })
  await arm({ route: publishRoute, kind: 'kill_token', subcode: 460 })
  expect((await me.publish(container)).body.error).toMatchObject({ code: 190, error_subcode: 460 })
  expect((await me.read(container, 'id')).body.error).toMatchObject({ code: 190, error_subcode: 460 })
})

test('an answer can be lost after the post went live', async () => {
  await arm({ route: publishRoute, kind: 'drop_after' })
  const container = await me.ready({ image_url: square })
  await expect(me.publish(container)).rejects.toThrow()
  expect(world.simulator.ledger()).toHaveLength(1)
})

test('accounts, tokens, containers, posts and late effects survive a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-'))
  const stateFile = join(folder, 'instagram.json')
  const before = await openWorld({ stateFile })
  await before.control('accounts', { username: 'dora' })
  const kept = await before.longToken({ account: 'dora' })
  const account = (await before.call('GET', '/me', { access_token: kept, fields: 'user_id' })).body.user_id
  const dora = publisher(before, kept, account)
  const posted = await dora.post({ image_url: square, caption: 'kept' })
  const waiting = await dora.ready({ image_url: square, caption: 'late' })
  await before.control('faults', { route: publishRoute, kind: 'delayed_effect', ms: 3_600_000 })
  await dora.publish(waiting)
  await before.close()

  const after = await openWorld({ stateFile })
  const again = publisher(after, kept, account)
  expect((await again.read(posted, 'caption')).body.caption).toBe('kept')
  after.simulator.clock.advance(2 * 3_600_000)
  expect(after.simulator.ledger().map((post) => post.text)).toEqual(['kept', 'late'])
  await after.close()
  rmSync(folder, { recursive: true })
})

test('a film being fetched during a restart is fetched again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-'))
  const stateFile = join(folder, 'instagram.json')
  const before = await openWorld({ stateFile })
  const kept = await before.longToken()
  const video_url = world.host.serve('/slow.mp4', 'silence')
  const { body } = await publisher(before, kept).create({ media_type: 'REELS', video_url })
  await before.close()

  world.host.serve('/slow.mp4', await mp4({ width: 540, height: 960, seconds: 3 }))
  const after = await openWorld({ stateFile })
  after.simulator.clock.advance(10_000)
  await vi.waitFor(async () => expect(await publisher(after, kept).status(body.id)).toBe('FINISHED'))
  await after.close()
  rmSync(folder, { recursive: true })
})
