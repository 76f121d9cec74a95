import { freshToken } from '../connections/tokens.ts'
import type { Failure } from '../domain/failure.ts'
import { disarmed, type Step, sentAt, withStep } from '../domain/publish-job.ts'
import type { Finding, FoundPost } from '../platforms/contract.ts'
import { changeJob, type JobChange } from '../storage/jobs.ts'
import { claimPost, unclaimed } from '../storage/posts.ts'
import { asFailure } from './as-failure.ts'
import { announce } from './events.ts'
import { type Post, postContext } from './open-post.ts'
import { attemptOf, continueAt, endJob, withAttempt } from './release-job.ts'
import type { RunningServices } from './services.ts'
import { isOptional, skipStep } from './skip-step.ts'
import { publishedFields, storeResult } from './store-result.ts'
import { searchGapsMs } from './timing.ts'
import { armedTwins } from './twins.ts'

const readTokenMs = 60_000

/**
 * Finds out what became of an armed step whose answer nobody has, before anything may be sent again.
 * @returns the post to go on with once it is known to be live or certainly not
 */
export async function findStep(
  services: RunningServices,
  post: Post,
  index: number,
): Promise<Post | undefined> {
  const step = post.job.steps[index]!
  let finding: Finding
  let reading = post
  // Before asking: what was not there then may have come while the answer was under way.
  const isSettled = settled(services, step, post)
  try {
    reading = { ...post, ...(await freshToken(services, post.connection, services.now() + readTokenMs)) }
    finding = await post.module.publisher.find(postContext(services, reading), {
      index,
      armed_at: step.first_armed_at ?? step.armed_at!,
      commit_deadline: step.commit_deadline!,
    })
  } catch (error) {
    finding = { kind: 'unknown', failure: asFailure(error) }
  }
  const isOnce = finding.kind === 'live' && !finding.exact
  // The network has said yes already: only the id is missing.
  if (step.accepted_at !== undefined && finding.kind !== 'live')
    finding = { kind: 'live', posts: finding.kind === 'seen' ? finding.posts : [] }
  if (finding.kind === 'unknown') {
    // Asking again does not help where looking itself is not permitted.
    if (finding.failure.class === 'permission' && isOptional(post, index))
      return skipStep(services, reading, { index, reason: 'whether it is there may not be looked up' })
    return searchLater(services, reading, { step, failure: finding.failure })
  }
  if (finding.kind === 'dead')
    return isSettled
      ? free(services, reading, { index, change: { remove: ['prepared'] } })
      : searchLater(services, reading, { step })

  const posts = await unclaimed(services.table, post.job, { posts: finding.posts, step: index })
  const twins = posts.length === 0 || finding.exact ? 0 : await armedTwins(services, post.job)
  // Live once by the network's own handle, which does not name it: of more posts than jobs some are not of ours, and
  // nobody knows which.
  const isAmongOthers = isOnce && posts.length > twins + 1
  // As many posts as there are jobs that may have made them: each job has one, and ours is among them.
  if (posts.length > twins && !isAmongOthers) {
    const ours = await claimOne(services, post, { index, posts })
    if (ours) return storeResult(services, reading, { index, made: ours, at: ours.created_at })
  }
  if (finding.kind === 'live') return liveWithoutId(services, reading, { index, step })
  if (posts.length > 0 || !isSettled) return searchLater(services, reading, { step })
  const absence = (finding.kind === 'seen' ? finding.absence : undefined) ?? reading.module.definition.absence
  return absent(services, reading, { index, step, absence })
}

/** No request of ours can still take effect. */
const settled = (services: RunningServices, step: Step, { module }: Post): boolean =>
  services.now() >= step.commit_deadline! + module.definition.settlingMs

/** The oldest of equal posts that no other job takes first. */
async function claimOne(
  services: RunningServices,
  { job }: Post,
  { index, posts }: { index: number; posts: FoundPost[] },
): Promise<FoundPost | undefined> {
  for (const found of posts.toSorted((a, b) => a.created_at - b.created_at))
    if (await claimPost(services.table, job, { postId: found.id, step: index })) {
      services.log.info({ msg: 'post found', job_id: job.job_id, platform: job.platform, post_id: found.id })
      return found
    }
  return undefined
}

