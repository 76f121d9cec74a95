import { freshToken, renewRefused } from '../connections/tokens.ts'
import { consequences, type Failure } from '../domain/failure.ts'
import { disarmed, sentAt, withStep } from '../domain/publish-job.ts'
import type { Confirmation } from '../platforms/contract.ts'
import { changeJob } from '../storage/jobs.ts'
import { claimPost } from '../storage/posts.ts'
import { asFailure } from './as-failure.ts'
import { writeUnderLease } from './claim-job.ts'
import { announce } from './events.ts'
import { followFailure } from './follow-failure.ts'
import { type Post, postContext } from './open-post.ts'
import { continueAt, endJob } from './release-job.ts'
import type { RunningServices } from './services.ts'
import { isOptional } from './skip-step.ts'
import { publishedFields } from './store-result.ts'
import { searchGapsMs } from './timing.ts'

type Live = Extract<Confirmation, { state: 'live' }>

/** Accepted is not live: only this makes a job of such a network Published. A failed read never fails a post. */
export async function confirmJob(services: RunningServices, post: Post): Promise<Post | undefined> {
  // The last step that is the post itself: a first comment has nothing to confirm.
  const main = post.job.steps.findLastIndex(
    (step, index) => step.post_id !== undefined && !isOptional(post, index),
  )
  const { seen, authorized } = await ask(services, post, main)
  if (seen === undefined) return readAgain(services, post, main)
  switch (seen.state) {
    case 'live':
      return publish(services, post, { main, seen })
    case 'failed':
      return startOver(services, authorized, { main, failure: seen.failure })
    case 'wait':
      return wait(services, post, { main, at: services.now() + seen.seconds * 1000 })
  }
}

/** The network itself says that this try came to nothing: another one may be made, where the failure allows it. */
async function startOver(
  services: RunningServices,
  post: Post,
  { main, failure }: { main: number; failure: Failure },
): Promise<Post | undefined> {
  const { job } = post
  if (consequences[failure.class].next === 'find')
    return endJob(services, job, { to: 'Unknown', failure }).then(() => undefined)
  const open = await writeUnderLease(services, job, {
    set: { searches: 0, steps: withStep(job, main, disarmed(job.steps[main]!)) },
    remove: ['prepared'],
  })
  return open && followFailure(services, { ...post, job: open }, failure)
}

/** @returns what is seen, undefined when it could not be read now, and the post with the token it was asked with */
async function ask(
  services: RunningServices,
  post: Post,
  main: number,
): Promise<{ seen?: Confirmation; authorized: Post }> {
  const step = post.job.steps[main]!
  const { confirm } = post.module.publisher
  if (!confirm) return { seen: { state: 'live', url: step.post_url ?? null }, authorized: post }
  let authorized = post
  try {
    authorized = { ...post, ...(await freshToken(services, post.connection, services.now())) }
    return { seen: await confirm(postContext(services, authorized), step.post_id!), authorized }
  } catch (error) {
    if (asFailure(error).class === 'reauth') await renew(services, authorized)
    return { authorized }
  }
}

/** Whether a refused token can be renewed is found out now: its owner is asked while the network works on the post. */
async function renew(services: RunningServices, { connection, accessToken }: Post): Promise<void> {
  if (!accessToken || connection.needs_reauth) return
  await renewRefused(services, connection, accessToken).catch(asFailure)
}

async function readAgain(services: RunningServices, post: Post, main: number): Promise<undefined> {
  const { job } = post
  const gap = searchGapsMs[job.searches]
  if (post.module.steps.confirmDecides)
    return wait(services, post, { main, at: services.now() + (gap ?? searchGapsMs.at(-1)!) })
  if (gap === undefined) return publish(services, post, { main, seen: { state: 'live', url: null } })
  await continueAt(services, job, { at: services.now() + gap, change: { add: { searches: 1 } } })
}

/** Not for ever: what is accepted and never shown is told as unknown. */
async function wait(
  services: RunningServices,
  { job }: Post,
  { main, at }: { main: number; at: number },
): Promise<undefined> {
  if (services.now() > job.steps[main]!.armed_at! + services.settings.maxLatenessMs)
    await endJob(services, job, { to: 'Unknown', failure: neverShown })
  else await continueAt(services, job, { at, change: { add: { searches: 1 } } })
}

const neverShown = {
  class: 'unknown' as const,
  userMessage: 'The network accepted the post and never showed it. Look before you send it again.',
  details: {},
}

async function publish(
  services: RunningServices,
  { job }: Post,
  { main, seen }: { main: number; seen: Live },
): Promise<undefined> {
  const { url, id } = seen
  // Under its own id too, so that no equal job takes it for its own.
  if (id !== undefined) await claimPost(services.table, job, { postId: id, step: main })
  const steps = job.steps.map((step, index) => (index === main && url ? { ...step, post_url: url } : step))
  const done = await changeJob(services.table, job, {
    end: { as: 'Published', at: services.now() },
    set: {
      steps,
      ...publishedFields(steps, sentAt(job, job.steps[0]!)),
      ...(id === undefined ? {} : { post_id: id }),
      ...(url || seen.hidden
        ? {}
        : { warnings: [...job.warnings, 'It is live; its address could not be read.'] }),
    },
    remove: ['lease_owner', 'lease_until', 'next_attempt_at', 'prepared', 'error'],
  })
  if (done.done) await announce(services, done.job)
}
