import { randomUUID } from 'node:crypto'
import type { Failure } from '../domain/failure.ts'
import { type PublishJob, withStep } from '../domain/publish-job.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import { type CommitLine, type Ending, openCommitLine } from '../platforms/commit-line.ts'
import { classify } from '../platforms/failures.ts'
import { dialects } from '../platforms/registry.ts'
import type { CommitRequest } from '../platforms/request.ts'
import { getConnection } from '../storage/connections.ts'
import { clearHold } from '../storage/holds.ts'
import { writeUnderLease } from './claim-job.ts'
import { followFailure } from './follow-failure.ts'
import { holdSilent, holdUsedUp } from './hold-work.ts'
import { type Post, postContext } from './open-post.ts'
import { continueAt, searchSoon } from './release-job.ts'
import type { RunningServices, Turn } from './services.ts'
import { storeResult } from './store-result.ts'
import { commitTurnAt } from './timing.ts'

const connectBeforeMs = 1_000
/** The arming write is given this long before the time. */
const armBeforeMs = 30
const storingMs = 5_000
/** With less left than this the request is not begun. */
const leastSendingMs = 3_000

/**
 * Makes one step live: waits for its second, arms, sends once. Nothing stands between the arming write and the
 * request: the connection is open, the body is built, the token was checked.
 */
export async function commitStep(
  services: RunningServices,
  post: Post,
  { index, turn, probe }: { index: number; turn: Turn; probe: boolean },
): Promise<Post | undefined> {
  const { job, module } = post
  const time = job.scheduled_at ?? 0
  const { commitTimeoutMs } = module.definition
  const keep = { set: { prepared: job.prepared! } }
  const later = commitTurnAt(job, services.now())
  if (later !== undefined)
    return void (await continueAt(services, job, { at: later, queue: 'commit', change: keep }))
  const isTooLate = () => Math.max(time, services.now()) + commitTimeoutMs + storingMs > turn.endsAt
  if (isTooLate())
    return void (await continueAt(services, job, { at: services.now(), queue: 'commit', change: keep }))

  const request = await module.publisher.commit(postContext(services, post), index)
  const isOut = services.sending.begin()
  try {
    await services.waitUntil(time - connectBeforeMs)
    const { line, connection } = await openLine(services, job, request)
    // Certainly not sent: nothing was even armed.
    if (!line) return await followFailure(services, post, notReached)
    try {
      // Another grant, or none: what was prepared with the old one is not committed.
      if (!connection || connection.closing || connection.generation !== post.connection.generation)
        return void (await continueAt(services, job, { at: services.now() }))
      await services.waitUntil(time - armBeforeMs)
      if (!line.isOpen() || isTooLate())
        return void (await continueAt(services, job, { at: services.now(), queue: 'commit', change: keep }))
      const armed = await arm(services, post, { index, commitTimeoutMs })
      if (!armed) return undefined
      await services.waitUntil(time)
      // An arming write that took long leaves less: `find` counts on the deadline it wrote down.
      const left = armed.steps[index]!.commit_deadline! - services.now()
      const sending: Promise<Ending> =
        left > leastSendingMs
          ? line.send(request, left)
          : Promise.resolve({ kind: 'not_sent', cause: new Error('the arming write took too long') })
      isOut()
      const ending = await sending
      const next = await afterSending(services, { ...post, job: armed }, { index, ending })
      if (probe && isSuccess(ending)) await clearHold(services.table, job.platform)
      await noteLimits(services, armed, ending)
      return next
    } finally {
      line.close()
    }
  } finally {
    isOut()
  }
}

/** Opens the connection while the grant is read once more. */
async function openLine(
  services: RunningServices,
  job: PublishJob,
  { url }: CommitRequest,
): Promise<{ line: CommitLine | undefined; connection: SocialConnection | undefined }> {
  const opening = openCommitLine(url).catch(() => undefined)
  try {
    const connection = await getConnection(services.table, job.user_id, job.connection_id)
    return { connection, line: await opening }
  } catch (error) {
    ;(await opening)?.close()
    throw error
  }
}

const notReached: Failure = {
  class: 'retry',
  userMessage: 'The network could not be reached.',
  details: { message: 'no connection' },
  row: 'not-reached',
}

/** The conditional write after which the request may be sent. */
async function arm(
  services: RunningServices,
  post: Post,
  { index, commitTimeoutMs }: { index: number; commitTimeoutMs: number },
): Promise<PublishJob | undefined> {
  const { job } = post
  const armed_at = services.now()
  const commit_deadline = Math.max(armed_at, job.scheduled_at ?? 0) + commitTimeoutMs
  return writeUnderLease(services, job, {
    ...(job.status === 'Processing' ? {} : { to: 'Processing' as const }),
    set: {
      steps: withStep(job, index, {
        ...job.steps[index],
        attempt_id: randomUUID(),
        armed_at,
        commit_deadline,
      }),
      prepared: job.prepared!,
      searches: 0,
    },
    remove: ['next_attempt_at'],
    add: { attempts: 1 },
    if: `attribute_not_exists(#steps[${index}].#attempt_id)`,
  })
}

/** What the ending says of the jobs to come. */
async function noteLimits(services: RunningServices, job: PublishJob, ending: Ending): Promise<void> {
  const { usedUp } = dialects[job.platform]
  const at = { now: services.now(), onCommit: true }
  if (isSuccess(ending) && ending.kind === 'answer')
    await holdUsedUp(services, job, usedUp?.(ending.answer.headers, at))
  else if (ending.kind === 'no_answer' || (ending.kind === 'answer' && ending.answer.status >= 500))
    await holdSilent(services, job)
}

const isSuccess = (ending: Ending): boolean =>
  ending.kind === 'answer' && ending.answer.status >= 200 && ending.answer.status < 300

async function afterSending(
  services: RunningServices,
  post: Post,
  { index, ending }: { index: number; ending: Ending },
): Promise<Post | undefined> {
  const { job, module } = post
  const now = services.now()
  const accepted =
    ending.kind === 'answer' && isSuccess(ending) && !module.dialect.isRefusal?.(ending.answer)
      ? { made: module.publisher.committed(ending.answer, postContext(services, post), index) }
      : undefined
  // Before anything is stored: this line is evidence, should storing fail.
  services.log.info({
    msg: 'commit',
    job_id: job.job_id,
    platform: job.platform,
    attempt_id: job.steps[index]?.attempt_id,
    status: ending.kind === 'answer' ? ending.answer.status : ending.kind,
    ...(typeof accepted?.made === 'object' ? { post_id: accepted.made.id } : {}),
    ...(job.scheduled_at === undefined
      ? {}
      : { lateness_ms: job.steps[index]!.armed_at! - job.scheduled_at }),
  })
  if (ending.kind === 'not_sent') return followFailure(services, post, notReached, index)
  if (ending.kind === 'no_answer') return searchSoon(services, job)
  const { answer } = ending
  if (accepted) {
    const { made } = accepted
    if (made === 'unnamed')
      return searchSoon(services, job, {
        set: { steps: withStep(job, index, { ...job.steps[index], accepted_at: now }) },
      })
    return made ? storeResult(services, post, { index, made, at: now }) : searchSoon(services, job)
  }
  const failure = classify(post.network.errors, module.dialect, module.dialect.read(answer), {
    onCommit: true,
    now,
  })
  return followFailure(services, post, failure, index)
}
