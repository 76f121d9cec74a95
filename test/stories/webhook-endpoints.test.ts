import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gapsMs } from '../../shared/notifications/deliver.ts'
import { openDatabase } from '../fixtures/database.ts'
import { type Received, type Receiver, signatureOf, startReceiver } from '../fixtures/receiver.ts'
import { openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

const hour = 3_600_000
const day = 24 * hour

let receiver: Receiver
let world: PublishingWorld
beforeAll(async () => {
  receiver = await startReceiver()
  world = await openPublishingWorld({ mediaOrigins: [`${receiver.origin}/`] })
})
afterAll(() => receiver.close())

const create = (user: string, body: object, headers: Record<string, string> = {}) =>
  world.call(user, '/webhook-endpoints', { method: 'POST', body, headers })
const endpointOf = async (user: string, path: string, events?: string[]) => {
  const { status, body } = await create(user, { url: receiver.url(path), ...(events ? { events } : {}) })
  expect(status).toBe(201)
  return body as { id: string; secret: string }
}
const post = (user: string, path: string, body?: object) =>
  world.call(user, `/webhook-endpoints/${path}`, { method: 'POST', ...(body ? { body } : {}) })
const listed = async (user: string) => (await world.call(user, '/webhook-endpoints')).body

let posts = 0
/** A post that goes live. @returns its job's id */
const publish = async (user: string): Promise<string> => {
  const connection_id = await world.connect(user, 'x')
  posts += 1
  const job = await world.published(user, { connection_id, text_content: `A secret caption ${posts}` })
  expect(job.status).toBe('Published')
  await world.settle()
  return job.job_id
}
const aboutJob = (path: string, jobId: string) =>
  receiver.at(path).filter((one) => one.body.data.job_id === jobId)
const storedEndpoint = async (user: string) => {
  const database = openDatabase(world.environment)
  const endpoint = await database.get({ pk: `USER#${user}`, sk: 'WEBHOOK#0' })
  database.close()
  return endpoint
}
/** Moves the clock and lets the sweeper look. */
const pass = async (ms: number) => {
  await world.environment.tick(ms)
  await world.settle()
  await world.environment.invoke('sweep')
  await world.settle()
}
const expectSigned = (one: Received, ...secrets: string[]) =>
  expect(one.headers['webhook-signature']).toBe(secrets.map((each) => signatureOf(each, one)).join(' '))

describe('an endpoint', () => {
  test('is told of a published post, signed, with nothing in it but ids and states', async () => {
    const { secret } = await endpointOf('anna', '/anna')
    const jobId = await publish('anna')
    const [told, ...more] = aboutJob('/anna', jobId)
    expect(more).toEqual([])
    expect(told!.body).toEqual({
      type: 'publish_job.published',
      timestamp: told!.body.data.occurred_at,
      data: {
        user_id: 'anna',
        occurred_at: expect.stringMatching(/^\d{4}-.*Z$/),
        job_id: jobId,
        connection_id: expect.any(String),
        platform: 'x',
        status: 'Published',
        version: 1,
        error_code: null,
        post_url: expect.stringMatching(/^http/),
      },
    })
    expectSigned(told!, secret)
    expect(told!.raw).not.toContain('caption')
    expect(told!.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'CreativeFlow' })
  })

  test('gets what the library of the convention verifies', async () => {
    const { id, secret } = await endpointOf('vera', '/vera')
    expect((await post('vera', `${id}/test`)).body).toEqual({
      delivered: true,
      status_code: 200,
      problem: null,
    })
    const [told] = receiver.at('/vera')
    const headers = told!.headers as Record<string, string>
    expect(new Webhook(secret).verify(told!.raw, headers)).toMatchObject({
      type: 'webhook_endpoint.test',
      data: { webhook_endpoint_id: id },
    })
    expect(() => new Webhook(secret).verify(told!.raw.replace('vera', 'eva'), headers)).toThrow()
    expectSigned(told!, secret)
  })

  test('hears only of the events it named', async () => {
    await endpointOf('ned', '/ned/cancelled', ['publish_job.cancelled'])
    await endpointOf('ned', '/ned/all')
    const jobId = await publish('ned')
    expect(aboutJob('/ned/all', jobId)).toHaveLength(1)
    expect(receiver.at('/ned/cancelled')).toEqual([])
  })

  test('is listed without its secret, and deleted', async () => {
    const { id, secret } = await endpointOf('lisa', '/lisa')
    const [one, ...more] = await listed('lisa')
    expect(more).toEqual([])
    expect(one).toEqual({
      id,
      url: receiver.url('/lisa'),
      events: null,
      status: 'enabled',
      created_at: expect.any(String),
      failing_since: null,
      disabled_at: null,
    })
    expect(JSON.stringify(one)).not.toContain(secret)
    expect(await listed('somebody')).toEqual([])
    const foreign = await world.call('somebody', `/webhook-endpoints/${id}`, { method: 'DELETE' })
    expect([foreign.status, foreign.body.code]).toEqual([404, 'webhook_endpoint_not_found'])
    expect((await world.call('lisa', `/webhook-endpoints/${id}`, { method: 'DELETE' })).status).toBe(200)
    expect(await listed('lisa')).toEqual([])
    await publish('lisa')
    expect(receiver.at('/lisa')).toEqual([])
  })

  test.each([
    'http://example.com/hook',
    'https://127.0.0.1/hook',
    'https://10.0.0.1/hook',
    'https://[::1]/hook',
    'https://169.254.169.254/latest',
    'https://localhost/hook',
    'https://user:secret@example.com/hook',
    'https://example.com:8443/hook',
    'not a url',
  ])('is not at %s', async (url) => {
    const refused = await create('una', { url })
    expect([refused.status, refused.body.code]).toEqual([400, 'unsafe_url'])
    expect(refused.body.violations).toMatchObject([{ path: 'url', rule: 'unsafe_url' }])
    expect(await listed('una')).toEqual([])
  })

  test('needs a known event, and no unknown field', async () => {
    const url = receiver.url('/x')
    for (const body of [{ url, events: ['post.liked'] }, { url, events: [] }, { url, secret: 'mine' }, {}])
      expect((await create('una', body)).body.code).toBe('invalid_input')
  })

  test('is one of five, however many are asked for at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => create('many', { url: receiver.url(`/many/${n}`) })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5)
    for (const { body } of answers.filter(({ status }) => status !== 201))
      expect(body.code).toBe('webhook_endpoint_limit')
    expect(await listed('many')).toHaveLength(5)
  })

  test('is made once under one key, with the secret it had', async () => {
    const body = { url: receiver.url('/once') }
    const key = { 'idempotency-key': 'one and the same' }
    const [first, second] = await Promise.all([create('ida', body, key), create('ida', body, key)])
    expect(first.body).toEqual(second.body)
    const again = await create('ida', body, key)
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(await listed('ida')).toHaveLength(1)
    const other = await create('ida', { url: receiver.url('/twice') }, key)
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused'])
  })

  test('belongs to whoever may write the account', async () => {
    const refused = await world.call('anna', '/webhook-endpoints', {
      method: 'POST',
      body: { url: receiver.url('/anna') },
      scope: 'account:read',
    })
    expect([refused.status, refused.body.code]).toEqual([403, 'insufficient_scope'])
  })
})

