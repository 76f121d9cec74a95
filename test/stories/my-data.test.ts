import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, type Item, openDatabase } from '../fixtures/database.ts'
import { jpeg } from '../fixtures/media.ts'
import { type Receiver, startReceiver } from '../fixtures/receiver.ts'
import { assetCalls } from './asset-world.ts'
import { generationCalls } from './generation-world.ts'
import { image, openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const returnTo = 'https://app.example/connected'
const picture = (width = 400) => Buffer.from(jpeg({ width, height: 400 }))

let receiver: Receiver
let world: PublishingWorld
let database: Database
beforeAll(async () => {
  receiver = await startReceiver()
  world = await openPublishingWorld({
    mediaOrigins: [`${receiver.origin}/`],
    env: { RETURN_TO_ALLOWLIST: returnTo, ENABLE_ADVANCED_INSIGHTS_FETCHING: 'true' },
  })
  database = openDatabase(world.environment)
})
afterAll(async () => {
  database.close()
  await receiver.close()
})

/** Every key of the bucket. */
const bucket = () => world.environment.aws.s3.list(world.environment.env.BUCKET_NAME!).map(({ key }) => key)
const schedules = () => world.environment.aws.scheduler.list().map(({ name }) => name)
const below = (user: string, items: Item[]) => items.filter(({ pk }) => pk === `USER#${user}`)
const objects = (items: Item[]): string[] =>
  [...JSON.stringify(items).matchAll(/"((?:assets|media)\/[^"]+)"/g)].map(([, key]) => key!)

/** Moves the clock, with the sweeper every two minutes. */
const pass = async (ms: number) => {
  for (let moved = 0; moved < ms; moved += 2 * minute) {
    await world.environment.tick(2 * minute)
    await world.environment.invoke('sweep')
    await world.settle()
  }
}

const revocations = async () => (await world.seen('x', 'POST /2/oauth2/revoke')).length
const deleteData = (user: string) => world.call(user, '/me/data', { method: 'DELETE' })
const receiptAt = async (location: string) =>
  (await world.call('', location.replace(/^.*\/api\/v1/, ''), { scope: null })).body

/** Follows the links of an export to its end. */
async function exported(user: string): Promise<{ kind: string; items: Record<string, unknown>[] }[]> {
  const pages = []
  for (let path: string | undefined = '/me/data'; path; ) {
    const { status, body, headers } = await world.call(user, path)
    expect(status).toBe(200)
    pages.push(body)
    path = /<[^>]*\/api\/v1([^>]+)>; rel="next"/.exec(String(headers.link ?? ''))?.[1]
  }
  return pages
}
const itemsOf = (pages: Awaited<ReturnType<typeof exported>>, kind: string) =>
  pages.filter((page) => page.kind === kind).flatMap(({ items }) => items)

/** Begins to connect in one browser and consents in another: the grant is parked. */
async function parked(user: string) {
  await world.control('x', 'accounts', { username: `${user}_parked` })
  await world.control('x', 'consent', { auto: true, account: `${user}_parked` })
  const begun = await world.call(user, `/connections/connect/x?return_to=${encodeURIComponent(returnTo)}`, {
    headers: { accept: 'application/json' },
  })
  const page = await fetch(begun.body.authorization_url, { redirect: 'manual' })
  const back = await fetch(page.headers.get('location')!, { redirect: 'manual' })
  expect(back.headers.get('location')).toContain('connect_code=')
}

/** Everything a user can have. @returns what tells of it */
async function live(user: string): Promise<string[]> {
  const assets = assetCalls(world)
  const generations = generationCalls(world)
  const hook = await world.call(user, '/webhook-endpoints', {
    method: 'POST',
    body: { url: receiver.url(`/${user}`) },
  })
  expect(hook.status).toBe(201)
  const x = await world.connect(user, 'x')
  const instagram = await world.connect(user, 'instagram')
  const linkedin = await world.connect(user, 'linkedin')
  const asset = await assets.uploaded(user, picture())
  const left = await assets.upload(user, picture(410))
  generations.behave()
  const generation = await generations.generated(user)
  expect(generation.status).toBe('completed')
  const ordered = await generations.ordered(user)

  const tweet = await world.published(user, { connection_id: x, text_content: `Out by ${user}` })
  const photo = await world.published(user, {
    connection_id: instagram,
    text_content: `A picture of ${user}`,
    assets: [{ asset_id: asset.id }],
  })
  expect([tweet.status, photo.status]).toEqual(['Published', 'Published'])
  const copied = await world.schedule(
    user,
    {
      connection_id: instagram,
      text_content: 'Not yet',
      assets: [image(await world.put(`${user}.jpg`, picture()))],
      schedule_time: world.inMs(day),
    },
    { 'idempotency-key': randomUUID() },
  )
  const waiting = await world.schedule(user, {
    connection_id: linkedin,
    text_content: 'Nor this',
    schedule_time: world.inMs(day),
  })
  await world.settle()
  await world.control('x', 'faults', {
    route: 'POST /2/tweets',
    kind: 'status',
    status: 403,
    body: { title: 'Forbidden', detail: 'Your account is suspended', type: 'about:blank', status: 403 },
  })
  const failed = await world.published(user, { connection_id: x, text_content: `Refused to ${user}` })
  expect(failed.status).toBe('Failed')
  const rejected = await world.published(user, {
    connection_id: instagram,
    text_content: 'No such file',
    assets: [
      image(await world.put(`${user}-too.jpg`, picture())),
      image(await world.put(`${user}-broken.jpg`, Buffer.from('no picture'))),
    ],
  })
  expect(rejected.status).toBe('ContentRejected')

  expect((await world.call(user, '/insights/instagram/best-times')).status).toBeLessThan(500)
  const own = { method: 'POST', body: { keywords: ['bread'] } }
  expect((await world.call(user, '/insights/instagram/hashtags', own)).status).toBeLessThan(500)
  await world.call(user, '/connections/connect/x', { headers: { accept: 'application/json' } })
  await parked(user)

  const accounts = (await world.call(user, '/connections')).body.map(
    (one: { external_user_id: string }) => one.external_user_id,
  )
  return [
    user,
    Buffer.from(user).toString('base64url'),
    ...[x, instagram, linkedin, asset.id, left, generation.id, ordered.id, hook.body.id],
    ...[tweet, photo, failed, rejected, copied.body, waiting.body].map(({ job_id }) => job_id),
    ...[tweet.external_post_id, photo.external_post_id],
    ...accounts,
  ]
}

describe('everything of a user', { timeout: 120_000 }, () => {
  test('is handed out, page by page, without secrets, and nothing of anybody else', async () => {
    const words = await live('olga')
    await live('peer')
    await pass(minute)
    const pages = await exported('olga')
    expect([...new Set(pages.map(({ kind }) => kind))]).toEqual([
      'connections',
      'jobs',
      'assets',
      'generations',
      'events',
      'webhook_endpoints',
    ])
    expect(itemsOf(pages, 'connections')).toHaveLength(3)
    expect(itemsOf(pages, 'jobs')).toHaveLength(6)
    expect(itemsOf(pages, 'jobs')).toContainEqual(
      expect.objectContaining({ content: expect.objectContaining({ text_content: 'Out by olga' }) }),
    )
    const ready = itemsOf(pages, 'assets').find(({ id }) => words.includes(String(id)))!
    expect((await fetch(String(ready.download_url))).status).toBe(200)
    expect(itemsOf(pages, 'generations')).toHaveLength(2)
    expect(itemsOf(pages, 'events').length).toBeGreaterThan(3)
    expect(itemsOf(pages, 'webhook_endpoints')).toHaveLength(1)
    const text = JSON.stringify(pages)
    expect(text).not.toMatch(/whsec_|"tokens"|"secret"|peer/)
    expect((await world.call('olga', '/me/data?kind=jobs&cursor=nonsense')).body.code).toBe('invalid_cursor')
    expect((await world.call('olga', '/me/data?kind=tokens')).body).toMatchObject({
      code: 'invalid_input',
      violations: [{ path: 'query.kind' }],
    })
  })

  test('beyond a page is handed out whole', async () => {
    const connection_id = await world.connect('many', 'x')
    const ids: string[] = []
    for (let n = 0; n < 53; n += 1) {
      const { body } = await world.schedule('many', {
        connection_id,
        text_content: `Number ${n}`,
        schedule_time: world.inMs(day),
      })
      ids.push(body.job_id)
    }
    const jobs = itemsOf(await exported('many'), 'jobs')
    expect(jobs.map(({ job_id }) => job_id)).toEqual(ids.reverse())
  })

  test('is deleted and leaves a receipt; those beside keep what they have', async () => {
    const staying = await live('stan_stays')
    const shared = await world.connect('stan_stays', 'x', 'both')
    await pass(18 * minute)
    const before = { items: await database.all(), keys: bucket(), stan: await exported('stan_stays') }
    const words = await live('lena_leaves')
    await world.connect('lena_leaves', 'x', 'both')
    const held = await database.all()
    for (const word of words) expect(JSON.stringify([held, bucket()]), word).toContain(word)
    const lenas = objects(below('lena_leaves', held))
    expect(lenas.length).toBeGreaterThan(3)
    const revoked = await revocations()

    const asked = await deleteData('lena_leaves')
    expect(asked.status).toBe(202)
    expect(asked.body).toMatchObject({ platform: null, status: 'pending', completed_at: null })
    const location = String(asked.headers.location)
    expect(location).toBe(`${world.environment.api}/api/v1/data-deletions/${asked.body.confirmation_code}`)
    const again = await deleteData('lena_leaves')
    expect([again.status, again.body, again.headers.location]).toEqual([202, asked.body, location])
    await pass(20 * minute)

    expect(await receiptAt(location)).toMatchObject({ status: 'done', completed_at: expect.any(String) })
    const after = await database.all()
    const rest = JSON.stringify([after, bucket(), schedules()])
    for (const word of [...words, ...lenas]) expect(rest, word).not.toContain(word)
    const known = new Set(before.items.map(({ pk, sk }) => `${pk} ${sk}`))
    const added = after.filter(({ pk, sk }) => !known.has(`${pk} ${sk}`))
    // What a network told everybody of a hashtag is nobody's.
    expect(added.filter(({ pk }) => !pk.startsWith('INSIGHT#')).map(({ pk }) => pk)).toEqual([
      `DELETION#${asked.body.confirmation_code}`,
    ])
    expect(bucket().filter((key) => !before.keys.includes(key))).toEqual([])
    // Her own account and the parked one; not the one that Stan has, too.
    expect((await revocations()) - revoked).toBeGreaterThanOrEqual(2)
    expect((await world.call('stan_stays', `/connections/${shared}/limits`)).status).toBe(200)

    const stan = await exported('stan_stays')
    for (const kind of ['connections', 'jobs', 'generations', 'events', 'webhook_endpoints'])
      expect(itemsOf(stan, kind)).toEqual(itemsOf(before.stan, kind))
    for (const key of objects(below('stan_stays', before.items))) expect(bucket()).toContain(key)
    for (const word of staying) expect(JSON.stringify([after, bucket()]), word).toContain(word)
    const job = await world.published('stan_stays', { connection_id: shared, text_content: 'Still here' })
    expect(job.status).toBe('Published')
  })
})

describe('while everything of a user is being deleted', { timeout: 120_000 }, () => {
  test('nothing new is taken, and afterwards the user may begin anew', async () => {
    const connection_id = await world.connect('nina', 'x')
    const begun = await world.call('nina', '/connections/connect/x', {
      headers: { accept: 'application/json' },
    })
    const { body: receipt } = await deleteData('nina')
    const text = { connection_id, text_content: 'Once more' }
    for (const answer of [
      await world.publish('nina', text),
      await world.schedule('nina', { ...text, schedule_time: world.inMs(day) }),
    ])
      expect([answer.status, answer.body.code]).toEqual([404, 'connection_not_found'])
    const post = (path: string, body: object) => world.call('nina', path, { method: 'POST', body })
    for (const answer of [
      await post('/assets', { mime_type: 'image/jpeg', bytes: 10 }),
      await post('/generations', { prompt: 'A last one' }),
      await post('/webhook-endpoints', { url: receiver.url('/nina') }),
      await post('/connections/connect/x/complete', { connect_code: 'any' }),
      await world.call('nina', '/connections/connect/x', { headers: { accept: 'application/json' } }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([409, 'erasure_running'])
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    }
    // A flow that was begun before ends in no connection.
    const page = await fetch(begun.body.authorization_url, { redirect: 'manual' })
    const cookie = begun.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    const back = await fetch(page.headers.get('location')!.replace(/#.*$/, ''), { headers: { cookie } })
    expect(back.status).toBe(409)

    await pass(20 * minute)
    expect(await receiptAt(`/data-deletions/${receipt.confirmation_code}`)).toMatchObject({ status: 'done' })
    const anew = await world.connect('nina', 'x')
    const job = await world.published('nina', { connection_id: anew, text_content: 'Anew' })
    expect(job.status).toBe('Published')
    expect((await deleteData('nina')).body.confirmation_code).not.toBe(receipt.confirmation_code)
  })

  test('a post on its way is not sent twice and not lost sight of', async () => {
    const connection_id = await world.connect('otto', 'x')
    const { body: job } = await world.publish('otto', { connection_id, text_content: 'At this very moment' })
    await deleteData('otto')
    await world.settle()
    await pass(20 * minute)
    const posts = (await world.ledger('x')).filter(({ text }) => text === 'At this very moment')
    expect(posts.length).toBeLessThanOrEqual(1)
    expect(JSON.stringify(await database.all())).not.toContain(job.job_id)
  })
})
