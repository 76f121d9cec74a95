import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mp4 } from '../fixtures/film.ts'
import { jpeg, png } from '../fixtures/media.ts'
import { image, openPublishingWorld, type PublishingWorld, video } from './publishing-world.ts'

/** A host of media: what lies below /files/ may be fetched, the rest of it may not. */
let host: Server
let origin: string
const asked: string[] = []
let world: PublishingWorld
let instagram: string
let x: string

beforeAll(async () => {
  host = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url === '/files/down.jpg') return void response.writeHead(503).end()
    if (request.url === '/files/late.jpg' && asked.filter((url) => url === '/files/late.jpg').length < 3)
      return void response.writeHead(503).end()
    const to = new URL(request.url ?? '/', 'http://host').searchParams.get('to')
    if (to) return void response.writeHead(302, { location: to }).end()
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(jpeg({ width: 100, height: 100 }))
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
  world = await openPublishingWorld({ mediaOrigins: [`${origin}/files/`] })
  instagram = await world.connect('alice', 'instagram')
  x = await world.connect('alice', 'x')
})
afterAll(() => new Promise((resolve) => host.close(resolve)))

/** Each bad file: what it is, how it is named in the request, and words the owner reads. */
const bad: [what: string, asset: () => Promise<object>, said: RegExp][] = [
  ['that is not there', async () => image(`${world.environment.api}/_local/media/nothing.jpg`), /404/],
  [
    'that is a web page behind the name of a picture',
    async () => image(await world.put('page.jpg', Buffer.from('<!doctype html><title>Hello</title>'))),
    /file/i,
  ],
  [
    'that is a PNG behind the name of a JPEG',
    async () => image(await world.put('really.jpg', png({ width: 300, height: 300 }))),
    /image\/png/,
  ],
  [
    'that breaks off in the middle',
    async () => {
      const whole = jpeg({ width: 300, height: 300 })
      return image(await world.put('half.jpg', whole.subarray(0, Math.floor(whole.length / 2))))
    },
    /file/i,
  ],
  [
    'that is too large',
    async () =>
      image(await world.put('large.jpg', jpeg({ width: 200, height: 200, headerBytes: 9 * 1024 * 1024 }))),
    /large|bytes/i,
  ],
  [
    'of a shape the network does not take',
    async () => image(await world.put('wide.jpg', jpeg({ width: 900, height: 300 }))),
    /ratio/,
  ],
  [
    'that is a picture where a film was named',
    async () => video(await world.put('picture.mp4', jpeg({ width: 300, height: 300 }))),
    /image|file/i,
  ],
  [
    'that is a film too short',
    async () => video(await world.put('short.mp4', await mp4({ width: 360, height: 640, seconds: 1 }))),
    /duration/,
  ],
]

describe('a file', () => {
  test.each(bad)('%s is refused within a minute, long before its time', async (_what, asset, said) => {
    const begun = world.environment.clock.now()
    const accepted = await world.schedule('alice', {
      connection_id: instagram,
      assets: [await asset()],
      schedule_time: world.inMs(30 * 86_400_000),
    })
    expect(accepted.status).toBe(202)
    const job = await world.end('alice', accepted.body.job_id, 60_000)
    expect(world.environment.clock.now() - begun).toBeLessThan(60_000)
    expect(job).toMatchObject({ status: 'ContentRejected', error_code: 'content_rejected', attempts: 0 })
    expect(job.error_message).toMatch(said)
  })

  test('that is bad is refused at once for a post without a time', async () => {
    const url = await world.put('wide-now.jpg', jpeg({ width: 900, height: 300 }))
    const accepted = await world.publish('alice', { connection_id: instagram, assets: [image(url)] })
    await world.environment.settle()
    expect(await world.job('alice', accepted.body.job_id)).toMatchObject({
      status: 'ContentRejected',
      attempts: 0,
    })
  })

  test('is fetched once: what was checked is what is published, whatever the host serves later', async () => {
    const url = await world.put('stays.jpg', jpeg({ width: 321, height: 321 }))
    const accepted = await world.schedule('alice', {
      connection_id: instagram,
      assets: [image(url)],
      schedule_time: world.inMs(3_600_000),
    })
    await world.environment.settle()
    await world.put('stays.jpg', jpeg({ width: 222, height: 222 }))
    await world.environment.tick(3_600_000 - 240_000)
    const job = await world.end('alice', accepted.body.job_id)
    expect(job.status).toBe('Published')
    const live = (await world.ledger('instagram')).find(({ id }) => id === job.external_post_id)
    expect(live.media).toMatchObject([{ width: 321, height: 321 }])
  })
})