/** Not there, and it can't come any more. */
async function absent(
  services: RunningServices,
  post: Post,
  { index, step, absence }: { index: number; step: Step; absence: 'proof' | 'hint' },
): Promise<Post | undefined> {
  if (absence === 'proof') return free(services, post, { index })
  // The list may lag: the same bytes once more, and then never again; what is left is to look, for as long as we do.
  if ((step.resends ?? 0) === 0) return free(services, post, { index, resends: 1 })
  return searchLater(services, post, { step })
}

/** The step may be armed again. Its owner's word that it is not there serves for one more try alone. */
async function free(
  services: RunningServices,
  post: Post,
  { index, resends, change = {} }: { index: number; resends?: number; change?: JobChange },
): Promise<undefined> {
  const step = post.job.steps[index]!
  const { denied: _, ...tried } = step
  const next = disarmed({
    ...tried,
    first_armed_at: step.first_armed_at ?? step.armed_at!,
    ...(resends === undefined ? {} : { resends }),
  })
  await continueAt(services, post.job, {
    at: services.now(),
    change: { ...change, to: 'Pending', set: { steps: withStep(post.job, index, next), searches: 0 } },
  })
}

async function searchLater(
  services: RunningServices,
  post: Post,
  { step, failure }: { step: Step; failure?: Failure },
): Promise<Post | undefined> {
  const { job } = post
  const gap = searchGapsMs[job.searches + 1]
  if (gap === undefined && isOptional(post, job.steps.indexOf(step)))
    return skipStep(services, post, {
      index: job.steps.indexOf(step),
      reason: 'whether it is there could not be found out',
    })
  if (gap === undefined)
    return step.denied
      ? free(services, post, { index: job.steps.indexOf(step) })
      : endUnknown(services, post, failure)
  const settledAt = step.commit_deadline! + post.module.definition.settlingMs
  const soonest = services.now() + gap
  // Nothing is gained by asking twice before the network has settled, nor by asking late once it has.
  const at = Math.max(
    failure?.retryAt ?? 0,
    settledAt > services.now() ? Math.min(soonest, settledAt + 1_000) : soonest,
  )
  await continueAt(services, job, {
    at,
    change: {
      add: { searches: 1 },
      ...(failure ? { set: { history: withAttempt(job, attemptOf(services, failure, true)) } } : {}),
    },
  })
}

/** It is live, and its id does not show. After the last search it is Published without one. */
async function liveWithoutId(
  services: RunningServices,
  post: Post,
  { index, step }: { index: number; step: Step },
): Promise<Post | undefined> {
  const { job } = post
  if (searchGapsMs[job.searches + 1] !== undefined && job.searches < maxIdSearches)
    return searchLater(services, post, { step })
  // What comes after needs the id of this one.
  const rest = job.steps.map((_, at) => at).filter((at) => at > index)
  if (!rest.every((at) => isOptional(post, at))) return endUnknown(services, post)
  const noComment = rest.length > 0 ? ['Its first comment could not be made without that address.'] : []
  const done = await changeJob(services.table, job, {
    end: { as: 'Published', at: services.now() },
    set: {
      ...(index > 0 ? publishedFields(job.steps, sentAt(job, step)) : { published_at: sentAt(job, step) }),
      warnings: [
        ...job.warnings,
        'It is live, but the network does not show under which address.',
        ...noComment,
      ],
    },
    remove: ['lease_owner', 'lease_until', 'next_attempt_at'],
    if: '#lease_owner = :lease',
    values: { lease: job.lease_owner },
  })
  if (done.done) await announce(services, done.job)
}

const maxIdSearches = 5

async function endUnknown(services: RunningServices, post: Post, failure?: Failure): Promise<undefined> {
  await endJob(services, post.job, {
    to: 'Unknown',
    code: failure?.class === 'reauth' ? 'reauth_required' : 'outcome_unknown',
    failure: failure ?? { class: 'unknown', userMessage: '', details: {} },
    message: `${post.module.definition.name} did not let us find out whether the post is live. Look before you send it again.`,
  })
}
