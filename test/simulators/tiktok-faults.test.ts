import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type Body,
  type Creator,
  goodFilm,
  openWorld,
  put,
  upload,
  type World,
  whole,
} from './tiktok-world.ts'

const init = 'POST /v2/post/publish/video/init/'
const photoInit = 'POST /v2/post/publish/content/init/'

describe('the simulated TikTok misbehaves as it is told', () => {
  let world: World
  let alice: Creator
  let film: Buffer
  beforeAll(async () => {
    world = await openWorld()
    film = await goodFilm()
  })
  beforeEach(async () => {
    world.reset()
    alice = await world.connect()
  })
  afterAll(() => world.close())

  const statusOf = async (id: string) => (await alice.status(id)).body.data

  test('a lost init of an upload makes no post, one of photos does', async () => {
    await world.fault({ route: init, kind: 'drop_after' })
    await expect(alice.videoInit()).rejects.toThrow()
    await world.fault({ route: photoInit, kind: 'drop_after' })
    await expect(alice.photoInit()).rejects.toThrow()
    await world.fault({ route: photoInit, kind: 'status_after', status: 504 })
    expect((await alice.photoInit()).status).toBe(504)
    await vi.waitFor(() => {
      world.advance(3600_000)
      expect(world.ledger()).toHaveLength(2)
    })
    expect(world.ledger().map(({ type }) => type)).toEqual(['photo', 'photo'])
  })

  test('the answer to the last chunk is lost, and status tells', async () => {
    for (const status of [undefined, 502]) {
      const { publish_id, upload_url } = (await alice.videoInit({}, whole(film.length))).body.data
      await world.fault({ route: 'PUT /video/', kind: 'last_chunk_lost', status })
      if (status) expect((await put(upload_url, film)).status).toBe(status)
      else await expect(put(upload_url, film)).rejects.toThrow()
      expect((await statusOf(publish_id)).uploaded_bytes).toBe(film.length)
      world.advance(2000)
      expect((await statusOf(publish_id)).status).toBe('PUBLISH_COMPLETE')
    }
    expect(world.ledger()).toHaveLength(2)
  })

  test('a chunk that never arrived can be sent again', async () => {
    const { upload_url } = (await alice.videoInit({}, whole(film.length))).body.data
    await world.fault({ route: 'PUT /video/', kind: 'status', status: 500 })
    await world.fault({ route: 'PUT /video/', kind: 'upload_forgotten' })
    expect((await put(upload_url, film)).status).toBe(500)
    expect((await put(upload_url, film)).status).toBe(404)
    expect((await put(upload_url, film)).status).toBe(201)
  })

  test('status lags behind, the public id takes hours, and the post goes again', async () => {
    await world.fault({ route: init, kind: 'status_lag', ms: 30_000 })
    await world.fault({ route: init, kind: 'slow_moderation', ms: 7200_000 })
    await world.fault({ route: init, kind: 'taken_down', ms: 60_000 })
    const id = await upload(alice, film)
    world.advance(10_000)
    expect(world.ledger()).toHaveLength(1)
    expect((await statusOf(id)).status).toBe('PROCESSING_UPLOAD')
    world.advance(30_000)
    expect((await statusOf(id)).status).toBe('PUBLISH_COMPLETE')
    world.advance(7200_000)
    expect((await statusOf(id)).publicaly_available_post_id).toHaveLength(1)
    world.advance(60_000)
    expect((await statusOf(id)).publicaly_available_post_id).toEqual([])
    expect(world.ledger()).toEqual([])
  })

  test('processing is slow, and so is the pull', async () => {
    await world.fault({ route: init, kind: 'slow_processing', ms: 600_000 })
    const id = await upload(alice, film)
    world.advance(599_000)
    expect((await statusOf(id)).status).toBe('PROCESSING_UPLOAD')
    world.advance(2000)
    expect((await statusOf(id)).status).toBe('PUBLISH_COMPLETE')
    await world.fault({ route: photoInit, kind: 'slow_pull', ms: 600_000 })
    await alice.photoInit()
    world.advance(590_000)
    expect(world.host.seen()).toEqual([])
    world.advance(20_000)
    await vi.waitFor(() => expect(world.host.seen()).toEqual(['/photo.jpg']))
  })

  test('minutes slide, and a refused call does not count', async () => {
    for (let call = 0; call < 6; call++) {
      expect((await alice.videoInit()).status).toBe(200)
      world.advance(5000)
    }
    const refused = await alice.videoInit()
    expect([refused.status, refused.body.error.code]).toEqual([429, 'rate_limit_exceeded'])
    expect(refused.headers.get('retry-after')).toBeNull()
    expect((await alice.inboxInit(whole(100))).status).toBe(200)
    expect((await (await world.connect('bob')).videoInit()).status).toBe(200)
    world.advance(30_000)
    expect((await alice.videoInit()).status).toBe(200)
    expect((await alice.videoInit()).status).toBe(429)
    for (let call = 0; call < 20; call++) expect((await alice.creatorInfo()).status).toBe(200)
    expect((await alice.creatorInfo()).status).toBe(429)
  })

  test('the cap of a day is told by creator info with HTTP 200', async () => {
    await world.settings({ posts_per_creator_24h: 2 })
    await upload(alice, film)
    const [one, two] = [
      await alice.videoInit({}, whole(film.length)),
      await alice.videoInit({}, whole(film.length)),
    ]
    await put(one.body.data.upload_url, film)
    const info = await alice.creatorInfo()
    expect([info.status, info.body.error.code]).toEqual([200, 'spam_risk_too_many_posts'])
    const refused = await alice.videoInit()
    expect([refused.status, refused.body.error.code]).toEqual([403, 'spam_risk_too_many_posts'])
    world.advance(2000)
    await put(two.body.data.upload_url, film)
    world.advance(2000)
    expect(await statusOf(two.body.data.publish_id)).toMatchObject({
      fail_reason: 'spam_risk_too_many_posts',
    })
    world.advance(86_400_000)
    expect((await (await world.connect()).creatorInfo()).body.error.code).toBe('ok')
  })

  test('bans and the users of an app are told likewise', async () => {
    await world.settings({ banned_accounts: 'alice', active_users_24h: 1 })
    const banned = await alice.creatorInfo()
    expect([banned.status, banned.body.error.code]).toEqual([200, 'spam_risk_user_banned_from_posting'])
    const [bob, carol] = [await world.connect('bob'), await world.connect('carol')]
    expect((await bob.videoInit()).status).toBe(200)
    expect((await bob.videoInit()).status).toBe(200)
    expect((await carol.creatorInfo()).body.error.code).toBe('reached_active_user_cap')
    expect((await carol.videoInit({ privacy_level: 'SELF_ONLY' })).status).toBe(403)
  })

  test('a token dies in the middle, and the publication goes on', async () => {
    const id = await upload(alice, film)
    await world.fault({ route: '*', kind: 'token_dead' })
    expect((await alice.status(id)).body.error.code).toBe('access_token_invalid')
    world.advance(86_400_000)
    expect((await alice.status(id)).status).toBe(401)
    const { refresh_token } = alice.tokens
    alice = world.user((await world.token({ grant_type: 'refresh_token', refresh_token })).body)
    expect((await statusOf(id)).status).toBe('PUBLISH_COMPLETE')
    expect(world.ledger()).toHaveLength(1)
  })

  test('what is not posted when the user removes the app fails', async () => {
    const id = await upload(alice, film)
    await world.control('revoke', { account: 'alice' })
    world.advance(60_000)
    alice = await world.connect()
    expect(await statusOf(id)).toMatchObject({ status: 'FAILED', fail_reason: 'auth_removed' })
    expect(world.ledger()).toEqual([])
  })

  test('what is not known is answered in the envelope', async () => {
    const unknown = await world.send('GET', '/v2/nothing/')
    expect([unknown.status, unknown.body.error.code]).toEqual([404, 'unsupported_path'])
    const headers = { authorization: `Bearer ${alice.tokens.access_token}` }
    for (const init of [
      { headers: { ...headers, 'content-type': 'application/json' }, body: '{' },
      { headers: { ...headers, 'content-type': 'text/plain' }, body: '{}' },
    ]) {
      const answer = await world.send('POST', '/v2/post/publish/status/fetch/', init)
      expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_params'])
    }
    expect((await world.fault({ route: '*', kind: 'duplicate' })).error).toMatch(/last_chunk_lost/)
  })

  test('events are signed, repeated, and their ids are bare numbers in a string', async () => {
    const callback = await listener()
    await world.settings({ webhook_url: callback.url, webhook_copies: 2 })
    const id = await upload(alice, film)
    world.advance(10_000)
    await vi.waitFor(() => expect(callback.letters).toHaveLength(4))
    for (const { raw, signature } of callback.letters) {
      const [, t, s] = /^t=(\d+),s=([0-9a-f]{64})$/.exec(signature)!
      expect(createHmac('sha256', 'local-tiktok-secret').update(`${t}.${raw}`).digest('hex')).toBe(s)
    }
    const bodies: Body[] = callback.letters.map(({ raw }) => JSON.parse(raw))
    expect(bodies.find(({ event }) => event === 'post.publish.complete')).toMatchObject({
      client_key: 'local-tiktok-client',
      user_openid: alice.tokens.open_id,
      content: expect.stringContaining(`"publish_id":"${id}"`),
    })
    const shown = bodies.find(({ event }) => event === 'post.publish.publicly_available')
    expect(shown.content).toContain(`"post_id":${world.ledger()[0]?.id}`)
    callback.letters.length = 0
    callback.answers(500)
    await world.control('revoke', { account: 'alice' })
    await vi.waitFor(() => expect(callback.letters).toHaveLength(2))
    expect(JSON.parse(callback.letters[0]!.raw)).toMatchObject({
      event: 'authorization.removed',
      content: '{"reason":1}',
    })
    callback.answers(200)
    await vi.waitFor(() => {
      world.advance(60_000)
      expect(callback.letters).toHaveLength(4)
    })
    await callback.close()
  })

  test('everything but bytes survives a restart, and waiting publications go on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tiktok-'))
    const stateFile = join(folder, 'tiktok.json')
    const first = await openWorld({ stateFile })
    const bob = await first.connect('bob')
    const id = await upload(bob, film, { title: 'Kept' })
    const half = (await bob.videoInit({}, whole(film.length))).body.data
    await first.settings({ pull_delay_ms: 30_000 })
    const pulled = (await bob.photoInit({ title: 'Pulled' })).body.data
    await first.close()
    expect(statSync(stateFile).mode & 0o777).toBe(0o600)
    const second = await openWorld({ stateFile })
    const again = second.user(bob.tokens)
    second.advance(10_000)
    expect((await again.status(id)).body.data.status).toBe('PUBLISH_COMPLETE')
    expect(second.ledger()).toMatchObject([{ text: 'Kept' }])
    expect((await again.status(half.publish_id)).body.data.uploaded_bytes).toBe(0)
    second.advance(30_000)
    // The host of the first world is closed, so that the pull that goes on can only fail.
    expect((await again.pulled(pulled.publish_id, 1)).fail_reason).toBe('photo_pull_failed')
    await second.close()
    rmSync(folder, { recursive: true })
  })
})

async function listener() {
  const letters: { raw: string; signature: string }[] = []
  let status = 200
  const server = createServer(async (request, response) => {
    let raw = ''
    for await (const chunk of request) raw += chunk
    letters.push({ raw, signature: String(request.headers['tiktok-signature']) })
    response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    letters,
    answers(next: number) {
      status = next
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