describe('a secret', () => {
  test('is rotated with a day in which both sign', async () => {
    const { id, secret: old } = await endpointOf('rosa', '/rosa')
    const rotated = await post('rosa', `${id}/rotate`)
    expect(rotated.status).toBe(200)
    expect(rotated.body.secret).toMatch(/^whsec_/)
    expect(rotated.body.secret).not.toBe(old)
    await publish('rosa')
    expectSigned(receiver.at('/rosa')[0]!, rotated.body.secret, old)
    await world.environment.tick(day + 1)
    await publish('rosa')
    expectSigned(receiver.at('/rosa')[1]!, rotated.body.secret)
  })

  test('rotated once more, because an answer was lost, leaves the receiver what it knows', async () => {
    const { id, secret: known } = await endpointOf('rita', '/rita')
    const lost = (await post('rita', `${id}/rotate`)).body.secret
    const newest = (await post('rita', `${id}/rotate`)).body.secret
    await publish('rita')
    expectSigned(receiver.at('/rita')[0]!, newest, lost, known)
    await world.environment.tick(day + 1)
    await publish('rita')
    expectSigned(receiver.at('/rita')[1]!, newest)
  })

  test('rotated by two at once signs by both that were answered', async () => {
    const { id, secret: old } = await endpointOf('ruth', '/ruth')
    const rotated = await Promise.all([1, 2, 3].map(() => post('ruth', `${id}/rotate`)))
    await publish('ruth')
    const [told] = receiver.at('/ruth')
    const signatures = String(told!.headers['webhook-signature']).split(' ').sort()
    const secrets = [old, ...rotated.map(({ body }) => body.secret)]
    expect(signatures).toEqual(secrets.map((secret) => signatureOf(secret, told!)).sort())
  })

  test('stands in no log, and sealed in the table; nor does the log know the URL', async () => {
    const { id, secret } = await endpointOf('luis', '/luis')
    await publish('luis')
    expect(receiver.at('/luis')).toHaveLength(1)
    const logs = world.environment.logs.join('\n')
    expect(logs).not.toContain(secret)
    expect(logs).not.toContain('/luis')
    const item = JSON.stringify(await storedEndpoint('luis'))
    expect(item).toContain(id)
    expect(item).not.toContain(secret.replace('whsec_', ''))
  })
})

