import type { LedgerPost } from '../../local/platforms/kit/server.ts'
import { isArmed, type PublishJob } from '../../shared/domain/publish-job.ts'
import type { Life } from './lives.ts'

/** What became of a job; the last four break a promise. */
export const outcomes = ['once', 'failed', 'unknown', 'duplicate', 'lost', 'stuck', 'wrong'] as const
export type Outcome = (typeof outcomes)[number]

/** `why` says what is wrong, or why it failed; empty for a post that is there as it should be. */
export interface Verdict {
  outcome: Outcome
  why: string
}

export interface Ended {
  life: Life
  job: PublishJob
  /** What its network shows of it. */
  live: LedgerPost[]
  /** Names of the events about it. */
  events: string[]
  /** More than one thing went wrong: then the outcome of any network may be beyond finding out. */
  stormy?: true
}

/** The promise: what was to be published is there exactly once and the job says so, or the job says what is true. */
export function judge({ life, job, live, events, stormy }: Ended): Verdict {
  const parts = new Set(live.map(({ type, text }) => `${type} ${text}`))
  const made = life.post.makes ?? 1
  const told = job.steps.flatMap(({ post_id }) => post_id ?? [])
  const names = live.flatMap((post) => life.network.namesOf?.(post) ?? [post.id])
  const verdict = (outcome: Outcome, why: string): Verdict => ({ outcome, why })

  if (live.length > parts.size) return verdict('duplicate', `${live.length} posts: ${[...parts].join(' | ')}`)
  if (live.length > made) return verdict('duplicate', `${live.length} posts instead of ${made}`)
  if (told.length > live.length)
    return verdict('lost', `tells of ${told.length} posts, ${live.length} are live`)
  if (events.length === 0) return verdict('stuck', `${job.status}, and no event told it`)
  if (job.status !== 'Unknown' && job.steps.some(isArmed))
    return verdict('stuck', `${job.status} with an armed step`)
  if (job.post_id !== undefined && !names.includes(job.post_id))
    return verdict('wrong', `names ${job.post_id}, live is ${names.join(', ')}`)
  const code = job.error?.code ?? 'without a code'
  switch (job.status) {
    case 'Published':
      if (live.length === made) return verdict('once', '')
      // A comment that was given up is a warning beside a post that is there.
      if (live.length > 0 && job.steps.some(({ skipped }) => skipped) && job.warnings.length > 0)
        return verdict('once', '')
      return verdict('lost', `Published with ${live.length} of ${made}`)
    case 'Unknown':
      if (life.post.lost === 'Unknown' || (life.post.neverAbsent && live.length === 0) || stormy)
        return verdict('unknown', code)
      return verdict('wrong', `Unknown (${code}), though the network can be asked`)
    case 'Failed':
      if (live.length === told.length) return verdict('failed', code)
      return verdict('wrong', `Failed (${code}), and ${live.length} are live`)
    default:
      return verdict('wrong', `ended ${job.status} (${code}): ${job.error?.message}`)
  }
}

/** Whether a promise was broken; to fail and to say so is none. */
export const isBroken = ({ outcome }: Verdict): boolean =>
  outcome !== 'once' && outcome !== 'failed' && outcome !== 'unknown'
