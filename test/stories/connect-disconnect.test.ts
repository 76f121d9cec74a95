import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TokenServices } from '../../shared/connections/services.ts'
import type { PublishJob } from '../../shared/domain/publish-job.ts'
import { getConnection } from '../../shared/storage/connections.ts'
import { changeJob, getJob, type JobChange } from '../../shared/storage/jobs.ts'
import { tokenServices } from './connect-services.ts'
import { type ConnectWorld, openConnectWorld } from './connect-world.ts'

let world: ConnectWorld
let services: TokenServices
let user = ''
let serial = 0
beforeAll(async () => {
  world = await openConnectWorld()
  services = tokenServices(world.environment)
})
beforeEach(() => {
  serial += 1
  user = `leaver${serial}`
})

const connected = async (name = user, username = user): Promise<string> =>
  String((await world.connect(name, 'x', username)).body.id)
const disconnect = (id: string, name = user) => world.call(name, `/connections/${id}`, { method: 'DELETE' })
const revocations = async () => (await world.requests('x', 'POST /2/oauth2/revoke')).length

const schedule = async (connection_id: string): Promise<PublishJob> => {
  const schedule_time = new Date(services.now() + 3_600_000).toISOString()
  const { body } = await world.call(user, '/publishing/schedule', {
    method: 'POST',
    body: { connection_id, text_content: 'See you later', schedule_time },
  })
  return job(String(body.job_id))
}
const job = async (job_id: string) => (await getJob(services.table, { user_id: user, job_id }, true))!

/** As the worker does when it arms the job, and when it is done. */
const move = async (which: PublishJob, change: JobChange) => {
  const { done } = await changeJob(services.table, which, change)
  expect(done).toBe(true)
}
const closing = (id: string) =>
  expect.poll(async () => (await getConnection(services.table, user, id))?.closing).toBe(true)

/** A connection, and a job of it that its worker is just sending. */
const beingSent = async () => {
  await world.account('x', user)
  const id = await connected()
  const sending = await schedule(id)
  await move(sending, { to: 'Processing' })
  return { id, sending }
}

describe('disconnecting', () => {
  test('revokes at the network, deletes, and leaves nothing to disconnect', async () => {
    await world.account('x', user)
    const id = await connected()
    const before = await revocations()
    const { status, body } = await disconnect(id)
    expect(status).toBe(200)
    expect(body).toEqual({ status: 'disconnected', message: 'The account is disconnected.' })
    expect(await revocations()).toBeGreaterThan(before)
    expect((await world.call(user, '/connections')).text).toBe('[]')
    expect((await disconnect(id)).status).toBe(404)
  })

  test('revokes only when the last user of the account leaves', async () => {
    await world.account('x', user)
    const [mine, theirs] = [await connected(), await connected('partner', user)]
    const before = await revocations()
    expect((await disconnect(mine)).status).toBe(200)
    expect(await revocations()).toBe(before)
    expect((await disconnect(theirs, 'partner')).status).toBe(200)
    expect(await revocations()).toBeGreaterThan(before)
  })

  test('works while the network is down', async () => {
    await world.account('x', user)
    const id = await connected()
    await world.control('x', 'faults', { route: 'POST /2/oauth2/revoke', kind: 'drop_before', times: 4 })
    expect((await disconnect(id)).status).toBe(200)
    expect((await world.call(user, '/connections')).text).toBe('[]')
  })

  test('is taken up again where it was cut short', async () => {
    await world.account('x', user)
    const id = await connected()
    const scheduled = await schedule(id)
    const over = world.environment.aws.faults.add({ service: 'kms', kind: 'kms_unavailable', times: 100 })
    world.environment.children.kill('disconnect')
    expect((await disconnect(id)).status).toBe(503)
    over()
    expect((await getConnection(services.table, user, id))?.closing).toBe(true)
    expect((await job(scheduled.job_id)).status).toBe('Cancelled')
    expect((await disconnect(id)).status).toBe(200)
  })

  test('lets the account be connected again, as a new grant', async () => {
    await world.account('x', user)
    const id = await connected()
    const before = await getConnection(services.table, user, id)
    await disconnect(id)
    expect(await connected()).toBe(id)
    const after = await getConnection(services.table, user, id)
    expect(after?.generation).toBeGreaterThan(before!.generation)
    expect(after?.closing).toBe(false)
  })
})

describe('connecting again while a disconnect waits for a post', () => {
  test('keeps the new grant: it is neither revoked nor removed', async () => {
    const { id, sending } = await beingSent()
    const before = await revocations()
    const leaving = disconnect(id)
    await closing(id)
    expect(await connected()).toBe(id)
    await move(sending, { end: { as: 'Published', at: services.now() } })
    expect((await leaving).status).toBe(200)
    expect(await revocations()).toBe(before)
    const kept = await getConnection(services.table, user, id)
    expect(kept).toMatchObject({ closing: false, needs_reauth: false })
    expect(kept).not.toHaveProperty('refresh_owner')
  })
})