describe('an endpoint that does not take it', () => {
  test.each([500, 404, 301, 308])(
    'answers %i: it is sent again after 5 s, with the same id and bytes',
    async (status) => {
      const [user, path] = [`bad${status}`, `/bad/${status}`]
      await endpointOf(user, path)
      receiver.answer(path, (_, response) =>
        response.writeHead(status, { location: receiver.url('/elsewhere') }).end(),
      )
      await publish(user)
      expect(receiver.at(path)).toHaveLength(1)
      receiver.answer(path, 204)
      await pass(5_000)
      const [first, second, ...more] = receiver.at(path)
      expect(more).toEqual([])
      expect(second!.raw).toBe(first!.raw)
      expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id'])
      expect(receiver.at('/elsewhere')).toEqual([])
      expect((await listed(user))[0]).toMatchObject({ status: 'enabled', failing_since: null })
      await pass(2 * day)
      expect(receiver.at(path)).toHaveLength(2)
    },
  )

  test('is asked eight times within a day, then no more, and by hand again', async () => {
    const { id } = await endpointOf('dora', '/dora')
    receiver.answer('/dora', 503)
    const jobId = await publish('dora')
    for (const [tries, gap] of gapsMs.entries()) {
      expect(receiver.at('/dora')).toHaveLength(tries + 1)
      await pass(gap - 2_000)
      expect(receiver.at('/dora')).toHaveLength(tries + 1)
      await pass(2_000)
    }
    expect(gapsMs.reduce((sum, gap) => sum + gap, 0)).toBeLessThanOrEqual(day)
    expect(receiver.at('/dora')).toHaveLength(8)
    await pass(2 * day)
    expect(receiver.at('/dora')).toHaveLength(8)
    expect(new Set(receiver.at('/dora').map((one) => one.headers['webhook-id'])).size).toBe(1)

    receiver.answer('/dora', 200)
    const event_id = receiver.at('/dora')[0]!.headers['webhook-id'] as string
    expect((await post('dora', `${id}/redeliver`, { event_id })).status).toBe(202)
    await world.settle()
    expect(aboutJob('/dora', jobId)).toHaveLength(9)
    expect(receiver.at('/dora').at(-1)!.headers['webhook-id']).toBe(event_id)
    expect((await listed('dora'))[0]).toMatchObject({ failing_since: null })
  })

  test('does not delay the others', async () => {
    await endpointOf('sara', '/sara/slow')
    await endpointOf('sara', '/sara/quick')
    const silent: { end(): unknown }[] = []
    receiver.answer('/sara/slow', (_, response) => void silent.push(response))
    const connection_id = await world.connect('sara', 'x')
    const { body } = await world.publish('sara', { connection_id, text_content: 'Slow and quick' })
    await expect.poll(() => aboutJob('/sara/quick', body.job_id).length, { timeout: 10_000 }).toBe(1)
    expect(silent).toHaveLength(1)
    for (const response of silent) response.end()
    await world.settle()
  })

  test('is disabled after days in which it took nothing, with an event; a test enables it', async () => {
    const { id } = await endpointOf('dina', '/dina', ['publish_job.published'])
    await endpointOf('dina', '/dina/witness', ['webhook_endpoint.disabled'])
    receiver.answer('/dina', 500)
    for (let days = 0; days < 6; days += 1) {
      await publish('dina')
      for (const gap of gapsMs) await pass(gap)
      await pass(hour)
    }
    expect((await listed('dina'))[0]).toMatchObject({ id, status: 'disabled' })
    const [told, ...more] = receiver.at('/dina/witness')
    expect(more).toEqual([])
    expect(told!.body).toMatchObject({
      type: 'webhook_endpoint.disabled',
      data: { webhook_endpoint_id: id, reason: 'failing' },
    })
    const before = receiver.at('/dina').length
    await publish('dina')
    expect(receiver.at('/dina')).toHaveLength(before)
    const event_id = receiver.at('/dina')[0]!.headers['webhook-id']
    const refused = await post('dina', `${id}/redeliver`, { event_id })
    expect([refused.status, refused.body.code]).toEqual([409, 'webhook_endpoint_disabled'])

    expect((await post('dina', `${id}/test`)).body).toEqual({
      delivered: false,
      status_code: 500,
      problem: 'It answered 500.',
    })
    expect((await listed('dina'))[0].status).toBe('disabled')
    receiver.answer('/dina', 200)
    expect((await post('dina', `${id}/test`)).body.delivered).toBe(true)
    expect((await listed('dina'))[0]).toMatchObject({ status: 'enabled', failing_since: null })
    expect((await post('dina', `${id}/redeliver`, { event_id })).status).toBe(202)
  }, 60_000)

  test('is disabled at once when it says that it is gone', async () => {
    await endpointOf('gina', '/gina', ['publish_job.published'])
    receiver.answer('/gina', 410)
    await publish('gina')
    expect((await listed('gina'))[0].status).toBe('disabled')
    await pass(day)
    expect(receiver.at('/gina')).toHaveLength(1)
  })
})

test('an event that is not there, or not theirs, is not sent again', async () => {
  const { id } = await endpointOf('rene', '/rene')
  await publish('rene')
  const event_id = receiver.at('/rene')[0]!.headers['webhook-id'] as string
  const { id: others } = await endpointOf('rudi', '/rudi')
  for (const [user, endpoint, event] of [
    ['rudi', others, event_id],
    ['rene', id, crypto.randomUUID()],
  ]) {
    const refused = await post(user!, `${endpoint}/redeliver`, { event_id: event })
    expect([refused.status, refused.body.code]).toEqual([404, 'event_not_found'])
  }
  expect((await post('rudi', `${id}/redeliver`, { event_id })).body.code).toBe('webhook_endpoint_not_found')
})
