import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Receiver, startReceiver } from '../fixtures/receiver.ts'
import { openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

const day = 24 * 3_600_000

let receiver: Receiver
let world: PublishingWorld
beforeAll(async () => {
  receiver = await startReceiver()
  world = await openPublishingWorld({ mediaOrigins: [`${receiver.origin}/`] })
})
afterAll(() => receiver.close())

const pull = (user: string, query = '') => world.call(user, `/events${query}`)
/** What was written down just now is listed five seconds later. */
const settled = async () => {
  await world.settle()
  await world.environment.tick(5_100)
}
const linkOf = ({ headers }: { headers: Record<string, unknown> }) =>
  /<([^>]+)>; rel="next"/.exec(String(headers.link ?? ''))?.[1]

let posts = 0
const publish = async (user: string): Promise<string> => {
  const connection_id = await world.connect(user, 'x')
  posts += 1
  const job = await world.published(user, { connection_id, text_content: `Post ${posts}` })
  await settled()
  return job.job_id
}

describe('events', () => {
  test('say how each job ended, oldest first, to its owner alone', async () => {
    const first = await publish('ella')
    const second = await publish('ella')
    const connection_id = await world.connect('ella', 'x')
    const { body: third } = await world.schedule('ella', {
      connection_id,
      text_content: 'Not to be',
      schedule_time: world.inMs(day),
    })
    await world.call('ella', `/publishing/jobs/${third.job_id}`, { method: 'DELETE' })
    await settled()
    const { status, body } = await pull('ella')
    expect(status).toBe(200)
    expect(
      body.map((event: { type: string; data: { job_id: string } }) => [event.type, event.data.job_id]),
    ).toEqual([
      ['publish_job.published', first],
      ['publish_job.published', second],
      ['publish_job.cancelled', third.job_id],
    ])
    expect(body[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: 'publish_job.published',
      occurred_at: body[0].data.occurred_at,
      data: expect.objectContaining({ user_id: 'ella', status: 'Published', version: 1 }),
    })
    expect((await pull('emil')).body).toEqual([])
  })

  test('say that the network refuses a post, or that nobody can find out what became of it', async () => {
    const connection_id = await world.connect('rolf', 'x')
    const fault = (more: object) => world.control('x', 'faults', { route: 'POST /2/tweets', ...more })
    const detail = 'The Tweet contains an invalid URL.'
    await fault({
      kind: 'status',
      status: 403,
      body: { title: 'T', detail, type: 'about:blank', status: 403 },
    })
    await world.published('rolf', { connection_id, text_content: 'Refused by the network' })
    await fault({ kind: 'drop_before', times: 9 })
    const route = 'GET /2/users/:id/tweets'
    await world.control('x', 'faults', { route, kind: 'status', status: 503, body: {}, times: 99 })
    await world.published('rolf', { connection_id, text_content: 'Lost on its way' })
    await world.control('x', 'faults', {}, 'DELETE')
    await settled()
    expect((await pull('rolf')).body).toMatchObject([
      { type: 'publish_job.rejected', data: { status: 'ContentRejected', error_code: 'content_rejected' } },
      { type: 'publish_job.unknown', data: { status: 'Unknown' } },
    ])
  })

  test('are two of a job that ends twice, each with an id of its own', async () => {
    const connection_id = await world.connect('nora', 'x')
    await world.control('x', 'faults', { route: 'POST /2/tweets', kind: 'drop_before', times: 9 })
    const route = 'GET /2/users/:id/tweets'
    await world.control('x', 'faults', { route, kind: 'status', status: 503, body: {}, times: 99 })
    const { job_id } = await world.published('nora', { connection_id, text_content: 'Sent once more' })
    await world.control('x', 'faults', {}, 'DELETE')
    const body = { confirm_not_published: true }
    await world.call('nora', `/publishing/jobs/${job_id}/retry`, { method: 'POST', body })
    await world.end('nora', job_id)
    await settled()
    const [unknown, published, ...more] = (await pull('nora')).body
    expect([unknown, published]).toMatchObject([
      { type: 'publish_job.unknown', data: { job_id, version: 1 } },
      { type: 'publish_job.published', data: { job_id, version: 2 } },
    ])
    expect(more).toEqual([])
    expect((await pull('nora', `?after=${unknown.id}`)).body).toEqual([published])
  })

  test('are the same, by the same id, on the bus, in the list and as a webhook', async () => {
    await world.call('tess', '/webhook-endpoints', {
      method: 'POST',
      body: { url: receiver.url('/tess') },
    })
    const jobId = await publish('tess')
    const onBus = world.environment.aws.events.recorded
      .map(({ event }) => event as unknown as { detail: Record<string, unknown> })
      .find(({ detail }) => detail.job_id === jobId)!
    const { event_id, ...data } = onBus.detail
    const [listed] = (await pull('tess')).body
    const [sent] = receiver.at('/tess')
    expect(listed).toMatchObject({ id: event_id, data })
    expect(sent!.headers['webhook-id']).toBe(event_id)
    expect(sent!.body.data).toEqual(data)
  })

  test('are pulled on from the last one, page by page', async () => {
    for (let n = 0; n < 5; n += 1) await publish('paul')
    const all = (await pull('paul', '?limit=100')).body.map(({ id }: { id: string }) => id)
    expect(all).toHaveLength(5)
    const first = await pull('paul', '?limit=2')
    const link = linkOf(first)!
    expect(link).toContain('/api/v1/events?')
    const second = await pull('paul', new URL(link).search)
    const third = await pull('paul', new URL(linkOf(second)!).search)
    expect(linkOf(third)).toBeUndefined()
    expect([first, second, third].flatMap(({ body }) => body.map(({ id }: { id: string }) => id))).toEqual(
      all,
    )
    // The end of the list is a place to go on from, too.
    expect((await pull('paul', `?after=${all.at(-1)}`)).body).toEqual([])
    const later = await publish('paul')
    const { body } = await pull('paul', `?after=${all.at(-1)}`)
    expect(body).toMatchObject([{ data: { job_id: later } }])
  })

  test('wait five seconds before they are listed, so that none gets in before what was read', async () => {
    const connection_id = await world.connect('wanda', 'x')
    await world.published('wanda', { connection_id, text_content: 'Just now' })
    await world.settle()
    expect((await pull('wanda')).body).toEqual([])
    await world.environment.tick(2_000)
    expect((await pull('wanda')).body).toEqual([])
    await world.environment.tick(3_100)
    expect((await pull('wanda')).body).toHaveLength(1)
  })

  test('refuse to go on from an event that is not there, or not theirs', async () => {
    await publish('olga')
    const [{ id }] = (await pull('olga')).body
    for (const [user, after] of [
      ['olga', crypto.randomUUID()],
      ['oleg', id],
    ]) {
      const refused = await pull(user!, `?after=${after}`)
      expect([refused.status, refused.body.code]).toEqual([400, 'invalid_cursor'])
    }
    for (const query of ['?after=yesterday', '?limit=0', '?limit=101', '?cursor=x'])
      expect((await pull('olga', query)).body.code).toBe('invalid_input')
  })

  test('that are told twice are one', async () => {
    const jobId = await publish('tim')
    const { bus, event } = world.environment.aws.events.recorded.find(
      (each) => (each.event.detail as { job_id?: string }).job_id === jobId,
    )!
    expect(bus).toBeDefined()
    const record = {
      messageId: crypto.randomUUID(),
      body: JSON.stringify({ kind: 'event', type: event['detail-type'], detail: event.detail }),
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:background',
      attributes: { ApproximateReceiveCount: '1' },
    }
    await world.environment.invoke('background', { Records: [record, { ...record, messageId: 'again' }] })
    await settled()
    expect((await pull('tim')).body).toHaveLength(1)
  })

  test('whose webhook could not be queued are listed once, hide none behind them, and are sent by the sweeper', async () => {
    await world.call('ada', '/webhook-endpoints', { method: 'POST', body: { url: receiver.url('/ada') } })
    const connection_id = await world.connect('ada', 'x')
    const cancelled = async () => {
      const { body } = await world.schedule('ada', {
        connection_id,
        text_content: 'Not to be',
        schedule_time: world.inMs(day),
      })
      await world.call('ada', `/publishing/jobs/${body.job_id}`, { method: 'DELETE' })
      await settled()
      return body.job_id
    }
    world.environment.aws.faults.add({ service: 'sqs', operation: 'SendMessage', kind: '500', times: 3 })
    const first = await cancelled()
    const [{ id }] = (await pull('ada')).body
    const second = await cancelled()
    expect(receiver.at('/ada').map(({ body }) => body.data.job_id)).toEqual([second])
    expect((await pull('ada', `?after=${id}`)).body).toMatchObject([{ data: { job_id: second } }])
    await world.environment.tick(80_000)
    await world.environment.invoke('sweep')
    await world.settle()
    expect(receiver.at('/ada').map(({ body }) => body.data.job_id)).toEqual([second, first])
    await world.environment.tick(31 * 60_000)
    await settled()
    expect((await pull('ada')).body).toHaveLength(2)
  })

  test('that could not be sent on five times come from the dead letters and are sent', async () => {
    await world.call('dede', '/webhook-endpoints', { method: 'POST', body: { url: receiver.url('/dede') } })
    const detail = {
      event_id: crypto.randomUUID(),
      user_id: 'dede',
      occurred_at: world.inMs(0),
      generation_id: crypto.randomUUID(),
      status: 'completed',
      count: 1,
      images: 1,
    }
    const record = {
      messageId: crypto.randomUUID(),
      body: JSON.stringify({ kind: 'event', type: 'generation.completed', detail }),
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:dead-letters',
      attributes: { ApproximateReceiveCount: '1' },
    }
    expect(await world.environment.invoke('dead-letter', { Records: [record] })).toEqual({
      batchItemFailures: [],
    })
    await settled()
    expect(receiver.at('/dede').map(({ headers }) => headers['webhook-id'])).toEqual([detail.event_id])
  })

  test('are told of an account that must be connected again', async () => {
    const connection_id = await world.connect('rita', 'x')
    await world.control('x', 'revoke', { account: 'rita' })
    const { body } = await world.publish('rita', { connection_id, text_content: 'Refused' })
    await world.end('rita', body.job_id)
    await settled()
    const types = (await pull('rita')).body.map(({ type }: { type: string }) => type)
    expect(types.sort()).toEqual(['connection.needs_reauth', 'publish_job.failed'])
  })

  test('are kept for thirty days', async () => {
    await publish('kim')
    const [{ id }] = (await pull('kim')).body
    await world.environment.tick(31 * day)
    expect((await pull('kim')).body).toEqual([])
    expect((await pull('kim', `?after=${id}`)).body.code).toBe('invalid_cursor')
    const later = await publish('kim')
    expect((await pull('kim')).body).toMatchObject([{ data: { job_id: later } }])
  })

  test('are told of an account whose consent ends within days, once', async () => {
    const connection_id = await world.connect('lena', 'linkedin')
    const [{ expires_at }] = (await world.call('lena', '/connections')).body
    await world.environment.tick(Date.parse(expires_at) - world.environment.clock.now() - 6 * day)
    for (let days = 0; days < 2; days += 1) {
      await world.environment.invoke('refresh-tokens')
      await settled()
      await world.environment.tick(day)
    }
    expect((await pull('lena')).body).toMatchObject([
      { type: 'connection.expiring', data: { connection_id, platform: 'linkedin', expires_at } },
    ])
  })
})
