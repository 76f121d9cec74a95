import { freshToken } from '../connections/tokens.ts'
import { changeJob } from '../storage/jobs.ts'
import { asFailure } from './as-failure.ts'
import { announce } from './events.ts'
import { type Post, postContext } from './open-post.ts'
import { continueAt, endJob } from './release-job.ts'
import type { RunningServices } from './services.ts'
import { isOptional } from './skip-step.ts'
import { publishedFields } from './store-result.ts'
import { searchGapsMs } from './timing.ts'

const neverShown = {
  class: 'unknown' as const,
  userMessage: 'The network accepted the post and never showed it. Look before you send it again.',
  details: {},
}

/** Accepted is not live: only this makes a job of such a network Published. A failed read never fails a post. */
export async function confirmJob(services: RunningServices, post: Post): Promise<undefined> {
  const { job, module } = post
  // The last step that is the post itself: a first comment has nothing to confirm.
  const main = job.steps.findLastIndex(
    (step, index) => step.post_id !== undefined && !isOptional(post, index),
  )
  let url: string | null = job.steps[main]?.post_url ?? null
  let id: string | undefined
  if (module.publisher.confirm) {
    try {
      const fresh = await freshToken(services, post.connection, services.now())
      const seen = await module.publisher.confirm(
        postContext(services, { ...post, ...fresh }),
        job.steps[main]!.post_id!,
      )
      if (seen.state === 'failed')
        return endJob(services, job, { to: 'Failed', failure: seen.failure }).then(() => undefined)
      if (
        seen.state === 'wait' &&
        services.now() > job.steps[main]!.armed_at! + services.settings.maxLatenessMs
      )
        return endJob(services, job, { to: 'Unknown', failure: neverShown }).then(() => undefined)
      if (seen.state === 'wait')
        return void (await continueAt(services, job, {
          at: services.now() + seen.seconds * 1000,
          change: { add: { searches: 1 } },
        }))
      url = seen.url
      id = seen.id
    } catch (error) {
      asFailure(error)
      const gap = searchGapsMs[job.searches]
      if (gap !== undefined)
        return void (await continueAt(services, job, {
          at: services.now() + gap,
          change: { add: { searches: 1 } },
        }))
    }
  }
  const steps = job.steps.map((step, index) => (index === main && url ? { ...step, post_url: url } : step))
  const done = await changeJob(services.table, job, {
    to: 'Published',
    set: {
      steps,
      ...publishedFields(steps, job.steps[0]!.armed_at!),
      ...(id === undefined ? {} : { post_id: id }),
      ...(url ? {} : { warnings: [...job.warnings, 'It is live; its address could not be read.'] }),
    },
    remove: ['lease_owner', 'lease_until', 'next_attempt_at', 'prepared', 'error'],
  })
  if (done.done) await announce(services, done.job)
}
