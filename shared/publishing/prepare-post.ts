import { freshToken } from '../connections/tokens.ts'
import { isDone, type Prepared, type PublishJob } from '../domain/publish-job.ts'
import { preflightQueue } from '../domain/queues.ts'
import { writeUnderLease } from './claim-job.ts'
import { type Post, postContext, tokenOf } from './open-post.ts'
import { continueAt, endJob, pendingOnceDue } from './release-job.ts'
import type { RunningServices, Turn } from './services.ts'
import { commitTurnAt } from './timing.ts'
import { validateContent } from './validate-content.ts'

const tokenMarginMs = 10 * 60_000
const handleMarginMs = 10 * 60_000
/** Waits up to this long are waited in the turn. */
const waitInTurnSeconds = 3
/** Growing, for each asking fetches from the host anew. */
const mediaWaitsMs = [15_000, 60_000, 120_000, 300_000, 600_000]
/** What a turn keeps for its commit. */
const commitReserveMs = 35_000

/**
 * Checks what needs no network: the grant, the media, the rules. Then gets a token that lasts beyond its time.
 * @returns undefined when the turn has ended @throws PlatformFailure also when the place's own token is gone
 */
export async function authorizePost(services: RunningServices, post: Post): Promise<Post | undefined> {
  const { job, content } = post
  if (post.connection.needs_reauth) {
    await endJob(services, job, { to: 'Failed', failure: mustReconnect })
    return undefined
  }
  if (post.media === undefined) return awaitMedia(services, post)
  const { violations } = await validateContent(job.platform, content, post.media)
  if (violations.length) {
    const message = violations.map((violation) => violation.message).join(' ')
    await endJob(services, job, {
      to: 'ContentRejected',
      failure: { class: 'rejected', userMessage: message, details: {} },
    })
    return undefined
  }
  const validUntil = publishTime(services, job) + tokenMarginMs
  const authorized = { ...post, ...(await freshToken(services, post.connection, validUntil)) }
  tokenOf(authorized)
  return authorized
}

const publishTime = (services: RunningServices, job: PublishJob) =>
  Math.max(services.now(), job.scheduled_at ?? 0)

/**
 * Everything at the network that is safe to repeat, until its handles are ready.
 * @returns the post, ready to be committed; undefined when the turn has ended
 * @throws PlatformFailure
 */
export async function preparePost(
  services: RunningServices,
  post: Post,
  turn: Turn,
): Promise<Post | undefined> {
  const { job, content, connection } = post
  if (usable(post, publishTime(services, job))) return post
  let ready: Post = current(post) ? post : { ...post, job: { ...job, prepared: undefined } }

  while (true) {
    const result = await ready.module.publisher.prepare(postContext(services, ready))
    const prepared: Prepared = {
      content_version: job.content_version,
      generation: connection.generation,
      target: content.target,
      usable_until: result.usableUntil,
      ready: result.state === 'ready',
      step: openStep(job),
      handles: result.handles,
    }
    ready = { ...ready, job: { ...ready.job, prepared } }
    if (result.state === 'ready') return ready
    const commitTurn = result.soon ? commitTurnAt(job, services.now()) : undefined
    if (commitTurn !== undefined) return leave(services, ready, { at: commitTurn, queue: 'commit' })
    if (result.seconds <= waitInTurnSeconds && services.now() < turn.endsAt - commitReserveMs)
      await services.waitUntil(services.now() + result.seconds * 1000)
    else return leave(services, ready, { at: services.now() + result.seconds * 1000 })
    // Kept, so that a turn that dies here does not begin again at the network.
    const kept = await writeUnderLease(services, ready.job, { set: { prepared } })
    if (!kept) return undefined
    ready = { ...ready, job: kept }
  }
}

const mustReconnect = {
  class: 'reauth' as const,
  userMessage: 'The account must be connected again before anything can be published to it.',
  details: {},
}

/** Made for this very content, grant and target. */
const current = ({ job, content, connection }: Post): boolean =>
  job.prepared !== undefined &&
  job.prepared.content_version === job.content_version &&
  job.prepared.generation === connection.generation &&
  job.prepared.target === content.target

const openStep = (job: PublishJob) => job.steps.findIndex((step) => !isDone(step))

const usable = (post: Post, time: number): boolean =>
  current(post) &&
  (!post.module.publisher.preparesEachStep || post.job.prepared!.step === openStep(post.job)) &&
  post.job.prepared!.ready &&
  post.job.prepared!.usable_until > time + handleMarginMs

async function leave(
  services: RunningServices,
  post: Post,
  next: { at: number; queue?: 'commit' },
): Promise<undefined> {
  await continueAt(services, post.job, {
    ...next,
    change: { ...pendingOnceDue(services, post.job), set: { prepared: post.job.prepared! } },
  })
}

/** The media are not measured yet: ask once more, for the first asking may be lost, and look again. */
async function awaitMedia(services: RunningServices, post: Post): Promise<undefined> {
  const { user_id, job_id, content_version } = post.job
  await services.queues.send(preflightQueue, { user_id, job_id, content_version, tries: 0 })
  const wait = mediaWaitsMs[Math.min(post.job.searches, mediaWaitsMs.length - 1)]!
  await continueAt(services, post.job, {
    at: services.now() + wait,
    change: { ...pendingOnceDue(services, post.job), add: { searches: 1 } },
  })
}
