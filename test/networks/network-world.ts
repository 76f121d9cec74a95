import { expect } from 'vitest'
import type { Schema } from '../../client/open-api.ts'
import type { LedgerPost } from '../../local/platforms/kit/server.ts'
import { hurriedSettle } from '../faults/recovery.ts'
import { ask } from '../fixtures/ask.ts'
import { openPublishingWorld, type Told } from '../stories/publishing-world.ts'
import { bodyOf as bodyOfPost } from './body.ts'
import type { Fault, NetworkContract, Post } from './contract.ts'
import { putFiles } from './files.ts'

const user = 'alice'

/** The whole service before one simulated network, and alice, who posts there. */
export async function openNetworkWorld(network: NetworkContract) {
  const { platform } = network
  const world = await openPublishingWorld(
    // A day's limit is waited for, too.
    { simulators: [platform], env: { MAX_LATENESS: String(2 * 86_400) } },
    hurriedSettle,
  )
  const { environment, call, control } = world
  await control(platform, 'settings', network.settings ?? {})
  const files = await putFiles(world.put)
  const simulator = environment.simulators[platform]!

  const connections = async () => (await call(user, '/connections')).body as { id: string; status: string }[]

  /** Goes to the consent page and answers it. @returns what the browser is told when it is back */
  const consent = async (choice: { deny?: true; scopes?: string[] } = {}): Promise<Told> => {
    await control(platform, 'consent', { auto: true, account: user, ...choice })
    const begun = await call(user, `/connections/connect/${platform}`, {
      headers: { accept: 'application/json' },
    })
    const page = await fetch(begun.body.authorization_url, { redirect: 'manual' })
    const cookie = begun.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    const back = await ask(page.headers.get('location')!.replace(/#.*$/, ''), { headers: { cookie } })
    return { ...back, body: JSON.parse(back.text) }
  }

  /** Alice's connection, made or mended where it has to be. */
  const connection = async (): Promise<string> => {
    const found = (await connections()).find(({ status }) => status === 'active')
    return found?.id ?? (await consent()).body.id
  }

  let serial = 0
  /** Words that no other post has. */
  const words = () => {
    serial += 1
    return `Post ${serial} on ${network.name}`
  }

  const plain = network.posts.find(({ name }) => name === network.plain)!
  const named = (name = network.plain): Post => network.posts.find((post) => post.name === name)!

  const bodyOf = async (
    post: Post,
    { text = words(), options = {} }: { text?: string; options?: Record<string, unknown> } = {},
  ) => bodyOfPost(network, post, { connectionId: await connection(), text, files, options })

  const accept = async (body: Schema<'PublishRequest'>): Promise<string> => {
    const accepted = await world.publish(user, body)
    expect([accepted.status, accepted.text]).toEqual([202, expect.any(String)])
    return accepted.body.job_id
  }

  /** What went live while this was done. */
  const during = async <T>(act: () => Promise<T>): Promise<{ result: T; live: LedgerPost[] }> => {
    const before = new Set(simulator.ledger().map(({ id }) => id))
    const result = await act()
    return { result, live: simulator.ledger().filter(({ id }) => !before.has(id)) }
  }

  return {
    ...world,
    user,
    plain,
    named,
    bodyOf,
    connections,
    connection,
    consent,
    words,
    during,
    accept,
    end: (jobId: string) => world.end(user, jobId, 30 * 3_600_000),
    job: (jobId: string) => world.job(user, jobId),
    fault: (fault: Fault) => control(platform, 'faults', fault),
    calm: () => control(platform, 'faults', {}, 'DELETE'),
    /** Whether the armed faults were met. */
    met: async () =>
      ((await control(platform, 'faults')) as { fired: number }[]).every(({ fired }) => fired > 0),
    requests: async (route: string) => (await world.seen(platform, route)).length,
    validate: async (body: object) =>
      (await call(user, '/publishing/validate', { method: 'POST', body })).body as {
        valid: boolean
        violations: { path: string; rule: string }[]
      },
    /** Opens an address as people do. @returns its status */
    open: async (url: string): Promise<number> => {
      const { pathname, search } = new URL(url)
      return (await fetch(new URL(pathname + search, simulator.url))).status
    },
  }
}

export type NetworkWorld = Awaited<ReturnType<typeof openNetworkWorld>>
