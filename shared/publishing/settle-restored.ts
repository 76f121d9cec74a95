import { randomUUID } from 'node:crypto'
import type { Log } from '../domain/log.ts'
import { isDone, isEnded, type PublishJob } from '../domain/publish-job.ts'
import type { TellingServices } from '../notifications/tell.ts'
import { everyDueRow } from '../storage/due.ts'
import { changeJob, getJob } from '../storage/jobs.ts'
import { readDueKey } from '../storage/keys.ts'
import { announce } from './events.ts'

type Services = TellingServices & { log: Log }

const endingMs = 5_000

/**
 * After the table was restored from a backup: whatever it has for unfinished, and whose time has passed, may have
 * gone out since. It becomes Unknown, as if every request of it had been sent, so that a retry looks for it first.
 * Run by hand before any worker is; repeatable.
 * @returns `done` false: there was no time for all; run it again
 */
export async function settleRestored(
  services: Services,
  turn: { endsAt: number },
): Promise<{ settled: number; done: boolean }> {
  let settled = 0
  for await (const rows of everyDueRow(services.table, 'LOOK')) {
    if (services.now() > turn.endsAt - endingMs) return { settled, done: false }
    const done = await Promise.all(rows.map((row) => settle(services, row)))
    settled += done.filter(Boolean).length
  }
  return { settled, done: true }
}

async function settle(services: Services, row: { pk: string; sk: string }): Promise<boolean> {
  const target = readDueKey(row)
  if (target.kind !== 'job') return false
  const job = await getJob(services.table, { user_id: target.userId, job_id: target.id }, true)
  if (!job || isEnded(job.status) || timeOf(job) > services.now()) return false
  const ended = await asUnknown(services, job)
  if (ended) await announce(services, ended)
  return ended !== undefined
}

const timeOf = (job: PublishJob): number => job.scheduled_at ?? job.created_at

async function asUnknown(services: Services, job: PublishJob): Promise<PublishJob | undefined> {
  const now = services.now()
  const unchanged = (status: PublishJob['status']) => ({
    if: '#status = :status AND #version = :version',
    values: { status, version: job.version },
  })
  const steps = job.steps.map((step) =>
    isDone(step)
      ? step
      : {
          attempt_id: randomUUID(),
          ...step,
          armed_at: step.armed_at ?? timeOf(job),
          commit_deadline: now,
        },
  )
  // A job that is not yet Processing gets there first: the table of transitions knows no other way.
  if (job.status !== 'Processing') {
    const armed = await changeJob(services.table, job, {
      to: 'Processing',
      set: { steps },
      ...unchanged(job.status),
    })
    if (!armed.done) return undefined
  }
  const ended = await changeJob(services.table, job, {
    end: { as: 'Unknown', at: now },
    set: { steps, error: restored },
    // What was prepared stays: it may be what went live.
    remove: ['lease_owner', 'lease_until', 'next_attempt_at'],
    // Messages of before are void.
    add: { wake: 1 },
    ...unchanged('Processing'),
  })
  return ended.done ? ended.job : undefined
}

const restored: PublishJob['error'] = {
  code: 'outcome_unknown',
  message:
    'The service was restored to an earlier moment, and what became of this post since is not known. Look before you send it again.',
  details: {},
  reauth_required: false,
}
