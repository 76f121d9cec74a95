import { beforeAll, describe, expect, test } from 'vitest'
import { hurriedSettle } from '../faults/recovery.ts'
import { jpeg } from '../fixtures/media.ts'
import { image, openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

let world: PublishingWorld
beforeAll(async () => {
  world = await openPublishingWorld({}, hurriedSettle)
})

const post = 'POST /2/tweets'

describe('a rate limit', () => {
  test('makes the job wait until it ends, disturbs no other account, and then succeeds', async () => {
    const mine = await world.connect('ann', 'x')
    const other = await world.connect('ben', 'x')
    const resetsAt = Math.ceil(world.environment.clock.now() / 1000) + 600
    await world.control('x', 'faults', {
      route: post,
      kind: 'status',
      status: 429,
      body: { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 },
      headers: { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(resetsAt) },
      match: 'Ann waits',
    })
    const accepted = await world.publish('ann', { connection_id: mine, text_content: 'Ann waits' })
    await world.environment.settle()
    const waiting = await world.job('ann', accepted.body.job_id)
    expect(waiting).toMatchObject({ status: 'Pending', attempts: 1, error_code: null })
    const next = Date.parse(waiting.next_attempt_at!)
    expect(next).toBeGreaterThanOrEqual(resetsAt * 1000)
    expect(next).toBeLessThan(resetsAt * 1000 + 30_000)

    // A second post of the account waits too, without asking the network.
    const second = await world.publish('ann', { connection_id: mine, text_content: 'Ann too' })
    const ben = await world.published('ben', { connection_id: other, text_content: 'Ben goes on' })
    expect(ben.status).toBe('Published')
    expect(await world.job('ann', second.body.job_id)).toMatchObject({ status: 'Pending', attempts: 0 })
    expect((await world.ledger('x')).map(({ text }) => text)).toEqual(['Ben goes on'])

    await world.environment.tick(next - world.environment.clock.now() - 5_000)
    await world.environment.settle()
    expect((await world.job('ann', accepted.body.job_id)).status).toBe('Pending')
    await world.environment.tick(6_000)
    const done = await world.end('ann', accepted.body.job_id)
    expect(done).toMatchObject({ status: 'Published', attempts: 2 })
    expect(Date.parse(done.published_at!)).toBeGreaterThanOrEqual(resetsAt * 1000)
    expect((await world.end('ann', second.body.job_id)).status).toBe('Published')
    expect(await world.ledger('x')).toHaveLength(3)
  })
})

describe('a token the owner revoked', () => {
  test.each(['x', 'instagram'])(
    'ends the job at %s and asks for the account to be connected again',
    async (platform) => {
      const user = `revoked-${platform}`
      const id = await world.connect(user, platform, `gone_${platform}`)
      await world.control(platform, 'revoke', { account: `gone_${platform}` })
      const url = await world.put('revoked.jpg', jpeg({ width: 400, height: 400 }))
      const job = await world.published(user, {
        connection_id: id,
        text_content: 'Never',
        assets: [image(url)],
      })
      expect(job).toMatchObject({
        status: 'Failed',
        error_code: 'reauth_required',
        reauth_required: true,
        next_attempt_at: null,
        post_url: null,
      })
      expect(job.error_details!.platform).toBe(platform)
      const [connection] = (await world.call(user, '/connections')).body
      expect(connection).toMatchObject({ id, status: 'needs_reauth' })

      // Connected again, the same job can be sent again.
      expect(await world.connect(user, platform, `gone_${platform}`)).toBe(id)
      expect((await world.call(user, '/connections')).body[0].status).toBe('active')
      const again = await world.call(user, `/publishing/jobs/${job.job_id}/retry`, { method: 'POST' })
      expect([again.status, again.body.status]).toEqual([202, 'Pending'])
      expect(await world.end(user, job.job_id)).toMatchObject({
        status: 'Published',
        error_code: null,
        reauth_required: false,
      })
    },
  )
})

describe("the network's rejection", () => {
  test('is told in its own words, once', async () => {
    const id = await world.connect('rita', 'x')
    const detail = 'The Tweet contains an invalid URL.'
    await world.control('x', 'faults', {
      route: post,
      kind: 'status',
      status: 403,
      body: { title: 'Forbidden', detail, type: 'about:blank', status: 403 },
      match: 'Refuse me',
    })
    const job = await world.published('rita', { connection_id: id, text_content: 'Refuse me' })
    expect(job).toMatchObject({ status: 'ContentRejected', error_code: 'content_rejected', attempts: 1 })
    expect(job.error_details).toMatchObject({ platform: 'x', status_code: 403, message: detail })
    const answers = (await world.seen('x', post)).filter(({ status }) => status === 403)
    expect(answers).toHaveLength(1)
    expect((await world.ledger('x')).map(({ text }) => text)).not.toContain('Refuse me')
  })

  test('of a text posted before is a rejection, for no attempt of ours can have made that post', async () => {
    const id = await world.connect('dora', 'x')
    const first = await world.published('dora', { connection_id: id, text_content: 'Said twice' })
    expect(first.status).toBe('Published')
    const second = await world.published('dora', { connection_id: id, text_content: 'Said twice' })
    expect(second).toMatchObject({ status: 'ContentRejected', error_code: 'content_rejected', attempts: 1 })
    expect(second.error_details).toMatchObject({ platform: 'x', status_code: 403 })
    expect(second.error_details!.message).toMatch(/duplicate/i)
  })

  test('of a picture while Instagram reads it ends the job before anything is sent', async () => {
    const id = await world.connect('ines', 'instagram')
    await world.control('instagram', 'faults', { kind: 'container_error', subcode: 2207026 })
    const url = await world.put('refused.jpg', jpeg({ width: 400, height: 400 }))
    const job = await world.published('ines', { connection_id: id, assets: [image(url)] })
    expect(job.status).toBe('ContentRejected')
    expect(job).toMatchObject({ error_code: 'content_rejected', attempts: 0, post_url: null })
    expect(job.error_details!.platform).toBe('instagram')
    expect((await world.ledger('instagram')).filter(({ account }) => account.username === 'ines')).toEqual([])
  })
})

describe('an outage of the network', () => {
  test('is waited out, and the owner can read what was tried', async () => {
    const id = await world.connect('otto', 'x')
    await world.control('x', 'faults', {
      route: 'POST /2/media/upload',
      kind: 'status',
      status: 503,
      body: { title: 'Service Unavailable', detail: 'Service Unavailable', type: 'about:blank', status: 503 },
      times: 20,
    })
    const url = await world.put('outage.jpg', jpeg({ width: 100, height: 100 }))
    const accepted = await world.publish('otto', { connection_id: id, assets: [image(url)] })
    await world.environment.settle()
    const waiting = await world.job('otto', accepted.body.job_id)
    expect(waiting).toMatchObject({ status: 'Pending', attempts: 0 })
    expect(waiting.attempt_log.at(-1)).toMatchObject({ armed: false, outcome: 'retry' })
    expect(Date.parse(waiting.next_attempt_at!)).toBeGreaterThan(world.environment.clock.now())
    await world.control('x', 'faults', {}, 'DELETE')
    expect((await world.end('otto', accepted.body.job_id)).status).toBe('Published')
  })
})
