import type { LedgerPost } from '../../local/platforms/kit/server.ts'
import type { Platform } from '../../shared/domain/platform.ts'
import { isEnded, type Status } from '../../shared/domain/publish-job.ts'
import { definitions } from '../../shared/platforms/registry.ts'
import type { NetworkContract, Post } from '../networks/contract.ts'

/** What the API tells of a job, as far as it is judged. */
export interface PresentedJob {
  job_id: string
  status: Status
  external_post_id: string | null
  next_attempt_at: string | null
  error_message: string | null
  warnings: string[]
  parts: { external_post_id: string | null }[]
}

/** A post that was promised, what no other post says, and what its owner was told in the end. */
export interface Promised {
  post: Post
  words: string
  job: PresentedJob
}

export interface Tally {
  scenarios: number
  exactlyOnce: number
  failedTruthfully: number
  duplicates: number
  lost: number
  stuck: number
}

/** Compares what was told of the posts of one network with what is live there. @returns with a line for each that is wrong */
export function judge(
  network: NetworkContract,
  promised: Promised[],
  ledger: LedgerPost[],
): { tally: Tally; wrong: string[] } {
  const { namesOf = ({ id }: LedgerPost) => [id] } = network
  const tally: Tally = {
    ...{ scenarios: promised.length, exactlyOnce: 0, failedTruthfully: 0 },
    ...{ duplicates: 0, lost: 0, stuck: 0 },
  }
  // A network whose lists may lag never shows that something is not there.
  const provesAbsence = definitions[network.platform as Platform].absence === 'proof'
  const wrong: string[] = []
  const strays = new Set(ledger)

  const made = ({ words, job }: Promised): LedgerPost[] => {
    const told = [job.external_post_id, ...job.parts.map((part) => part.external_post_id)]
    const isNamed = (one: LedgerPost) =>
      namesOf(one).some((name) => typeof name === 'string' && told.includes(name))
    // A post that two jobs are told of is one of them's alone.
    const own = [...strays].filter((one) => one.text.includes(words) || isNamed(one))
    const below = [...strays].filter(
      ({ parent_id }) => parent_id && own.some((one) => namesOf(one).includes(parent_id)),
    )
    return [...new Set([...own, ...below])]
  }

  for (const one of promised) {
    const live = made(one)
    for (const entry of live) strays.delete(entry)
    const kind = verdict(one, live, { namesOf, provesAbsence })
    tally[kind] += 1
    if (kind !== 'exactlyOnce' && kind !== 'failedTruthfully')
      wrong.push(
        `${network.name}, ${one.post.name} "${one.words}" ${kind}: told ${JSON.stringify(one.job)}, live ${JSON.stringify(live.map(({ id }) => id))}`,
      )
  }
  tally.duplicates += strays.size
  for (const { id, type, text } of strays)
    wrong.push(`${network.name}, ${type} ${id} is live and nobody's: ${text}`)
  return { tally, wrong }
}

function verdict(
  { post, job }: Promised,
  live: LedgerPost[],
  { namesOf, provesAbsence }: { namesOf: (post: LedgerPost) => unknown[]; provesAbsence: boolean },
): Exclude<keyof Tally, 'scenarios'> {
  const expected = post.makes ?? 1
  if (live.length > expected) return 'duplicates'
  if (!isEnded(job.status)) return 'stuck'
  // Only where the network itself gives no way to tell.
  if (job.status === 'Unknown') {
    const canTell = post.lost !== 'Unknown' && (live.length > 0 || (provesAbsence && !post.neverAbsent))
    return canTell ? 'stuck' : 'failedTruthfully'
  }
  // Nothing here refuses a post: one that was promised and is not there was lost.
  if (job.status !== 'Published') return 'lost'
  const isTold = live.some((one) => namesOf(one).includes(job.external_post_id))
  // A first comment that could not be told is said in a warning.
  const missing = job.warnings.length > 0 && post.makes === 2 ? 1 : 0
  return isTold && live.length >= expected - missing ? 'exactlyOnce' : 'lost'
}
