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
  const accepted: (Planned & { jobId: string })[] = []
  const refused: string[] = []

  const connection = (platform: string): Promise<string> => {
    const known = connections.get(platform) ?? client.connect(platform)
    connections.set(platform, known)
    return known
  }

  async function accept(one: Planned): Promise<void> {
    const { network, post, words, scheduled } = one
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
    if ('jobId' in answer) accepted.push({ ...one, jobId: answer.jobId })
    // Down for so long that its time has passed before anybody took it: another time, and another key.
    else if (answer.refused === 'invalid_schedule_time') await accept(one)
    else refused.push(`${network.name}, ${post.name} "${words}" was refused: ${answer.refused}`)
  }

  return {
    refused,
    get accepted() {
      return accepted.length
    },
    /** Begins to hand in posts, up to this many. */
    begin(upTo: number) {
      for (const one of planned.slice(underWay.length, upTo)) {
        const accepting = accept(one)
        // `answered` tells of a failure.
        accepting.catch(() => undefined)
        underWay.push(accepting)
      }
    },
    /** When all that was begun has been answered. */
    answered: async () => void (await Promise.all(underWay)),
    /** Each post that was promised, with what is told of it now. */
    async told(): Promise<(Planned & { job: PresentedJob })[]> {
      const jobs = new Map((await client.jobs()).map((job) => [job.job_id, job]))
      return accepted.map(({ jobId, ...one }) => {
        const job = jobs.get(jobId)
        if (!job) throw new Error(`job ${jobId} was promised and is not there`)
        return { ...one, job }
      })
    },
  }
}

export type EnduranceWork = ReturnType<typeof createWork>
