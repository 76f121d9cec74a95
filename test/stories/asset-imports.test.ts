import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jpeg, png } from '../fixtures/media.ts'
import { type Receiver, startReceiver } from '../fixtures/receiver.ts'
import { assetCalls } from './asset-world.ts'
import { openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

// Files that are fetched from elsewhere: what their owner said of them, and hosts that don't give them.

let host: Receiver
let world: PublishingWorld
let assets: ReturnType<typeof assetCalls>
beforeAll(async () => {
  host = await startReceiver()
  world = await openPublishingWorld({ simulators: [], mediaOrigins: [`${host.origin}/`] })
  assets = assetCalls(world)
})
afterAll(() => host.close())

const picture = jpeg({ width: 320, height: 400 })
const minute = 60_000

/** Asks for the import and lets time pass, with the sweeper looking each half minute, until it is settled. */
const settled = async (body: object) => {
  const { body: created } = await assets.create('alice', body)
  for (let moved = 0; moved < 40 * minute; moved += minute / 2) {
    await world.settle()
    const { body: asset } = await assets.get('alice', created.id)
    if (asset.status !== 'pending') return asset
    await world.environment.tick(minute / 2)
    await world.environment.invoke('sweep')
  }
  throw new Error('it is pending still')
}

test('what is announced of an import is held against its file', async () => {
  const jpegUrl = await world.put('announced.jpg', picture)
  const pngUrl = await world.put('pretended.jpg', png({ width: 9, height: 9 }))
  expect(await settled({ url: jpegUrl, mime_type: 'image/jpeg' })).toMatchObject({ status: 'ready' })
  expect(await settled({ url: pngUrl, mime_type: 'image/jpeg' })).toMatchObject({
    status: 'rejected',
    reason: 'The file is image/png, not image/jpeg as announced.',
  })
  expect(await settled({ url: pngUrl })).toMatchObject({ status: 'ready', mime_type: 'image/png' })
})

describe('a host', () => {
  test('that is down for a while is asked again', async () => {
    host.answer('/late.jpg', (_, response) =>
      host.at('/late.jpg').length < 4
        ? response.writeHead(503).end()
        : response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture),
    )
    expect(await settled({ url: host.url('/late.jpg') })).toMatchObject({ status: 'ready', width: 320 })
    expect(host.at('/late.jpg')).toHaveLength(4)
  })

  test('that stays down is asked five times, and named as the reason', async () => {
    host.answer('/down.jpg', 503)
    expect(await settled({ url: host.url('/down.jpg') })).toMatchObject({
      status: 'rejected',
      reason: 'The file could not be fetched: The server answered 503.',
    })
    expect(host.at('/down.jpg')).toHaveLength(5)
  })
})
