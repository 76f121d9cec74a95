import { beforeAll, describe, expect, test } from 'vitest'
import type { Schema } from '../../client/open-api.ts'
import { hurriedSettle } from '../faults/recovery.ts'
import { jpeg } from '../fixtures/media.ts'
import { assetCalls, sha256 } from './asset-world.ts'
import { image, openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

let world: PublishingWorld
let assets: ReturnType<typeof assetCalls>
let instagram: string
let x: string
beforeAll(async () => {
  world = await openPublishingWorld({}, hurriedSettle)
  assets = assetCalls(world)
  instagram = await world.connect('alice', 'instagram')
  x = await world.connect('alice', 'x')
})

const day = 86_400_000
const square = (side: number) => jpeg({ width: side, height: side })
const ready = async (side = 400, user = 'alice'): Promise<string> =>
  (await assets.uploaded(user, square(side))).id
const live = async (platform: string, id: string) =>
  (await world.ledger(platform)).find((post) => post.id === id)

describe('a post from an asset', () => {
  test.each([
    ['that the network fetches', 'instagram', () => instagram],
    ['that is sent to the network', 'x', () => x],
  ])('%s goes live with that picture', async (_what, platform, connection) => {
    const asset_id = await ready(411)
    const job = await world.published('alice', {
      connection_id: connection(),
      text_content: `From an asset to ${platform}`,
      assets: [{ asset_id, alt_text: 'Hills' }],
    })
    expect(job).toMatchObject({ status: 'Published', attempts: 1 })
    expect(job.content.assets).toEqual([
      { asset_id, url: null, asset_type: 'image', mime_type: 'image/jpeg', alt_text: 'Hills' },
    ])
    expect((await live(platform, job.external_post_id!)).media).toMatchObject([{ width: 411, height: 411 }])
  })

  test('copies nothing: the network fetches the asset itself, by an address nobody guesses', async () => {
    const { aws, env } = world.environment
    const count = () => aws.s3.list(env.BUCKET_NAME!).filter(({ key }) => !key.startsWith('uploads/')).length
    const asset_id = await ready()
    const before = count()
    const { status } = await world.published('alice', { connection_id: instagram, assets: [{ asset_id }] })
    expect([status, count()]).toEqual(['Published', before])
  })

  test('goes together with a file from elsewhere, in their order', async () => {
    const url = await world.put('second.jpg', square(422))
    const job = await world.published('alice', {
      connection_id: instagram,
      assets: [{ asset_id: await ready(421) }, image(url), { asset_id: await ready(423) }],
    })
    const { media } = await live('instagram', job.external_post_id!)
    expect(media).toMatchObject([{ width: 421 }, { width: 422 }, { width: 423 }])
  })

  test('that the network refuses is refused at once, by what was measured', async () => {
    const { id: asset_id } = await assets.uploaded('alice', jpeg({ width: 900, height: 300 }))
    const body = { connection_id: instagram, assets: [{ asset_id }] }
    const refused = await world.publish('alice', body)
    expect([refused.status, refused.body.code]).toEqual([400, 'content_validation_failed'])
    expect(refused.body.violations).toMatchObject([{ path: 'assets.0', rule: 'ratio' }])
    const told = await world.call('alice', '/publishing/validate', { method: 'POST', body })
    expect(told.body).toMatchObject({ valid: false, violations: [{ path: 'assets.0', rule: 'ratio' }] })
  })

  test.each(['publish', 'schedule', 'validate'])(
    '%s takes ready assets of the caller alone',
    async (path) => {
      const picture = square(99)
      const announced = { mime_type: 'image/jpeg', bytes: picture.length, sha256: sha256(picture) }
      const pending = (await assets.create('alice', announced)).body.id
      const rejected = (await assets.uploaded('alice', Buffer.from('no picture'))).id
      const foreign = await ready(400, 'bob')
      for (const [asset_id, status, code] of [
        [pending, 409, 'asset_state_conflict'],
        [rejected, 409, 'asset_state_conflict'],
        [foreign, 404, 'asset_not_found'],
        ['0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77', 404, 'asset_not_found'],
      ]) {
        const answer = await world.call('alice', `/publishing/${path}`, {
          method: 'POST',
          body: {
            connection_id: x,
            text_content: 'Look',
            assets: [{ asset_id }],
            ...(path === 'schedule' ? { schedule_time: world.inMs(3_600_000) } : {}),
          },
        })
        expect([answer.status, answer.body.code]).toEqual([status, code])
        expect(answer.body.violations).toMatchObject([{ path: 'assets.0.asset_id' }])
      }
    },
  )

  test.each([
    [{}, 'assets.0.url'],
    [{ alt_text: 'Hills' }, 'assets.0.url'],
    [{ url: 'https://example.com/a.jpg', asset_type: 'image' }, 'assets.0.mime_type'],
    [{ asset_id: 'not-an-id' }, 'assets.0.asset_id'],
    [{ asset_id: '0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77', url: 'https://example.com/a.jpg' }, 'assets.0.url'],
  ])('%j is refused, naming %s', async (asset, path) => {
    const { status, body } = await world.publish('alice', {
      connection_id: x,
      assets: [asset as Schema<'AssetInput'>],
    })
    expect([status, body.code]).toEqual([400, 'invalid_input'])
    expect(body.violations.map((one: { path: string }) => one.path)).toContain(path)
  })
})

describe('an asset that a scheduled post needs', () => {
  const schedule = async (asset_id: string, inDays: number) => {
    const accepted = await world.schedule('alice', {
      connection_id: x,
      text_content: `In ${inDays} days`,
      assets: [{ asset_id }],
      schedule_time: world.inMs(inDays * day),
    })
    expect(accepted.status).toBe(202)
    return accepted.body.job_id
  }

  test('is not deleted while the post is open, and is once it is cancelled', async () => {
    const asset_id = await ready()
    const job = await schedule(asset_id, 3)
    const refused = await assets.remove('alice', asset_id)
    expect([refused.status, refused.body.code]).toEqual([409, 'asset_state_conflict'])
    expect(refused.body.detail).toContain(job)
    expect((await assets.get('alice', asset_id)).body.status).toBe('ready')
    await world.call('alice', `/publishing/jobs/${job}`, { method: 'DELETE' })
    expect((await assets.remove('alice', asset_id)).status).toBe(200)
  })

  test('is free once the post was changed to another, which then is needed', async () => {
    const [old, next] = [await ready(), await ready()]
    const job = await schedule(old, 3)
    const changed = await world.call('alice', `/publishing/jobs/${job}`, {
      method: 'PATCH',
      body: { assets: [{ asset_id: next }] },
    })
    expect(changed.status).toBe(200)
    expect((await assets.remove('alice', old)).status).toBe(200)
    expect((await assets.remove('alice', next)).status).toBe(409)
    const patched = await world.call('alice', `/publishing/jobs/${job}`, {
      method: 'PATCH',
      body: { assets: [{ asset_id: old }] },
    })
    expect([patched.status, patched.body.code]).toEqual([404, 'asset_not_found'])
  })

  test('outlives its thirty days, goes live with the post, and expires after it', async () => {
    const asset_id = await ready(444)
    const job = await schedule(asset_id, 100)
    for (const days of [31, 31, 31]) {
      await world.environment.tick(days * day)
      await world.environment.invoke('sweep')
      await world.settle()
    }
    await world.environment.tick(7 * day - 400_000)
    expect((await world.end('alice', job)).status).toBe('Published')
    expect((await assets.get('alice', asset_id)).status).toBe(200)
    await world.environment.tick(31 * day)
    await world.environment.invoke('sweep')
    await world.settle()
    expect((await assets.get('alice', asset_id)).status).toBe(404)
  })

  test('may go once the post has ended; what is gone can’t be sent again', async () => {
    const asset_id = await ready()
    await world.control('x', 'faults', {
      route: 'POST /2/tweets',
      kind: 'status',
      status: 403,
      body: { title: 'T', detail: 'Your account is suspended', type: 'about:blank', status: 403 },
    })
    const job = await world.published('alice', {
      connection_id: x,
      text_content: 'Failed, and its file is gone',
      assets: [{ asset_id }],
    })
    expect(job.status).toBe('Failed')
    expect((await assets.remove('alice', asset_id)).status).toBe(200)
    const retried = await world.call('alice', `/publishing/jobs/${job.job_id}/retry`, { method: 'POST' })
    expect([retried.status, retried.body.code]).toEqual([404, 'asset_not_found'])
    expect((await world.job('alice', job.job_id)).content.assets).toMatchObject([{ asset_id }])
  })
})
