import { beforeAll, expect, test } from 'vitest'
import { bmp, tiff } from '../fixtures/media.ts'
import { image, openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

// Facebook alone takes BMP and TIFF.

let world: PublishingWorld
let connection = ''
beforeAll(async () => {
  world = await openPublishingWorld({ simulators: ['facebook', 'instagram'] })
  connection = await world.connect('alice', 'facebook')
})

const photos = [
  ['image/bmp', 'photo.bmp', bmp({ width: 320, height: 240 })],
  ['image/tiff', 'photo.tiff', tiff({ width: 320, height: 240 })],
] as const

test.each(photos)('a photo of type %s is published on Facebook', async (mime, name, bytes) => {
  const job = await world.published('alice', {
    connection_id: connection,
    text_content: name,
    assets: [image(await world.put(name, bytes), mime)],
    platform_specific_options: { page_id: '104500000000101' },
  })
  expect(job).toMatchObject({ status: 'Published', warnings: [] })
  const live = (await world.ledger('facebook')).find(({ id }) => id === job.external_post_id)
  expect(live.media).toMatchObject([{ width: 320, height: 240 }])
})

test.each(photos)(
  'one of type %s that is cut off is refused before anything is sent',
  async (mime, name, bytes) => {
    const job = await world.published('alice', {
      connection_id: connection,
      assets: [image(await world.put(`cut-${name}`, bytes.subarray(0, bytes.length / 2)), mime)],
      platform_specific_options: { page_id: '104500000000101' },
    })
    expect(job).toMatchObject({ status: 'ContentRejected', attempts: 0 })
  },
)

test.each(photos)('Instagram refuses one of type %s by its name', async (mime, name, bytes) => {
  const refused = await world.publish('alice', {
    connection_id: await world.connect('alice', 'instagram'),
    assets: [image(await world.put(name, bytes), mime)],
  })
  expect(refused.status).toBe(400)
  expect(refused.body.violations).toMatchObject([{ rule: 'media_format' }])
})