describe('the jobs of a disconnected account', () => {
  test('are cancelled, with their schedules, and their owner is told', async () => {
    await world.account('x', user)
    const id = await connected()
    const scheduled = await schedule(id)
    await disconnect(id)
    const after = await job(scheduled.job_id)
    expect([after.status, after.due]).toEqual(['Cancelled', undefined])
    const told = world.events(id)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({
      'detail-type': 'publish_job.cancelled',
      detail: { job_id: scheduled.job_id, platform: 'x', status: 'Cancelled' },
    })
    await world.environment.tick(3_600_000)
    await world.environment.settle()
    expect((await world.control('x', 'ledger')) as unknown[]).toEqual([])
  })

  test('are left alone when they belong to another of the user’s accounts', async () => {
    await world.account('x', user)
    await world.account('x', `${user}_b`)
    const [leaving, staying] = [await connected(), await connected(user, `${user}_b`)]
    const other = await schedule(staying)
    await disconnect(leaving)
    expect((await job(other.job_id)).status).toBe('Scheduled')
  })

  test('are waited for when they are being sent', async () => {
    const { id, sending } = await beingSent()
    const before = await revocations()
    const leaving = disconnect(id)
    await closing(id)
    expect(await revocations()).toBe(before)
    await move(sending, { end: { as: 'Published', at: services.now() } })
    expect((await leaving).status).toBe(200)
    expect((await job(sending.job_id)).status).toBe('Published')
    expect(await revocations()).toBeGreaterThan(before)
  })

  test('are cancelled when sending was refused meanwhile', async () => {
    const { id, sending } = await beingSent()
    const leaving = disconnect(id)
    await closing(id)
    await move(sending, { to: 'Pending' })
    expect((await leaving).status).toBe(200)
    expect((await job(sending.job_id)).status).toBe('Cancelled')
  })

  test('are given up as Unknown after fifteen seconds', async () => {
    const { id, sending } = await beingSent()
    const leaving = disconnect(id)
    await closing(id)
    await world.environment.tick(15_000)
    expect((await leaving).status).toBe(200)
    const after = await job(sending.job_id)
    expect([after.status, after.error?.code, after.due]).toEqual(['Unknown', 'outcome_unknown', undefined])
    expect(world.events(id).map((event) => event['detail-type'])).toEqual(['publish_job.unknown'])
  })

  test('are Published where only the first comment is open', async () => {
    await world.account('instagram', user)
    const id = String((await world.connect(user, 'instagram', user)).body.id)
    const { body } = await world.call(user, '/publishing/schedule', {
      method: 'POST',
      body: {
        connection_id: id,
        schedule_time: new Date(services.now() + 3_600_000).toISOString(),
        assets: [{ url: 'https://media.example/a.jpg', asset_type: 'image', mime_type: 'image/jpeg' }],
        platform_specific_options: { first_comment: 'first!' },
      },
    })
    const sending = await job(String(body.job_id))
    const armed_at = services.now()
    await changeJob(services.table, sending, {
      to: 'Processing',
      set: {
        steps: [
          { attempt_id: 'a', armed_at, post_id: `1790${serial}` },
          { attempt_id: 'b', armed_at },
        ],
      },
    })
    const leaving = disconnect(id)
    await closing(id)
    await world.environment.tick(15_000)
    expect((await leaving).status).toBe(200)
    expect(await job(sending.job_id)).toMatchObject({
      status: 'Published',
      post_id: `1790${serial}`,
      warnings: [expect.stringContaining('removed')],
    })
    expect(world.events(id).map((event) => event['detail-type'])).toEqual(['publish_job.published'])
  })
})

describe('limits', () => {
  const limits = async (id: string) => world.call(user, `/connections/${id}/limits`)

  test('are the network’s where it tells them', async () => {
    await world.account('instagram', user)
    const { body } = await world.connect(user, 'instagram', user)
    const { status, body: told } = await limits(String(body.id))
    expect(status).toBe(200)
    expect(told).toMatchObject({ source: 'platform', posts_used: 0 })
    expect(told.posts_left).toBe(told.posts_total)
  })

  test('are our own count elsewhere: what was published in the last day', async () => {
    await world.account('x', user)
    const id = await connected()
    expect((await limits(id)).body).toEqual({
      source: 'own_count',
      posts_used: 0,
      posts_total: null,
      posts_left: null,
      resets_at: null,
    })
    const posted = await schedule(id)
    await move(posted, { to: 'Processing' })
    const at = services.now()
    await move(posted, { end: { as: 'Published', at }, set: { published_at: at } })
    expect((await limits(id)).body.posts_used).toBe(1)
    await world.environment.tick(24 * 3_600_000)
    expect((await limits(id)).body.posts_used).toBe(0)
  })

  test('ask for consent again when the grant is dead', async () => {
    await world.account('instagram', user)
    const { body } = await world.connect(user, 'instagram', user)
    await world.control('instagram', 'revoke', { account: user })
    const { status, body: refusal } = await limits(String(body.id))
    expect([status, refusal.code]).toEqual([403, 'reauth_required'])
    expect(JSON.parse((await world.call(user, '/connections')).text)[0].status).toBe('needs_reauth')
  })

  test('are unavailable while the network is', async () => {
    await world.account('instagram', user)
    const { body } = await world.connect(user, 'instagram', user)
    await world.control('instagram', 'faults', { kind: 'drop_before', times: 4 })
    const { status, body: refusal } = await limits(String(body.id))
    expect([status, refusal.code]).toEqual([503, 'platform_unavailable'])
  })
})
