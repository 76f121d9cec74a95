import { beforeAll, describe, expect, test } from 'vitest'
import { jpeg } from '../fixtures/media.ts'
import { image, openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

let world: PublishingWorld
let x: string
let instagram: string
beforeAll(async () => {
  world = await openPublishingWorld()
  x = await world.connect('alice', 'x')
  instagram = await world.connect('alice', 'instagram')
})

const hour = 3_600_000

const scheduled = async (body: object = {}) => {
  const accepted = await world.schedule('alice', {
    connection_id: x,
    text_content: 'As it was',
    schedule_time: world.inMs(24 * hour),
    ...body,
  })
  expect(accepted.status).toBe(202)
  return accepted.body
}
const patch = (id: string, body: unknown, headers: Record<string, string> = {}) =>
  world.call('alice', `/publishing/jobs/${id}`, { method: 'PATCH', body, headers })
const cancel = (id: string) => world.call('alice', `/publishing/jobs/${id}`, { method: 'DELETE' })
const retry = (id: string, body?: object) =>
  world.call('alice', `/publishing/jobs/${id}/retry`, { method: 'POST', ...(body ? { body } : {}) })
const texts = async (platform: string) => (await world.ledger(platform)).map(({ text }) => text)

describe('a change', () => {
  test('of the text is what is published, and the old text never', async () => {
    const job = await scheduled({ text_content: 'Old words', schedule_time: world.inMs(hour) })
    const changed = await patch(job.job_id, { text_content: 'New words' })
    expect(changed.status).toBe(200)
    expect(changed.body).toMatchObject({ status: 'Scheduled', version: 2, scheduled_at: job.scheduled_at })
    expect(changed.headers.etag).toBe('"2"')
    await world.environment.tick(hour - 240_000)
    expect(await world.end('alice', job.job_id)).toMatchObject({ status: 'Published', attempts: 1 })
    expect(await texts('x')).toContain('New words')
    expect(await texts('x')).not.toContain('Old words')
  })

  test('of the time moves it, both ways', async () => {
    const job = await scheduled({ text_content: 'Moved' })
    const later = world.inMs(48 * hour)
    expect((await patch(job.job_id, { schedule_time: later })).body.scheduled_at).toBe(later)
    const sooner = world.inMs(hour)
    expect((await patch(job.job_id, { schedule_time: sooner })).body).toMatchObject({
      scheduled_at: sooner,
      version: 3,
    })
    await world.environment.tick(hour - 240_000)
    const done = await world.end('alice', job.job_id, hour)
    expect(done).toMatchObject({ status: 'Published', scheduled_at: sooner })
    expect((await texts('x')).filter((text) => text === 'Moved')).toHaveLength(1)
  })

  test('after it was prepared drops what was prepared', async () => {
    const job = await scheduled({ text_content: 'Prepared', schedule_time: world.inMs(hour) })
    await world.environment.tick(hour - 150_000)
    await world.environment.settle()
    expect((await patch(job.job_id, { text_content: 'Changed at last' })).status).toBe(200)
    expect((await world.end('alice', job.job_id, hour)).status).toBe('Published')
    expect(await texts('x')).toContain('Changed at last')
    expect(await texts('x')).not.toContain('Prepared')
  })

  test('of a picture is fetched, measured and refused like a first one', async () => {
    const good = await world.put('good.jpg', jpeg({ width: 400, height: 400 }))
    const bad = await world.put('bad.jpg', jpeg({ width: 900, height: 200 }))
    const job = await scheduled({ connection_id: instagram, assets: [image(good)] })
    await world.environment.settle()
    expect((await patch(job.job_id, { assets: [image(bad)] })).status).toBe(200)
    await world.environment.settle()
    expect(await world.job('alice', job.job_id)).toMatchObject({ status: 'ContentRejected' })
  })

  test('merges: what is absent stays, null empties, options merge one by one', async () => {
    const url = await world.put('merge.jpg', jpeg({ width: 300, height: 300 }))
    const job = await scheduled({
      assets: [{ ...image(url), alt_text: 'Blue' }],
      platform_specific_options: { reply_settings: 'following', made_with_ai: true },
    })
    const content = async () => (await world.job('alice', job.job_id)).content
    await patch(job.job_id, { platform_specific_options: { made_with_ai: false } })
    expect(await content()).toMatchObject({
      text_content: 'As it was',
      assets: [{ url, alt_text: 'Blue' }],
      platform_specific_options: { reply_settings: 'following', made_with_ai: false },
    })
    await patch(job.job_id, { platform_specific_options: { reply_settings: null } })
    expect((await content()).platform_specific_options).toEqual({ made_with_ai: false })
    await patch(job.job_id, { text_content: null })
    expect(await content()).toMatchObject({ text_content: null, assets: [{ url }] })
    await patch(job.job_id, { platform_specific_options: null, text_content: 'Only text' })
    expect((await content()).platform_specific_options).toEqual({})
    await patch(job.job_id, { assets: null })
    expect(await content()).toMatchObject({ text_content: 'Only text', assets: [] })
    const nothing = await patch(job.job_id, { text_content: null })
    expect([nothing.status, nothing.body.code]).toEqual([400, 'content_validation_failed'])
  })

  test('as merge-patch+json is taken too', async () => {
    const job = await scheduled()
    const answer = await patch(
      job.job_id,
      { text_content: 'Typed' },
      { 'content-type': 'application/merge-patch+json' },
    )
    expect([answer.status, answer.body.version]).toEqual([200, 2])
  })

  test('that names an older version is refused', async () => {
    const job = await scheduled()
    const read = await world.call('alice', `/publishing/jobs/${job.job_id}/status`)
    expect(read.headers.etag).toBe('"1"')
    expect((await patch(job.job_id, { text_content: 'First' }, { 'if-match': '"1"' })).status).toBe(200)
    const late = await patch(job.job_id, { text_content: 'Second' }, { 'if-match': '"1"' })
    expect([late.status, late.body.code]).toEqual([409, 'job_state_conflict'])
    expect((await patch(job.job_id, { text_content: 'Any' }, { 'if-match': '*' })).status).toBe(200)
    expect((await world.job('alice', job.job_id)).content.text_content).toBe('Any')
  })

  test('of several at once is one of them, whole', async () => {
    const job = await scheduled()
    const answers = await Promise.all(
      ['One', 'Two', 'Three'].map((text_content) =>
        patch(job.job_id, { text_content }, { 'if-match': '"1"' }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const won = answers.findIndex(({ status }) => status === 200)
    expect((await world.job('alice', job.job_id)).content.text_content).toBe(['One', 'Two', 'Three'][won])
  })

  test.each([
    ['breaks a rule of the network', { text_content: 'a'.repeat(281) }, 'content_validation_failed'],
    ['names a past time', { schedule_time: '2020-01-01T00:00:00Z' }, 'invalid_schedule_time'],
    ['names another connection', { connection_id: crypto.randomUUID() }, 'invalid_input'],
    ['names an unknown option', { platform_specific_options: { colour: 1 } }, 'content_validation_failed'],
  ])('that %s is refused and changes nothing', async (_what, body, code) => {
    const job = await scheduled()
    const answer = await patch(job.job_id, body)
    expect([answer.status, answer.body.code]).toEqual([400, code])
    expect(await world.job('alice', job.job_id)).toMatchObject({ version: 1, status: 'Scheduled' })
  })

  test('after it was published is refused', async () => {
    const done = await world.published('alice', { connection_id: x, text_content: 'Out already' })
    const answer = await patch(done.job_id, { text_content: 'Too late' })
    expect([answer.status, answer.body.code]).toEqual([409, 'job_state_conflict'])
  })
})

describe('a job that was armed', () => {
  test('can neither be changed nor cancelled while its outcome is looked for', async () => {
    await world.control('x', 'faults', { route: 'POST /2/tweets', kind: 'drop_after', match: 'Armed' })
    const accepted = await world.publish('alice', { connection_id: x, text_content: 'Armed' })
    const id = accepted.body.job_id
    await world.environment.settle()
    expect(await world.job('alice', id)).toMatchObject({ status: 'Processing', attempts: 1 })
    for (const answer of [await patch(id, { text_content: 'Other' }), await cancel(id), await retry(id)])
      expect([answer.status, answer.body.code]).toEqual([409, 'job_state_conflict'])
    expect((await world.end('alice', id)).status).toBe('Published')
    expect((await texts('x')).filter((text) => text === 'Armed')).toHaveLength(1)
  })
})

describe('cancelling', () => {
  test('ends the job for good, and saying it again is fine', async () => {
    const job = await scheduled({ text_content: 'Cancelled', schedule_time: world.inMs(hour) })
    const first = await cancel(job.job_id)
    expect([first.status, first.body.status]).toEqual([200, 'Cancelled'])
    const again = await cancel(job.job_id)
    expect([again.status, again.body]).toEqual([200, first.body])
    await world.environment.tick(2 * hour)
    await world.environment.invoke('sweep')
    await world.environment.settle()
    expect(await world.job('alice', job.job_id)).toMatchObject({ status: 'Cancelled', attempts: 0 })
    expect(await texts('x')).not.toContain('Cancelled')
  })

  test('a prepared job keeps it from going out', async () => {
    const job = await scheduled({ text_content: 'Nearly out', schedule_time: world.inMs(hour) })
    await world.environment.tick(hour - 60_000)
    await world.environment.settle()
    expect((await cancel(job.job_id)).body.status).toBe('Cancelled')
    await world.environment.tick(90_000)
    await world.environment.settle()
    expect(await texts('x')).not.toContain('Nearly out')
  })

  test('a published job is refused', async () => {
    const done = await world.published('alice', { connection_id: x, text_content: 'Stays out' })
    const answer = await cancel(done.job_id)
    expect([answer.status, answer.body.code]).toEqual([409, 'job_state_conflict'])
  })

  test.each(['ContentRejected', 'Failed'])('a %s job is refused', async (status) => {
    const detail = status === 'Failed' ? 'Your account is suspended' : 'The Tweet contains an invalid URL.'
    await world.control('x', 'faults', {
      route: 'POST /2/tweets',
      kind: 'status',
      status: 403,
      body: { title: 'Forbidden', detail, type: 'about:blank', status: 403 },
    })
    const job = await world.published('alice', { connection_id: x, text_content: `To be ${status}` })
    expect(job.status).toBe(status)
    expect((await cancel(job.job_id)).status).toBe(409)
    if (status === 'ContentRejected') expect((await retry(job.job_id)).status).toBe(409)
    else {
      expect((await retry(job.job_id)).body).toMatchObject({ status: 'Pending', error_code: null })
      expect((await world.end('alice', job.job_id)).status).toBe('Published')
    }
  })
})

describe('retrying', () => {
  test('a job that is under way or published is refused', async () => {
    const job = await scheduled()
    expect((await retry(job.job_id)).status).toBe(409)
    const done = await world.published('alice', { connection_id: x, text_content: 'No need' })
    const answer = await retry(done.job_id, { confirm_not_published: true })
    expect([answer.status, answer.body.code]).toEqual([409, 'job_state_conflict'])
  })

  test('an Unknown job asks for the owner to have looked, then looks once more before it sends', async () => {
    await world.control('x', 'faults', {
      route: 'POST /2/tweets',
      kind: 'drop_before',
      match: 'Who knows',
      times: 9,
    })
    await world.control('x', 'faults', {
      route: 'GET /2/users/:id/tweets',
      kind: 'status',
      status: 503,
      body: {},
      times: 99,
    })
    const job = await world.published('alice', { connection_id: x, text_content: 'Who knows' })
    expect(job).toMatchObject({ status: 'Unknown', error_code: 'outcome_unknown', post_url: null })
    await world.control('x', 'faults', {}, 'DELETE')
    for (const body of [undefined, {}, { confirm_not_published: false }]) {
      const refused = await retry(job.job_id, body)
      expect([refused.status, refused.body.code]).toEqual([409, 'job_state_conflict'])
    }
    const confirmed = await retry(job.job_id, { confirm_not_published: true })
    expect([confirmed.status, confirmed.body.status]).toEqual([202, 'Pending'])
    const before = (await world.seen('x', 'GET /2/users/:id/tweets')).length
    expect((await world.end('alice', job.job_id)).status).toBe('Published')
    expect((await world.seen('x', 'GET /2/users/:id/tweets')).length).toBeGreaterThan(before)
    expect((await texts('x')).filter((text) => text === 'Who knows')).toHaveLength(1)
  })
})
