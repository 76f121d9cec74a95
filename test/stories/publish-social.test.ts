import { beforeAll, describe, expect, test } from 'vitest'
import { jpeg } from '../fixtures/media.ts'
import { assetCalls, sha256 } from './asset-world.ts'
import { openPublishingWorld, type PublishingWorld, type Told } from './publishing-world.ts'

let world: PublishingWorld
let assets: ReturnType<typeof assetCalls>
let x: string
let instagram: string
let assetId: string
const picture = jpeg({ width: 400, height: 400 })
beforeAll(async () => {
  // Reads of the API are told from those of the workers.
  world = await openPublishingWorld({ oneProcess: false, env: { WAIT_CONCURRENCY: '3' } })
  assets = assetCalls(world)
  x = await world.connect('alice', 'x')
  instagram = await world.connect('alice', 'instagram')
  assetId = (await assets.uploaded('alice', picture)).id
})

const social = (body: object, headers: Record<string, string> = {}, user = 'alice'): Promise<Told> =>
  world.call(user, '/publish/social', { method: 'POST', body, headers })
const post = (caption: string, more: object = {}) => social({ assetId, socialAccountId: x, caption, ...more })

/** The next tweet is answered so. */
const answerOnce = (match: string, status: number, detail: string, headers: object = {}) =>
  world.control('x', 'faults', {
    route: 'POST /2/tweets',
    kind: 'status',
    status,
    body: { title: 'T', detail, type: 'about:blank', status },
    headers,
    match,
  })

/** Moves the clock on in steps until the answer is there, as if its caller had waited. */
const waitedFor = async (answer: Promise<Told>): Promise<Told> => {
  let over = false
  const told = answer.finally(() => {
    over = true
  })
  while (!over) {
    await Promise.race([told, new Promise((resolve) => setTimeout(resolve, 100))])
    if (!over) await world.environment.tick(2_000)
  }
  return told
}

describe('publishing and waiting', () => {
  test.each([
    ['x', () => x],
    ['instagram', () => instagram],
  ])('answers with the live post at %s', async (platform, connection) => {
    const { status, body } = await social({
      assetId,
      socialAccountId: connection(),
      caption: `Live at ${platform}`,
    })
    expect(status).toBe(200)
    const live = (await world.ledger(platform)).find(({ id }) => id === body.mediaId)
    expect(live).toMatchObject({ text: `Live at ${platform}`, media: [{ width: 400 }] })
    expect(body).toEqual({
      jobId: expect.any(String),
      status: 'Published',
      platform,
      mediaId: live.id,
      postUrl: (await world.job('alice', body.jobId)).post_url,
      warnings: [],
    })
  })

  test('takes the options of the network', async () => {
    const { status, body } = await social({
      assetId,
      socialAccountId: instagram,
      caption: 'A story',
      options: { post_type: 'story' },
    })
    expect([status, (await world.job('alice', body.jobId)).content.post_type]).toEqual([200, 'story'])
  })
})

