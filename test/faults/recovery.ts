import { setTimeout as pause } from 'node:timers/promises'
import type { Environment } from '../../local/environment.ts'
import { isEnded, type PublishJob } from '../../shared/domain/publish-job.ts'
import { overdueAt } from '../../shared/publishing/timing.ts'
import { nextMoment } from '../fixtures/next-moment.ts'
import { type Crossings, watchCrossings } from './crossings.ts'

const hour = 3_600_000
/** A worker that calls nobody for this long is waiting for the clock. */
const quietMs = 30
const stepMs = 250

interface Watched {
  environment: Environment
  crossings: Crossings
}

interface Recovering extends Watched {
  job(jobId: string): Promise<PublishJob>
}

/** Waits for all work under way, moving the clock for those who wait for it. */
export const movingSettle =
  ({ environment, crossings }: Watched) =>
  async (): Promise<void> => {
    const before = crossings.seen
    let over = false
    const settled = environment.settle().finally(() => {
      over = true
    })
    while (!over) {
      await Promise.race([settled, pause(10)])
      if (!over && crossings.seen > before && crossings.quietMs() > quietMs) await environment.tick(stepMs)
    }
    await settled
  }

/** The same for a world whose border nobody else stands at. */
export const hurriedSettle = (environment: Environment) =>
  movingSettle({ environment, crossings: watchCrossings(environment) })

/** Lets the world go on by itself, on a clock that is moved to whatever comes next. */
export function createRecovery({ environment, crossings, job }: Recovering) {
  const { clock } = environment
  const settle = movingSettle({ environment, crossings })

  /** Until the job is as wanted. @throws when it has not been so for `hours` */
  const reach = async (jobId: string, is: (job: PublishJob) => boolean, hours = 12): Promise<PublishJob> => {
    const end = clock.now() + hours * hour
    while (true) {
      await settle()
      const now = await job(jobId)
      if (is(now)) return now
      const next = Math.min(overdueAt(now) ?? Number.POSITIVE_INFINITY, nextMoment(environment, jobId))
      if (clock.now() > end || !Number.isFinite(next))
        throw new Error(`still ${now.status} with due ${now.due}: ${JSON.stringify(now.steps)}`)
      await environment.tick(Math.max(1, next - clock.now() + 1))
      await settle()
      // A sweep may be killed, too; the next minute has another.
      if ((overdueAt(now) ?? Number.POSITIVE_INFINITY) <= clock.now())
        await environment.invoke('sweep').catch(() => undefined)
    }
  }

  /** Until the job has ended and said so. */
  const recover = (jobId: string): Promise<PublishJob> =>
    reach(jobId, ({ status, due }) => isEnded(status) && due === undefined)

  /** Until something has happened by itself. */
  const until = async (happened: () => boolean | Promise<boolean>): Promise<void> => {
    const end = performance.now() + 10_000
    while (!(await happened())) {
      if (performance.now() > end) throw new Error('it did not happen in 10 s')
      await pause(5)
    }
  }

  return { settle, reach, recover, until }
}
