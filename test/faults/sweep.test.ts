import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '../../shared/domain/uuid.ts'
import { acceptJob } from '../../shared/publishing/accept-job.ts'
import { sweep } from '../../shared/publishing/sweep.ts'
import { dueRows } from '../../shared/storage/due.ts'
import { createJob, getJob } from '../../shared/storage/jobs.ts'
import { type MachineWorld, openMachineWorld, user } from './state-machine-world.ts'

/** More than one page of every shard. */
const many = 3_600

const full = process.env.FAULTS === 'full'

let world: MachineWorld
beforeAll(async () => {
  if (full) world = await openMachineWorld()
})
afterAll(() => world?.close())

test.skipIf(!full)(
  'one turn of the sweeper goes on from page to page while there is time',
  async () => {
    const { services, clock, connectionId } = world
    const { job } = await acceptJob(services, {
      userId: user,
      connectionId,
      post: { text_content: 'One of very many.', assets: [] },
    })
    const model = (await getJob(services.table, { user_id: user, job_id: job.job_id }))!
    for (let start = 0; start < many; start += 50)
      await Promise.all(
        Array.from({ length: 50 }, () =>
          createJob(services.table, { ...model, job_id: uuidv7(clock.now()), write_id: crypto.randomUUID() }),
        ),
      )
    clock.advance(80_000)
    const due = async () => {
      let rows = 0
      for await (const page of dueRows(services.table, { kind: 'LOOK', now: clock.now(), perShard: 1_000 }))
        rows += page.length
      return rows
    }
    expect(await due()).toBeGreaterThan(many)
    await sweep(services, { endsAt: clock.now() + 110_000 })
    expect(await due()).toBe(0)
  },
  180_000,
)