describe('an Idempotency-Key', () => {
  test('makes a repeated call return the first one’s outcome', async () => {
    const body = { assetId, socialAccountId: x, caption: 'Only once' }
    const key = { 'idempotency-key': 'only once' }
    const [first, second] = await Promise.all([social(body, key), social(body, key)])
    const third = await social(body, key)
    for (const answer of [first!, second!, third]) {
      expect(answer.status).toBe(200)
      expect(answer.body).toEqual(third.body)
    }
    expect(third.headers['idempotency-replayed']).toBe('true')
    expect((await world.ledger('x')).filter(({ text }) => text.startsWith('Only once'))).toHaveLength(1)
    const other = await social({ ...body, caption: 'Another' }, key)
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused'])
  })

  test('of a call that was refused for its post gives that refusal again', async () => {
    await answerOnce('Refused for good', 403, 'The Tweet contains an invalid URL.')
    const body = { assetId, socialAccountId: x, caption: 'Refused for good' }
    const key = { 'idempotency-key': 'refused' }
    const first = await social(body, key)
    expect([first.status, first.body.code]).toEqual([422, 'content_rejected'])
    expect((await social(body, key)).body).toEqual(first.body)
  })

  test('of a caller who gave up leads to the outcome the job came to without them', async () => {
    const body = { assetId, socialAccountId: x, caption: 'Nobody waited' }
    const key = { 'idempotency-key': 'gave up' }
    const gone = new AbortController()
    const call = fetch(`${world.environment.api}/api/v1/publish/social`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await world.environment.token('alice')}`,
        'content-type': 'application/json',
        ...key,
      },
      body: JSON.stringify(body),
      signal: gone.signal,
    }).catch(() => undefined)
    setTimeout(() => gone.abort(), 60)
    await call
    await world.settle()
    expect(await social(body, key)).toMatchObject({ status: 200, body: { status: 'Published' } })
    expect((await world.ledger('x')).filter(({ text }) => text.startsWith('Nobody waited'))).toHaveLength(1)
  })
})

describe('a post that takes longer', () => {
  test('is answered with 202 after 25 s, or once it is clear that it takes longer, goes on, and is told by the same key', async () => {
    await world.control('instagram', 'settings', { image_processing_ms: 40_000 })
    const body = { assetId, socialAccountId: instagram, caption: 'Slow' }
    const begun = world.environment.clock.now()
    const slow = await waitedFor(social(body, { 'idempotency-key': 'slow' }))
    expect(world.environment.clock.now() - begun).toBeGreaterThan(5_000)
    expect(slow).toMatchObject({ status: 202, body: { mediaId: null, postUrl: null } })
    expect(slow.headers.location).toBe(`/api/v1/publishing/jobs/${slow.body.jobId}`)
    await world.control('instagram', 'settings', { image_processing_ms: 0 })
    expect((await world.end('alice', slow.body.jobId)).status).toBe('Published')
    const again = await social(body, { 'idempotency-key': 'slow' })
    expect([again.status, again.body.jobId]).toEqual([200, slow.body.jobId])
  })

  test('is waited for by reads four times a second at first, then once a second', async () => {
    await world.control('x', 'faults', {
      route: 'POST /2/tweets',
      kind: 'delay',
      ms: 8_500,
      match: 'Read seldom',
    })
    const begun = world.environment.clock.now()
    expect((await post('Read seldom')).status).toBe(200)
    const reads = world.environment.aws.calls.entries
      .filter(({ at, caller, operation }) => at >= begun && caller === 'api' && operation === 'GetItem')
      .map(({ at }) => at - begun)
    const [soon, later] = [reads.filter((at) => at < 4_500), reads.filter((at) => at > 5_500 && at < 8_500)]
    // What is read before it waits, and four a second; then three seconds and what a slow machine shifts.
    expect(soon.length).toBeGreaterThan(8)
    expect(soon.length).toBeLessThanOrEqual(18 + 6)
    expect(later.length).toBeGreaterThanOrEqual(2)
    expect(later.length).toBeLessThanOrEqual(4)
  })

  test('lets only so many wait: the next is answered at once, its post goes out all the same', async () => {
    await world.control('instagram', 'settings', { image_processing_ms: 20_000 })
    const waiting = [1, 2, 3].map((n) =>
      social({ assetId, socialAccountId: instagram, caption: `Waiting ${n}` }),
    )
    // By the time the network works on all three, their callers wait.
    const inWork = async () =>
      (await world.call('alice', '/publishing/jobs?platform=instagram&status=Pending')).body.filter(
        (job: { next_attempt_at: string | null }) => job.next_attempt_at !== null,
      )
    await expect.poll(inWork, { timeout: 10_000 }).toHaveLength(3)
    const begun = performance.now()
    const fourth = await social({ assetId, socialAccountId: instagram, caption: 'Not waiting' })
    expect([fourth.status, performance.now() - begun < 2_000]).toEqual([202, true])
    await world.control('instagram', 'settings', { image_processing_ms: 0 })
    for (const one of waiting) expect([200, 202]).toContain((await waitedFor(one)).status)
    expect((await world.end('alice', fourth.body.jobId)).status).toBe('Published')
    // The places are free again.
    expect((await post('Free again')).status).toBe(200)
  })
})

describe('a post that does not go live', () => {
  test('for a limit of the account is 429 with the time, and goes out by itself', async () => {
    const id = await world.connect('alice', 'x', 'alice_limited')
    const resetsAt = Math.ceil(world.environment.clock.now() / 1000) + 600
    await answerOnce('Limited', 429, 'Too Many Requests', {
      'x-rate-limit-remaining': '0',
      'x-rate-limit-reset': String(resetsAt),
    })
    for (const caption of ['Limited', 'The next one']) {
      const { status, body, headers } = await post(caption, { socialAccountId: id })
      expect([status, body.code, typeof body.jobId]).toEqual([429, 'platform_rate_limited', 'string'])
      expect(Number(headers['retry-after'])).toBeGreaterThan(500)
      expect((await world.job('alice', body.jobId)).status).toBe('Pending')
    }
    await world.environment.tick(630_000)
    await world.environment.invoke('sweep')
    await world.settle()
    expect((await world.ledger('x')).map(({ text }) => text)).toContainEqual(
      expect.stringContaining('The next one'),
    )
  })

  test('for an account that is suspended is 502 with its words', async () => {
    await answerOnce('Suspended', 403, 'Your account is suspended')
    const { status, body } = await post('Suspended')
    expect([status, body.code, typeof body.jobId]).toEqual([502, 'platform_error', 'string'])
    expect(body.detail).toMatch(/suspended/i)
  })

  test('for a grant that has ended is 403 with where to connect, then without a job', async () => {
    const id = await world.connect('alice', 'x', 'alice_gone')
    await world.control('x', 'revoke', { account: 'alice_gone' })
    const reauthUrl = `${world.environment.api}/api/v1/connections/connect/x`
    const first = await post('Never', { socialAccountId: id })
    expect(first).toMatchObject({ status: 403, body: { code: 'reauth_required', reauthUrl } })
    expect(first.body.jobId).toEqual(expect.any(String))
    const second = await post('Never again', { socialAccountId: id })
    expect(second).toMatchObject({ status: 403, body: { code: 'reauth_required', reauthUrl } })
    expect(second.body.jobId).toBeUndefined()
  })

  test('for an outcome nobody can find out is 504', async () => {
    const [route, status] = ['GET /2/users/:id/tweets', 503]
    await world.control('x', 'faults', {
      route: 'POST /2/tweets',
      kind: 'drop_before',
      match: 'Lost',
      times: 9,
    })
    await world.control('x', 'faults', { route, kind: 'status', status, body: {}, times: 99 })
    const key = { 'idempotency-key': 'lost' }
    const body = { assetId, socialAccountId: x, caption: 'Lost' }
    const waiting = await waitedFor(social(body, key))
    expect(waiting.status).toBe(202)
    expect((await world.end('alice', waiting.body.jobId)).status).toBe('Unknown')
    const { jobId } = waiting.body
    expect(await social(body, key)).toMatchObject({ status: 504, body: { code: 'outcome_unknown', jobId } })
    await world.control('x', 'faults', {}, 'DELETE')
  })
})

describe('a request', () => {
  const announced = { mime_type: 'image/jpeg', bytes: picture.length, sha256: sha256(picture) }
  const nobody = '0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77'

  test('for an asset that is not ready, or not the caller’s, is refused without a job', async () => {
    const pending = (await assets.create('alice', announced)).body.id
    const foreign = (await assets.uploaded('bob', picture)).id
    for (const [id, status, code] of [
      [pending, 409, 'asset_state_conflict'],
      [foreign, 404, 'asset_not_found'],
      [nobody, 404, 'asset_not_found'],
    ]) {
      const { body, ...answer } = await post('No', { assetId: id })
      expect([answer.status, body.code, body.jobId]).toEqual([status, code, undefined])
      expect(body.violations).toMatchObject([{ path: 'assetId' }])
      expect(body.detail).toMatch(/^assetId: /)
    }
  })

  test('for a connection of somebody else is 404', async () => {
    const { status, body } = await social({ assetId, socialAccountId: x, caption: 'Mine' }, {}, 'mallory')
    expect([status, body.code]).toEqual([404, 'connection_not_found'])
  })

  test.each([
    [{ caption: undefined }, 'invalid_input', 'caption'],
    [{ assetId: 'a' }, 'invalid_input', 'assetId'],
    [{ socialAccountId: 1 }, 'invalid_input', 'socialAccountId'],
    [{ asset_id: nobody }, 'invalid_input', 'asset_id'],
    [{ targetId: 'somewhere' }, 'invalid_input', 'targetId'],
    [{ caption: 'a'.repeat(300) }, 'content_validation_failed', 'caption'],
    [{ options: { post_type: 'opera' } }, 'content_validation_failed', 'options.post_type'],
    [{ options: { volume: 11 } }, 'content_validation_failed', 'options.volume'],
  ])('with %j is %s, naming %s in its own words', async (more, code, path) => {
    const { status, body } = await post('Fine', more)
    expect([status, body.code]).toEqual([400, code])
    expect(body.violations.map((one: { path: string }) => one.path)).toContain(path)
  })

  test('without the scope to publish is refused', async () => {
    const asking = { method: 'POST', body: { assetId }, scope: 'publishing:read' }
    expect((await world.call('alice', '/publish/social', asking)).body.code).toBe('insufficient_scope')
  })
})
