import { beforeAll, expect, test } from 'vitest'
import { mp4 } from '../fixtures/film.ts'
import { jpeg } from '../fixtures/media.ts'
import { image, openPublishingWorld, type PublishingWorld, video } from './publishing-world.ts'

// What is taken and yet not as the network advises shows in the files alone: their owner is told before the time.

let world: PublishingWorld
let connection = ''
beforeAll(async () => {
  world = await openPublishingWorld({ simulators: ['instagram'] })
  connection = await world.connect('alice', 'instagram')
})

const hourMs = 3_600_000

test('a warning of a file stands in the job long before its time, beside those of its text', async () => {
  const square = await world.put('square.jpg', jpeg({ width: 600, height: 600 }))
  const accepted = await world.schedule('alice', {
    connection_id: connection,
    text_content: 'Not shown',
    assets: [image(square)],
    platform_specific_options: { post_type: 'story' },
    schedule_time: world.inMs(hourMs),
  })
  const { warnings } = accepted.body
  expect(warnings).toHaveLength(1)
  await world.settle()
  const measured = [...warnings, 'Instagram advises 9:16 here; other shapes may be cropped.']
  expect(await world.job('alice', accepted.body.job_id)).toMatchObject({
    status: 'Scheduled',
    version: accepted.body.version,
    warnings: measured,
  })
  await world.environment.tick(hourMs - 600_000)
  expect(await world.end('alice', accepted.body.job_id)).toMatchObject({
    status: 'Published',
    warnings: measured,
  })
})

test('another file brings its own warnings', async () => {
  const [square, tall] = await Promise.all([
    world.put('first.jpg', jpeg({ width: 600, height: 600 })),
    world.put('tall.jpg', jpeg({ width: 540, height: 960 })),
  ])
  const accepted = await world.schedule('alice', {
    connection_id: connection,
    assets: [image(square)],
    platform_specific_options: { post_type: 'story' },
    schedule_time: world.inMs(hourMs),
  })
  const path = `/publishing/jobs/${accepted.body.job_id}`
  await world.settle()
  expect((await world.job('alice', accepted.body.job_id)).warnings).toHaveLength(1)
  const changed = await world.call('alice', path, {
    method: 'PATCH',
    body: { assets: [image(tall)] },
    headers: { 'content-type': 'application/merge-patch+json' },
  })
  expect([changed.status, changed.text]).toEqual([200, expect.any(String)])
  await world.settle()
  expect((await world.job('alice', accepted.body.job_id)).warnings).toEqual([])
})

test('a warning of a file stands beside that of an account that must be connected again', async () => {
  const leaving = await world.connect('bob', 'instagram')
  await world.control('instagram', 'revoke', { account: 'bob' })
  expect((await world.call('bob', `/connections/${leaving}/limits`)).status).toBe(403)
  const square = await world.put('bobs.jpg', jpeg({ width: 600, height: 600 }))
  const { body } = await world.schedule('bob', {
    connection_id: leaving,
    assets: [image(square)],
    platform_specific_options: { post_type: 'story' },
    schedule_time: world.inMs(hourMs),
  })
  expect(body.warnings).toEqual([expect.stringContaining('must be connected again')])
  await world.settle()
  expect((await world.job('bob', body.job_id)).warnings).toEqual([
    ...body.warnings,
    'Instagram advises 9:16 here; other shapes may be cropped.',
  ])
})

test('a film whose index comes last is refused in words', async () => {
  const film = await world.put('late.mp4', await mp4({ width: 540, height: 960, seconds: 5, index: 'last' }))
  const job = await world.published('alice', { connection_id: connection, assets: [video(film)] })
  expect(job).toMatchObject({ status: 'ContentRejected', attempts: 0 })
  expect(job.error_message).toMatch(/index \(moov\)/)
})
