import { setTimeout as pause } from 'node:timers/promises'
import { connect } from '../../local/demo/scene.ts'
import { type Environment, startEnvironment } from '../../local/environment.ts'
import { askFor } from '../ask.ts'
import { openScene } from '../scene.ts'
import { type Networks, slowDown, startNetworks } from './networks.ts'
import { type Kind, putFiles } from './posts.ts'

// What stands in for the cloud here, and how it differs. Scheduler fires at a random second of its minute and each
// queue is read by 5 batches of 10 at first and 5 more a second, as AWS does both. On Lambda each of those batches
// has a sandbox of its own; here all batches of one network's worker share a process with one thread, and these
// processes share two cores with DynamoDB, the gateway and six networks. So nothing here is cold, which is kinder
// than Lambda (its starts fall into preparation, minutes ahead, or into the second that the worker waits
// anyway), and everything contends, which is harsher.

/** A post that was scheduled, and what became of it. */
export interface Sent {
  kind: Kind
  /** When it was due, ms. */
  time: number
  jobId: string
  status?: string
  /** When its first commit request reached the network, by the network's own record. */
  receivedAt?: number
  /** When people could see it, by the same record. */
  liveAt?: number
}

export interface World {
  now(): number
  /** @param times by the world's clock; each post's kind is the next of `kinds` */
  schedule(times: readonly number[], kinds: readonly Kind[]): Promise<Sent[]>
  /** @param count posts that go out at once, so many requests side by side */
  publishNow(count: number, kinds: readonly Kind[], sideBySide: number): Promise<void>
  /** Moves the clock to `time` minute by minute; whatever a minute starts is waited for. */
  moveTo(time: number): Promise<void>
  /** Lets real time pass until all have been received and their jobs have ended, or this long after the last was due. */
  follow(sent: readonly Sent[], forMs: number): Promise<void>
  close(): Promise<void>
}

const minute = 60_000
/** For hundreds of films to be fetched, measured and uploaded on a busy machine. */
const patienceMs = 5 * minute

export async function openWorld(): Promise<World> {
  const networks = await startNetworks()
  let environment: Environment | undefined
  try {
    environment = await startEnvironment({ simulators: [], env: networks.env, lasting: true })
    return await settle(environment, networks)
  } catch (error) {
    await environment?.close()
    await networks.stop()
    throw error
  }
}

async function settle(environment: Environment, networks: Networks): Promise<World> {
  const { api, clock } = environment
  const scene = await openScene(api, networks.urls)
  const connections: Record<string, string> = {}
  for (const network of Object.keys(networks.urls)) connections[network] = await connect(scene, network)
  const files = await putFiles(api)
  await slowDown(networks)
  // Anew each time: the clock moves on by more than a token's life.
  const headers = async () => ({
    authorization: `Bearer ${await environment.token('alice')}`,
    'content-type': 'application/json',
  })
  let serial = 0

  async function post(path: string, kind: Kind, more: object = {}): Promise<[number, string]> {
    serial += 1
    const body = { connection_id: connections[kind.network], ...kind.body(`Post ${serial}.`, files), ...more }
    const answer = await askFor(202, `${api}/api/v1/publishing/${path}`, {
      method: 'POST',
      headers: await headers(),
      body: JSON.stringify(body),
    })
    return [serial, (JSON.parse(answer.text) as { job_id: string }).job_id]
  }

  const serials = new Map<string, number>()

  /** What the networks recorded of every post, by its number; of a thread, of its first part. */
  async function records(): Promise<Map<number, { receivedAt: number; liveAt: number }>> {
    const found = new Map<number, { receivedAt: number; liveAt: number }>()
    for (const network of Object.keys(networks.urls)) {
      for (const { text, received_at, created_at } of await networks.control<Live[]>(network, 'ledger')) {
        const number = Number(/Post (\d+)\.$/.exec(text)?.[1])
        if (found.has(number)) throw new Error(`post ${number} is live twice`)
        if (number) found.set(number, { receivedAt: Date.parse(received_at), liveAt: Date.parse(created_at) })
      }
    }
    return found
  }

  /** @returns whether all have been received */
  async function lookAtNetworks(sent: readonly Sent[]): Promise<boolean> {
    const recorded = await records()
    for (const each of sent) Object.assign(each, recorded.get(serials.get(each.jobId)!))
    return sent.every(({ receivedAt }) => receivedAt !== undefined)
  }

  /** @returns whether all have ended */
  async function lookAtJobs(sent: readonly Sent[]): Promise<boolean> {
    for (const each of sent) {
      if (ended.has(each.status ?? '')) continue
      const { text } = await askFor(200, `${api}/api/v1/publishing/jobs/${each.jobId}`, {
        headers: await headers(),
      })
      each.status = (JSON.parse(text) as { status: string }).status
    }
    return sent.every(({ status }) => ended.has(status ?? ''))
  }

  return {
    now: clock.now,
    async schedule(times, kinds) {
      const sent: Sent[] = []
      for (const [n, time] of times.entries()) {
        const kind = kinds[n % kinds.length]!
        const [number, jobId] = await post('schedule', kind, {
          schedule_time: new Date(time).toISOString(),
        })
        serials.set(jobId, number)
        sent.push({ kind, time, jobId })
      }
      await environment.settle(patienceMs)
      return sent
    },
    async publishNow(count, kinds, sideBySide) {
      let left = count
      const one = async () => {
        while (left > 0) {
          left -= 1
          await post('publish', kinds[left % kinds.length]!)
        }
      }
      await Promise.all(Array.from({ length: sideBySide }, one))
    },
    async moveTo(time) {
      for (let left = time - clock.now(); left > 0; left = time - clock.now()) {
        const step = Math.min(left, minute)
        await networks.advance(step)
        await environment.tick(step)
        await environment.settle(patienceMs)
      }
    },
    async follow(sent, forMs) {
      const last = Math.max(...sent.map(({ time }) => time))
      const until = async (look: (sent: readonly Sent[]) => Promise<boolean>) => {
        while (!(await look(sent)) && clock.now() < last + forMs) await pause(3_000)
      }
      // Looking takes time of the two cores: not before the last was due, and jobs, one request each, not before
      // the last was received.
      await pause(Math.max(0, last - clock.now()))
      await until(lookAtNetworks)
      await until(lookAtJobs)
      await lookAtNetworks(sent)
    },
    async close() {
      await environment.close()
      await networks.stop()
    },
  }
}

interface Live {
  text: string
  received_at: string
  created_at: string
}

const ended = new Set(['Published', 'Failed', 'ContentRejected', 'Unknown', 'Cancelled'])
