import { beforeAll, describe, expect, test } from 'vitest'
import { ask } from '../fixtures/ask.ts'
import { mp4 } from '../fixtures/film.ts'
import { gif, jpeg, png } from '../fixtures/media.ts'
import { assetCalls, sha256 } from './asset-world.ts'
import { openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

let world: PublishingWorld
let assets: ReturnType<typeof assetCalls>
beforeAll(async () => {
  world = await openPublishingWorld()
  assets = assetCalls(world)
})

const day = 86_400_000
const picture = jpeg({ width: 320, height: 400 })
const announced = { mime_type: 'image/jpeg', bytes: picture.length, sha256: sha256(picture) }
const objects = (prefix: string) =>
  world.environment.aws.s3
    .list(world.environment.env.BUCKET_NAME!)
    .filter(({ key }) => key.startsWith(prefix))

/** Moves the clock on, with the sweeper looking at the end. */
const later = async (ms: number) => {
  await world.environment.tick(ms)
  await world.environment.invoke('sweep')
  await world.settle()
}

describe('an upload', () => {
  test('is announced, sent, measured, and then ready', async () => {
    const created = await assets.create('alice', { filename: 'morning.jpg', ...announced })
    expect(created.status).toBe(202)
    expect(created.headers.location).toBe(`/api/v1/assets/${created.body.id}`)
    expect(created.body).toMatchObject({
      status: 'pending',
      source: 'upload',
      filename: 'morning.jpg',
      reason: null,
      width: null,
      upload: { method: 'PUT' },
    })
    expect((await assets.send(created.body.upload, picture)).status).toBe(200)
    await world.settle()
    const { body } = await assets.get('alice', created.body.id)
    expect(body).toMatchObject({
      status: 'ready',
      kind: 'image',
      mime_type: 'image/jpeg',
      bytes: picture.length,
      width: 320,
      height: 400,
      duration_seconds: null,
    })
    const file = await fetch(body.download_url)
    expect(Buffer.from(await file.arrayBuffer()).equals(picture)).toBe(true)
    expect(file.headers.get('content-disposition')).toContain('morning.jpg')
    await world.environment.tick(16 * 60_000)
    expect((await fetch(body.download_url)).status).toBe(403)
  })

  test('is written once: a second file is refused, also once the first was measured', async () => {
    const { body } = await assets.create('alice', announced)
    expect((await assets.send(body.upload, picture)).status).toBe(200)
    expect((await assets.send(body.upload, picture)).status).toBe(412)
    await world.settle()
    expect((await assets.send(body.upload, picture)).status).toBe(412)
  })

  test.each([
    ['of another length', Buffer.concat([picture, Buffer.from([0])]), {}, 403],
    ['with another content', Buffer.from(picture).fill(1, 100, 101), {}, 400],
    ['of another type', picture, { 'content-type': 'text/html' }, 403],
    ['that may overwrite', picture, { 'if-none-match': 'x' }, 403],
  ])('%s is refused by the bucket', async (_what, bytes, headers, status) => {
    const { body } = await assets.create('alice', announced)
    const { 'content-length': _, ...signed } = body.upload.headers
    const sent = await assets.send({ ...body.upload, headers: { ...signed, ...headers } }, bytes)
    expect(sent.status).toBe(status)
    await world.settle()
    expect((await assets.get('alice', body.id)).body.status).toBe('pending')
  })

  test('whose notification is lost is found by the sweeper', async () => {
    world.environment.aws.s3.lose(1)
    const id = await assets.upload('alice', picture)
    await world.settle()
    expect((await assets.get('alice', id)).body.status).toBe('pending')
    await later(80_000)
    expect((await assets.get('alice', id)).body.status).toBe('ready')
  })

  test('that never arrives is rejected in time, and goes after a week', async () => {
    const { body } = await assets.create('alice', announced)
    for (let moved = 0; moved < 2.5 * 3_600_000; moved += 600_000) await later(600_000)
    expect((await assets.get('alice', body.id)).body).toMatchObject({
      status: 'rejected',
      reason: 'No file was uploaded in time.',
    })
    expect((await assets.send(body.upload, picture)).status).toBe(403)
    await later(8 * day)
    expect((await assets.get('alice', body.id)).status).toBe(404)
  })

  test('with a key is one asset, however often it is announced', async () => {
    const key = { 'idempotency-key': 'the same upload' }
    const first = await assets.create('alice', announced, key)
    const again = await assets.create('alice', announced, key)
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotency-replayed']).toBe('true')
    const other = await assets.create('alice', { ...announced, bytes: 1 }, key)
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused'])
    const [one, two] = await Promise.all(
      [1, 2].map(() => assets.create('alice', announced, { 'idempotency-key': 'both at once' })),
    )
    expect(two!.body.id).toBe(one!.body.id)
  })

  test('stays its owner’s: nobody else sees, reads or deletes it', async () => {
    const { id } = await assets.uploaded('alice', picture)
    for (const answer of [await assets.get('mallory', id), await assets.remove('mallory', id)])
      expect([answer.status, answer.body.code]).toEqual([404, 'asset_not_found'])
    expect((await world.call('mallory', '/assets')).body).toEqual([])
    expect((await assets.get('alice', id)).status).toBe(200)
  })

  test('nobody was told to expect is deleted', async () => {
    const { body } = await assets.create('alice', announced)
    expect((await assets.remove('alice', body.id)).status).toBe(200)
    expect((await assets.send(body.upload, picture)).status).toBe(200)
    await world.settle()
    expect(objects('uploads/').filter(({ key }) => key.endsWith(body.id))).toEqual([])
    expect((await assets.get('alice', body.id)).status).toBe(404)
  })
})

describe('a file', () => {
  const bomb = png({ width: 10, height: 10 })
  bomb.writeUInt32BE(10_000, 16)
  bomb.writeUInt32BE(10_000, 20)
  const good: [what: string, bytes: () => Promise<Buffer> | Buffer, mime: string, measured: object][] = [
    ['PNG', () => png({ width: 30, height: 20 }), 'image/png', { kind: 'image', width: 30, height: 20 }],
    ['GIF', () => gif({ width: 30, height: 20, frames: 3 }), 'image/gif', { kind: 'gif', width: 30 }],
    [
      'film',
      () => mp4({ width: 64, height: 48, seconds: 2 }),
      'video/mp4',
      { kind: 'video', duration_seconds: 2 },
    ],
    ['PDF', () => Buffer.from('%PDF-1.7\n%%EOF'), 'application/pdf', { kind: 'document', width: 0 }],
  ]
  test.each(good)('that is a %s is ready as what it is', async (_what, bytes, mime, measured) => {
    const asset = await assets.uploaded('alice', await bytes(), mime)
    expect(asset).toMatchObject({ status: 'ready', mime_type: mime, ...measured })
  })

  const bad: [what: string, bytes: Buffer, mime: string, reason: RegExp][] = [
    [
      'of another type than its name says',
      png({ width: 9, height: 9 }),
      'image/jpeg',
      /image\/png, not image\/jpeg/,
    ],
    ['that is a web page', Buffer.from('<!doctype html><title>Hi</title>'), 'image/png', /not a JPEG/],
    ['that is cut off', picture.subarray(0, picture.length / 2), 'image/jpeg', /cut off/],
    ['of 100 megapixels', bomb, 'image/png', /100 million pixels/],
    [
      'that is a zip archive as well',
      Buffer.concat([picture, Buffer.from('PK\x05\x06'), Buffer.alloc(18)]),
      'image/jpeg',
      /also a zip archive/,
    ],
    [
      'of more parts than any picture has',
      Buffer.concat([gif({ width: 9, height: 9 }).subarray(0, -3), Buffer.alloc(3_000_000, 1)]),
      'image/gif',
      /too many parts/,
    ],
    ['of nothing but its first bytes', Buffer.from([0xff, 0xd8, 0xff]), 'image/jpeg', /cut off|damaged/],
  ]
  test.each(bad)('%s is rejected with the reason', async (_what, bytes, mime, reason) => {
    const asset = await assets.uploaded('alice', bytes, mime)
    expect(asset).toMatchObject({ status: 'rejected', kind: null, download_url: null })
    expect(asset.reason).toMatch(reason)
  })

  test('of no bytes is refused at once, and rejected when it is imported', async () => {
    const { status, body } = await assets.create('alice', { mime_type: 'image/png', bytes: 0 })
    expect([status, body.violations[0].path]).toEqual([400, 'bytes'])
    const asset = await assets.imported('alice', await world.put('empty.jpg', Buffer.alloc(0)))
    expect(asset).toMatchObject({ status: 'rejected', reason: 'The file is empty.' })
  })
})

describe('an import', () => {
  test('is fetched, measured, and then ready', async () => {
    const url = await world.put('elsewhere.jpg', picture)
    const created = await assets.create('alice', { url, filename: 'elsewhere.jpg' })
    expect(created.body).toMatchObject({ status: 'pending', source: 'import', upload: null })
    await world.settle()
    const { body } = await assets.get('alice', created.body.id)
    expect(body).toMatchObject({ status: 'ready', width: 320, filename: 'elsewhere.jpg' })
    expect((await fetch(body.download_url)).status).toBe(200)
  })

  test('of what is not there is rejected', async () => {
    const asset = await assets.imported('alice', `${world.environment.api}/_local/media/none.jpg`)
    expect(asset.status).toBe('rejected')
    expect(asset.reason).toContain('404')
  })

  test('whose message is lost is found by the sweeper', async () => {
    const { aws } = world.environment
    aws.faults.add({ service: 'sqs', operation: 'SendMessage', kind: '500', times: 3 })
    const created = await assets.create('alice', { url: await world.put('lost.jpg', picture) })
    expect(created.status).toBe(202)
    aws.faults.clear()
    await later(80_000)
    expect((await assets.get('alice', created.body.id)).body.status).toBe('ready')
  })

  test.each(['http://127.0.0.1/a.jpg', 'https://169.254.169.254/latest', 'https://10.0.0.1/a.jpg', 'a.jpg'])(
    'from %s is refused',
    async (url) => {
      const { status, body } = await assets.create('alice', { url })
      expect([status, body.code, body.violations[0].path]).toEqual([400, 'unsafe_url', 'url'])
    },
  )
})

describe('a request', () => {
  test.each([
    [{}, 'mime_type'],
    [{ mime_type: 'image/jpeg' }, 'bytes'],
    [{ ...announced, mime_type: 'text/html' }, 'mime_type'],
    [{ ...announced, bytes: 1.5 }, 'bytes'],
    [{ ...announced, bytes: 2_000_000_000 }, 'bytes'],
    [{ ...announced, sha256: 'abc' }, 'sha256'],
    [{ ...announced, filename: '../../etc/passwd' }, 'filename'],
    [{ ...announced, filename: 'a\nb.jpg' }, 'filename'],
    [{ ...announced, filename: 'half \uD83D.jpg' }, 'filename'],
    [{ ...announced, url: 'https://example.com/a.jpg' }, 'bytes'],
    [{ ...announced, surprise: 1 }, 'surprise'],
  ])('%j is refused, naming %s', async (body, path) => {
    const answer = await assets.create('alice', body)
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_input'])
    expect(answer.body.violations.map((one: { path: string }) => one.path)).toContain(path)
  })

  test('without its scope is refused', async () => {
    const asking = { method: 'POST', body: announced, scope: 'assets:read' }
    expect((await world.call('alice', '/assets', asking)).body.code).toBe('insufficient_scope')
    expect((await world.call('alice', '/assets', { scope: 'assets:write' })).status).toBe(403)
  })
})

describe('the list', () => {
  test('goes newest first, page by page, and knows no cursor of another', async () => {
    const made: string[] = []
    for (let n = 0; n < 5; n += 1) {
      made.unshift((await assets.create('lister', announced)).body.id)
      await world.environment.tick(1)
    }
    const gone = made.splice(2, 1)[0]!
    await assets.remove('lister', gone)
    const seen: string[] = []
    let path = '/assets?limit=2'
    for (let pages = 0; pages < 5 && path; pages += 1) {
      const page = await world.call('lister', path)
      seen.push(...page.body.map(({ id }: { id: string }) => id))
      const next = /<(.+)>; rel="next"/.exec(String(page.headers.link ?? ''))?.[1]
      path = next ? next.slice(next.indexOf('/assets')) : ''
      if (!path) continue
      const foreign = await world.call('alice', path)
      expect(foreign.body.code).toBe('invalid_cursor')
    }
    expect(seen).toEqual(made)
  })
})

describe('a deletion', () => {
  test('takes the file along', async () => {
    const before = objects('assets/').length
    const { id, download_url } = await assets.uploaded('alice', picture)
    expect(objects('assets/')).toHaveLength(before + 1)
    expect((await assets.remove('alice', id)).status).toBe(200)
    expect((await assets.get('alice', id)).status).toBe(404)
    expect((await assets.remove('alice', id)).status).toBe(404)
    expect(objects('assets/')).toHaveLength(before)
    expect((await fetch(download_url)).status).toBe(404)
  })
})

test('what nobody needs expires after 30 days, file and all', async () => {
  const { id } = await assets.uploaded('alice', picture)
  const key = objects('assets/').at(-1)!.key
  await later(29 * day)
  expect((await assets.get('alice', id)).status).toBe(200)
  await later(1.1 * day)
  expect((await assets.get('alice', id)).status).toBe(404)
  expect(objects('assets/').map((one) => one.key)).not.toContain(key)
})

test('what was uploaded is not open to the world, what was measured is, by an unguessable address', async () => {
  await assets.uploaded('alice', picture)
  const open = (key: string) => ask(`${world.environment.env.PUBLIC_ASSET_BASE_URL}/${key}`)
  expect((await open(objects('uploads/').at(-1)!.key)).status).toBe(403)
  const { key } = objects('assets/').at(-1)!
  expect(key).toMatch(/^assets\/[\w-]{32}$/)
  const seen = await open(key)
  expect([seen.status, seen.headers['content-type']]).toEqual([200, 'image/jpeg'])
})

test('S3’s word that its notifications are set is taken for what it is', async () => {
  const body = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'b', RequestId: 'r' })
  const record = {
    messageId: 'm',
    body,
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:background',
    attributes: { ApproximateReceiveCount: '1' },
  }
  expect(await world.environment.invoke('background', { Records: [record] })).toEqual({
    batchItemFailures: [],
  })
})

test('a message about an asset that failed five times is a line in the log; the sweeper looks at its asset', async () => {
  world.environment.aws.s3.lose(1)
  const id = await assets.upload('alice', picture)
  const body = JSON.stringify({ kind: 'asset', user_id: 'alice', asset_id: id })
  const record = {
    messageId: 'm',
    body,
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:dead-letters',
    attributes: { ApproximateReceiveCount: '1' },
  }
  const done = await world.environment.invoke('dead-letter', { Records: [record] })
  expect(done).toEqual({ batchItemFailures: [] })
  expect(world.environment.logs.at(-1)).toContain('"msg":"dead letter"')
  await later(80_000)
  expect((await assets.get('alice', id)).body.status).toBe('ready')
})