describe('a host of media', () => {
  beforeEach(() => {
    asked.length = 0
  })
  afterAll(() => {
    asked.length = 0
  })

  test('that is down for a while is asked again, and the post goes out', async () => {
    const job = await world.published('alice', {
      connection_id: x,
      assets: [image(`${origin}/files/late.jpg`)],
    })
    expect(job.status).toBe('Published')
    expect(asked.filter((url) => url === '/files/late.jpg')).toHaveLength(3)
    expect(Date.parse(job.published_at!) - Date.parse(job.created_at)).toBeLessThan(120_000)
  })

  test.each(['publish', 'schedule'])(
    'that stays down is asked a few times, and then the file is refused (%s)',
    async (path) => {
      const accepted = await world.call('alice', `/publishing/${path}`, {
        method: 'POST',
        body: {
          connection_id: x,
          assets: [image(`${origin}/files/down.jpg`)],
          ...(path === 'schedule' ? { schedule_time: world.inMs(240_000) } : {}),
        },
      })
      const job = await world.end('alice', accepted.body.job_id)
      expect(job).toMatchObject({ status: 'ContentRejected', attempts: 0 })
      expect(job.error_message).toContain('503')
      expect(asked.length).toBeLessThan(40)
    },
  )
})

const hostile = [
  'http://127.0.0.1/a.jpg',
  'https://127.0.0.1/a.jpg',
  'https://localhost/a.jpg',
  'https://[::1]/a.jpg',
  'https://0.0.0.0/a.jpg',
  'https://2130706433/a.jpg',
  'https://0x7f.1/a.jpg',
  'https://017700000001/a.jpg',
  'https://10.0.0.7/a.jpg',
  'https://172.16.3.4/a.jpg',
  'https://192.168.1.1/a.jpg',
  'https://100.64.0.1/a.jpg',
  'https://169.254.169.254/latest/meta-data/',
  'https://[fd00:ec2::254]/latest/meta-data/',
  'https://[fe80::1]/a.jpg',
  'https://[::ffff:127.0.0.1]/a.jpg',
  'https://[::ffff:a00:1]/a.jpg',
  'https://[64:ff9b::7f00:1]/a.jpg',
  'https://metadata.google.internal/a.jpg',
  'https://printer.local/a.jpg',
  'https://intranet/a.jpg',
  'http://example.com/a.jpg',
  'https://example.com:8443/a.jpg',
  'https://user:password@example.com/a.jpg',
  'file:///etc/passwd',
  'ftp://example.com/a.jpg',
  'data:image/jpeg;base64,AAAA',
  'javascript:alert(1)',
  '//example.com/a.jpg',
  'a.jpg',
]

describe('a hostile URL', () => {
  test.each(hostile)('%s is refused and never fetched', async (url) => {
    for (const path of ['publish', 'schedule']) {
      const answer = await world.call('alice', `/publishing/${path}`, {
        method: 'POST',
        body: {
          connection_id: x,
          text_content: 'Look',
          assets: [image(url)],
          ...(path === 'schedule' ? { schedule_time: world.inMs(3_600_000) } : {}),
        },
      })
      expect([answer.status, answer.body.code]).toEqual([400, 'unsafe_url'])
      expect(answer.body.violations).toMatchObject([{ path: 'assets.0.url', rule: 'unsafe_url' }])
      expect(answer.text).not.toContain('password@')
    }
  })

  test('on the same host beside the files that may be fetched is refused', async () => {
    for (const path of ['/private', '/files/../private', '/files%2f..%2fprivate', '/filesx/a.jpg']) {
      const answer = await world.publish('alice', { connection_id: x, assets: [image(`${origin}${path}`)] })
      expect([path, answer.status, answer.body.code]).toEqual([path, 400, 'unsafe_url'])
    }
    expect(asked).toEqual([])
  })

  test.each([
    ['this machine', () => `${origin}/private`],
    ['the metadata service', () => 'http://169.254.169.254/latest/meta-data/'],
    ['a private address', () => 'https://10.0.0.7/a.jpg'],
    ['a file', () => 'file:///etc/passwd'],
    ['credentials', () => 'https://user:password@example.com/a.jpg'],
  ])('behind a redirect to %s is refused and never fetched', async (_what, to) => {
    asked.length = 0
    const url = `${origin}/files/a.jpg?to=${encodeURIComponent(to())}`
    const job = await world.published('alice', {
      connection_id: x,
      text_content: 'Look',
      assets: [image(url)],
    })
    expect(job).toMatchObject({ status: 'ContentRejected', error_code: 'content_rejected' })
    expect(job.error_message).not.toContain('password')
    expect(asked).toEqual([url.slice(origin.length)])
  })

  test('in a change of a job is refused, and the job stays as it was', async () => {
    const { body } = await world.schedule('alice', {
      connection_id: x,
      text_content: 'Stays',
      schedule_time: world.inMs(3_600_000),
    })
    const answer = await world.call('alice', `/publishing/jobs/${body.job_id}`, {
      method: 'PATCH',
      body: { assets: [image('https://169.254.169.254/a.jpg')] },
    })
    expect([answer.status, answer.body.code]).toEqual([400, 'unsafe_url'])
    expect(await world.job('alice', body.job_id)).toMatchObject({ status: 'Scheduled', version: 1 })
  })
})
