import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Platform } from '../../shared/domain/platform.ts'
import { is } from './crossings.ts'
import { lives } from './lives.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

let world: FaultWorld
beforeAll(async () => {
  world = await openFaultWorld({}, ['facebook', 'tiktok'])
})
beforeEach(() => world.calm())
afterAll(() => world.close())

/** Where an accepted film goes on being processed, and where its commit and the reading of its state stand. */
const reel = {
  life: 'facebook/a reel',
  commit: 'POST /:page/video_reels',
  state: 'GET /:video',
  slow: { route: 'POST /:page/video_reels', kind: 'slow_processing', ms: 90_000 },
}
const film = {
  life: 'tiktok/a film',
  commit: 'PUT /video/',
  state: 'POST /v2/post/publish/status/fetch/',
  slow: { route: 'POST /v2/post/publish/video/init/', kind: 'slow_processing', ms: 90_000 },
}

const begin = async (id: string, text: string) => {
  const { platform, post } = lives.find((life) => life.id === id)!
  const before = new Set(world.ledger(platform).map((one) => one.id))
  const jobId = await world.publishPost(platform, post, { text })
  return { jobId, platform, live: () => world.ledger(platform).filter((one) => !before.has(one.id)) }
}
const count = async (platform: Platform, route: string) => (await world.requests(platform, route)).length

describe('accepted is not live:', () => {
  test.each([reel, film])('E15: $life is Processing until its network shows it', async ({ life, slow }) => {
    const platform = life.split('/')[0] as Platform
    await world.fault(platform, slow)
    const { jobId, live } = await begin(life, `Slow, ${life}.`)
    const accepted = await world.reach(jobId, ({ steps }) => steps[0]!.post_id !== undefined)
    expect(accepted).toMatchObject({ status: 'Processing' })
    expect([live(), world.events(jobId)]).toEqual([[], []])
    const job = await world.recover(jobId)
    expect(job).toMatchObject({ status: 'Published', attempts: 1 })
    expect(live()).toHaveLength(1)
  })

  test('E15: what its network itself calls failed after it was accepted is not live, and says why', async () => {
    await world.fault('facebook', { route: 'POST /:page/video_reels', kind: 'processing_error', code: 6000 })
    const { jobId, live } = await begin(reel.life, 'Refused after it was accepted.')
    const job = await world.recover(jobId)
    expect(job).toMatchObject({ status: 'ContentRejected', attempts: 1 })
    expect(live()).toEqual([])
  })

  test('E15: a failure that its network calls its own permits another try', async () => {
    await world.fault('tiktok', {
      route: 'POST /v2/post/publish/video/init/',
      kind: 'publish_failed',
      reason: 'internal',
    })
    const { jobId, live } = await begin(film.life, 'Failed inside, then not.')
    expect(await world.recover(jobId)).toMatchObject({ status: 'Published', attempts: 2 })
    expect(live()).toHaveLength(1)
  })

  test.each([reel, film])(
    'E15: $life of which nothing more is heard ends Unknown and is never sent again',
    async ({ life, commit, state, slow }) => {
      const platform = life.split('/')[0] as Platform
      await world.fault(platform, slow)
      const { jobId, live } = await begin(life, `Silence about ${life}.`)
      await world.reach(jobId, ({ steps }) => steps[0]!.post_id !== undefined)
      const isState = is({ call: `${platform} ${state}`, phase: 'before' })
      world.crossings.meet((crossing) => {
        if (isState(crossing)) throw new Error('lost')
      })
      const commits = await count(platform, commit)
      const job = await world.reach(jobId, ({ status, due }) => status === 'Unknown' && due === undefined, 30)
      expect(job).toMatchObject({ attempts: 1 })
      expect(await count(platform, commit)).toBe(commits)
      expect(live()).toHaveLength(1)
    },
  )

  test.each([reel, film])(
    'E15: $life whose connection leaves before it is shown is told as unknown, not as never sent',
    async ({ life, slow }) => {
      const platform = life.split('/')[0] as Platform
      await world.fault(platform, slow)
      const { jobId } = await begin(life, `Left behind, ${life}.`)
      await world.reach(jobId, ({ steps }) => steps[0]!.post_id !== undefined)
      await world.forget(world.connections[platform]!)
      expect(await world.recover(jobId)).toMatchObject({
        status: 'Unknown',
        error: { code: 'outcome_unknown' },
      })
      await world.connect(platform)
    },
  )

  test.each([reel, film])(
    'E15: $life that shows after it was given up is Published once its owner asks again',
    async ({ life, state, slow }) => {
      const platform = life.split('/')[0] as Platform
      await world.fault(platform, slow)
      const { jobId } = await begin(life, `Shown late, ${life}.`)
      await world.reach(jobId, ({ steps }) => steps[0]!.post_id !== undefined)
      const isState = is({ call: `${platform} ${state}`, phase: 'before' })
      world.crossings.meet((crossing) => {
        if (isState(crossing)) throw new Error('lost')
      })
      await world.reach(jobId, ({ status, due }) => status === 'Unknown' && due === undefined, 30)
      await world.calm()
      const { status } = await world.call(`/publishing/jobs/${jobId}/retry`, {
        body: { confirm_not_published: true },
      })
      expect(status).toBe(202)
      expect(await world.recover(jobId)).toMatchObject({ status: 'Published', attempts: 1 })
      expect(world.live(platform, `Shown late, ${life}.`)).toHaveLength(1)
    },
  )

  test('E15: a film that is looked for once more can’t be cancelled: it was sent', async () => {
    await world.fault('tiktok', film.slow)
    const { jobId } = await begin(film.life, 'Asked again, then cancelled.')
    await world.reach(jobId, ({ steps }) => steps[0]!.post_id !== undefined)
    const isState = is({ call: `tiktok ${film.state}`, phase: 'before' })
    world.crossings.meet((crossing) => {
      if (isState(crossing)) throw new Error('lost')
    })
    await world.reach(jobId, ({ status, due }) => status === 'Unknown' && due === undefined, 30)
    await world.calm()
    const held = world.crossings.hold(
      is({ caller: 'publish-tiktok', call: 'dynamodb GetItem', phase: 'before' }),
    )
    const path = `/publishing/jobs/${jobId}`
    await world.call(`${path}/retry`, { body: { confirm_not_published: true } })
    await held.there
    const { status, body } = await world.call(path, { method: 'DELETE' })
    held.go()
    expect([status, body.code]).toEqual([409, 'job_state_conflict'])
    expect((await world.recover(jobId)).status).toBe('Published')
  })
})
