import { beforeAll, describe, expect, test } from 'vitest'
import { hurriedSettle } from '../faults/recovery.ts'
import { mp4 } from '../fixtures/film.ts'
import { jpeg } from '../fixtures/media.ts'
import { image, openPublishingWorld, type PublishingWorld, video } from './publishing-world.ts'

const user = 'alice'

let world: PublishingWorld
let photo: object
let film: object
beforeAll(async () => {
  world = await openPublishingWorld(
    {
      simulators: ['instagram', 'facebook', 'pinterest', 'tiktok'],
      env: { ENABLE_TIKTOK_PUBLISHING: 'true' },
    },
    hurriedSettle,
  )
  photo = image(await world.put('photo.jpg', jpeg({ width: 640, height: 640 })))
  film = video(await world.put('film.mp4', await mp4({ width: 540, height: 960, seconds: 4, fps: 24 })))
})

const graphError = (code: number, subcode?: number) => ({
  kind: 'status',
  status: 400,
  body: {
    error: {
      message: 'words of the network',
      type: 'OAuthException',
      code,
      ...(subcode ? { error_subcode: subcode } : {}),
    },
  },
})

/** A network that never gets at the files, how often it may be asked, and what it is told as then. */
const refusals: {
  what: string
  platform: string
  fault: Record<string, unknown> & { route?: string }
  files: 'photo' | 'film'
  options: Record<string, unknown>
  /** Times the network was asked for the same. */
  asked: number
  ends: { status: string; error_code: string; error_message: RegExp }
}[] = [
  {
    what: 'a call that says the address can not be fetched (9004)',
    platform: 'instagram',
    fault: { route: 'POST /:ig/media', ...graphError(9004, 2207052) },
    files: 'photo',
    options: { post_type: 'post' },
    asked: 4,
    ends: { status: 'ContentRejected', error_code: 'content_rejected', error_message: /could not fetch/ },
  },
  {
    what: 'a container that could not be fetched (2207052)',
    platform: 'instagram',
    fault: { kind: 'container_error', subcode: 2207052 },
    files: 'photo',
    options: { post_type: 'post' },
    asked: 4,
    ends: { status: 'ContentRejected', error_code: 'content_rejected', error_message: /could not fetch/ },
  },
  {
    what: 'a film that could not be downloaded (2207077)',
    platform: 'instagram',
    fault: { kind: 'container_error', subcode: 2207077 },
    files: 'film',
    options: { post_type: 'reel' },
    asked: 2,
    ends: { status: 'ContentRejected', error_code: 'content_rejected', error_message: /twice/ },
  },
  {
    what: 'a film whose address can not be fetched (389)',
    platform: 'facebook',
    fault: { route: 'POST /:page/videos', ...graphError(389) },
    files: 'film',
    options: { post_type: 'video', page_id: '104500000000101' },
    asked: 2,
    ends: { status: 'ContentRejected', error_code: 'content_rejected', error_message: /twice/ },
  },
  {
    what: 'a film that it has a problem with (6001)',
    platform: 'facebook',
    fault: { route: 'POST /:page/videos', ...graphError(6001) },
    files: 'film',
    options: { post_type: 'video', page_id: '104500000000101' },
    asked: 2,
    ends: { status: 'ContentRejected', error_code: 'content_rejected', error_message: /twice/ },
  },
  {
    what: 'a picture that it could not fetch',
    platform: 'pinterest',
    fault: { route: 'POST /v5/pins', kind: 'fetch_failed' },
    files: 'photo',
    options: { post_type: 'post', board_id: '512636375000000201' },
    asked: 4,
    ends: { status: 'Failed', error_code: 'publishing_failed', error_message: /could not fetch/ },
  },
  {
    what: 'photos that it could not pull',
    platform: 'tiktok',
    fault: {
      route: 'POST /v2/post/publish/content/init/',
      kind: 'publish_failed',
      reason: 'photo_pull_failed',
    },
    files: 'photo',
    options: {
      post_type: 'photo',
      privacy_level: 'SELF_ONLY',
      disable_comment: true,
      brand_content_toggle: false,
      brand_organic_toggle: false,
      photo_cover_index: 0,
    },
    asked: 4,
    ends: { status: 'ContentRejected', error_code: 'content_rejected', error_message: /could not fetch/ },
  },
]

describe('media that the network can not fetch', () => {
  test.each(refusals)('$platform: $what', async ({ platform, fault, files, options, asked, ends }) => {
    const connection_id = await world.connect(user, platform)
    await world.control(platform, 'faults', { ...fault, times: 99 })
    const began = world.environment.clock.now()
    const accepted = await world.publish(user, {
      connection_id,
      assets: [files === 'photo' ? photo : film],
      platform_specific_options: options,
    })
    expect([accepted.status, accepted.text]).toEqual([202, expect.any(String)])
    const job = await world.end(user, accepted.body.job_id)
    expect(job).toMatchObject({ status: ends.status, error_code: ends.error_code, post_url: null })
    expect(job.error_message).toMatch(ends.error_message)
    expect(job.attempt_log).toHaveLength(asked)
    expect(world.environment.clock.now() - began).toBeLessThan(10 * 60_000)

    await world.control(platform, 'faults', {}, 'DELETE')
    if (ends.status !== 'Failed') return
    // Where it can be fetched again, its owner sends it anew.
    const again = await world.call(user, `/publishing/jobs/${job.job_id}/retry`, { method: 'POST' })
    expect(again.status).toBe(202)
    expect((await world.end(user, job.job_id)).status).toBe('Published')
  })
})
