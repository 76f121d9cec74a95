import { isEnded } from '../../shared/domain/publish-job.ts'
import type { NetworkContract, Post } from '../networks/contract.ts'
import { networks } from '../networks/table.ts'
import type { PresentedJob } from './endurance-verdict.ts'
import type { EnduranceWorld } from './endurance-world.ts'

/** A post that is to be promised. */
interface Planned {
  network: NetworkContract
  post: Post
  /** What no other post says. */
  words: string
  scheduled: boolean
}

/** A post that was promised. */
export interface Accepted extends Planned {
  jobId: string
}

interface Work {
  jobs: number
  /** How far ahead a scheduled post is, ms. */
  aheadMs: () => number
}

/** As many posts on each network, every kind in turn, each kind scheduled every other time. */
const plan = (jobs: number): Planned[] =>
  Array.from({ length: jobs }, (_, serial) => {
    const network = networks[serial % networks.length]!
    const turn = Math.floor(serial / networks.length)
    const kind = turn % network.posts.length
    const round = Math.floor(turn / network.posts.length)
    return {
      network,
      post: network.posts[kind]!,
      words: `Endurance ${String(serial).padStart(4, '0')}.`,
      scheduled: (kind + round) % 2 === 0,
    }
  })

/** What the client of the service has in hand. */
export function createWork({ client, files, now }: EnduranceWorld, { jobs, aheadMs }: Work) {
  const planned = plan(jobs)
  const connections = new Map<string, Promise<string>>()
  const underWay: Promise<void>[] = []
  const accepted: Accepted[] = []
  const refused: string[] = []

  const connection = (platform: string): Promise<string> => {
    const known = connections.get(platform) ?? client.connect(platform)
    connections.set(platform, known)
    return known
  }

  async function accept({ network, post, words, scheduled }: Planned): Promise<void> {
    const { platform, place } = network
    const connectionId = await connection(platform)
    const own = typeof post.options === 'function' ? post.options(words) : post.options
    const answer = await client.accept({
      connection_id: connectionId,
      ...(post.text === null ? {} : { text_content: words }),
      assets: (post.files ?? []).map((name) => files[name]),
      platform_specific_options: {
        post_type: post.type,
        ...(place ? { [place.option]: place.id } : {}),
        ...own,
      },
      ...(scheduled ? { schedule_time: new Date(now() + aheadMs()).toISOString() } : {}),
    })
    if ('jobId' in answer) accepted.push({ network, post, words, scheduled, jobId: answer.jobId })
    else refused.push(`${network.name}, ${post.name} "${words}" was refused: ${answer.refused}`)
  }

  const ended = new Set<string>()
  /** The jobs as they are told now. */
  const told = (ids: string[]): Promise<PresentedJob[]> => Promise.all(ids.map((id) => client.job(id)))

  return {
    accepted,
    refused,
    told,
    get ended() {
      return ended.size
    },
    /** Begins to hand in posts, up to this many. */
    begin(upTo: number) {
      for (const one of planned.slice(underWay.length, upTo)) underWay.push(accept(one))
    },
    /** When all that was begun has been answered. */
    answered: async () => void (await Promise.all(underWay)),
    /** Jobs that have not ended yet. */
    async open(): Promise<PresentedJob[]> {
      const left = accepted.map(({ jobId }) => jobId).filter((id) => !ended.has(id))
      const jobs = await told(left)
      for (const { job_id, status } of jobs) if (isEnded(status)) ended.add(job_id)
      return jobs.filter(({ status }) => !isEnded(status))
    },
  }
}

export type EnduranceWork = ReturnType<typeof createWork>
