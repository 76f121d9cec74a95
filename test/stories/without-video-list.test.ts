import { beforeAll, expect, test } from 'vitest'
import { mp4 } from '../fixtures/film.ts'
import { jpeg } from '../fixtures/media.ts'
import { image, openPublishingWorld, type PublishingWorld, video } from './publishing-world.ts'

// Not every app is approved for TikTok's `video.list`, and asking for it then fails the whole consent.

const user = 'alice'
const photoInit = 'POST /v2/post/publish/content/init/'
const granted = ['user.info.basic', 'video.publish', 'video.upload']
const choices = {
  privacy_level: 'PUBLIC_TO_EVERYONE' as const,
  disable_comment: false,
  brand_organic_toggle: false,
  brand_content_toggle: false,
}

let world: PublishingWorld
let connection = ''
beforeAll(async () => {
  world = await openPublishingWorld({
    simulators: ['tiktok'],
    env: { TIKTOK_SCOPES: granted.join(',') },
  })
  await world.control('tiktok', 'settings', {
    approved_scopes: granted.join(','),
    photos_in_video_list: true,
  })
  connection = await world.connect(user, 'tiktok')
})

const photos = async (text: string) => ({
  connection_id: connection,
  text_content: text,
  assets: [image(await world.put('photo.jpg', jpeg({ width: 640, height: 640 })))],
  platform_specific_options: choices,
})

test('an app without it connects', async () => {
  const { body } = await world.call(user, '/connections')
  expect(body).toMatchObject([{ id: connection, status: 'active', scopes: granted }])
})

test('it publishes photos and films', async () => {
  const film = await world.put('film.mp4', await mp4({ width: 360, height: 640, seconds: 4, fps: 24 }))
  const body = {
    connection_id: connection,
    assets: [video(film)],
    platform_specific_options: { ...choices, disable_duet: true, disable_stitch: true },
  }
  expect((await world.published(user, body)).status).toBe('Published')
  expect((await world.published(user, await photos('Seen by all'))).status).toBe('Published')
})

test('what became of photos whose answer was lost it can’t tell; nobody is asked to connect again', async () => {
  await world.control('tiktok', 'faults', { route: photoInit, kind: 'drop_after' })
  const job = await world.published(user, await photos('Lost on the way'))
  expect([job.status, job.error_code, job.reauth_required]).toEqual(['Unknown', 'outcome_unknown', false])
  expect(job.error_message).toContain('Look before you send it again')
  expect(await world.seen('tiktok', photoInit)).toHaveLength(2)
  expect((await world.call(user, '/connections')).body[0].status).toBe('active')
})
