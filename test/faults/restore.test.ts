import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, type Item, openDatabase } from '../fixtures/database.ts'
import { is } from './crossings.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

let world: FaultWorld
let database: Database
beforeAll(async () => {
  world = await openFaultWorld()
  database = openDatabase(world.environment)
})
afterAll(async () => {
  database.close()
  await world.close()
})

const restore = async (backup: Item[]) => {
  await Promise.all((await database.all()).map(database.remove))
  await Promise.all(backup.map(database.put))
}

const settleRestored = () => world.environment.invoke('settle-restored') as Promise<{ settled: number }>

const retry = (jobId: string, body: object = { confirm_not_published: true }) =>
  world.call(`/publishing/jobs/${jobId}/retry`, { method: 'POST', body })

test('E20: what a restored table has for unsent is told as unknown, and sent again only where it is not live', async () => {
  const live = await world.publish({
    platform: 'instagram',
    text: 'Live since.',
    image: true,
    inSeconds: 900,
  })
  const later = await world.publish({ platform: 'x', text: 'Not due yet.', inSeconds: 5 * 3600 })
  // Its worker dies before anything is sent, and so it is in the backup.
  world.crossings.killAlways(is({ caller: 'publish-x', call: 'dynamodb UpdateItem', phase: 'before' }))
  const unsent = await world.publish({ platform: 'x', text: 'Never sent.' })
  await world.settle()
  const backup = await database.all()
  expect((await world.recover(live)).status).toBe('Published')

  await restore(backup)
  world.crossings.meet(undefined)
  expect(await settleRestored()).toEqual({ settled: 2, done: true })
  for (const jobId of [live, unsent]) {
    expect(await world.job(jobId)).toMatchObject({
      status: 'Unknown',
      error: { code: 'outcome_unknown', message: expect.stringContaining('restored') },
    })
    expect(world.events(jobId)).toContain('publish_job.unknown')
  }
  expect(await world.job(later)).toMatchObject({ status: 'Scheduled' })
  expect(await settleRestored()).toEqual({ settled: 0, done: true })

  // Nothing goes out by itself, whatever messages are left.
  await world.environment.tick(600_000)
  await world.environment.invoke('sweep')
  await world.settle()
  expect(world.live('instagram', 'Live since.')).toHaveLength(1)
  expect(world.live('x', 'Never sent.')).toEqual([])

  expect((await retry(live, {})).status).toBe(409)
  for (const jobId of [live, unsent]) expect((await retry(jobId)).status).toBe(202)
  expect(await world.recover(live)).toMatchObject({ status: 'Published' })
  expect(world.live('instagram', 'Live since.')).toHaveLength(1)
  expect(await world.recover(unsent)).toMatchObject({ status: 'Published' })
  expect(world.live('x', 'Never sent.')).toHaveLength(1)
  expect(await world.recover(later)).toMatchObject({ status: 'Published' })
})
