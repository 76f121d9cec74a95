import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Receiver, startReceiver } from '../fixtures/receiver.ts'
import { type Harm, harms } from './crossings.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

/** Without it a sample is run. */
const full = process.env.FAULTS === 'full'
const isBackground = (caller: string): boolean => caller === 'background'
const isSweep = (caller: string): boolean => caller === 'sweep'

let receiver: Receiver
let world: FaultWorld
beforeAll(async () => {
  receiver = await startReceiver()
  world = await openFaultWorld({}, ['x', 'instagram', 'facebook'], { mediaOrigins: [`${receiver.origin}/`] })
  for (const path of paths) {
    const { status } = await world.call('/webhook-endpoints', { body: { url: receiver.url(path) } })
    expect(status).toBe(201)
  }
})
beforeEach(() => world.calm())
afterAll(async () => {
  await world.close()
  await receiver.close()
})

const paths = ['/one', '/two']
/** Of the simulated Facebook; people's ids there are those that the app sees. */
const carol = '10220000000000103'

/** Something that happens: a scheduled post is cancelled. @returns its job's id */
const happen = async (): Promise<string> => {
  const jobId = await world.publish({
    platform: 'x',
    text: `Never ${crypto.randomUUID()}`,
    inSeconds: 86_400,
  })
  await world.call(`/publishing/jobs/${jobId}`, { method: 'DELETE' })
  return jobId
}

const told = (path: string, jobId: string) =>
  receiver.at(path).filter(({ body }) => body.data.job_id === jobId)
const listed = async (jobId: string): Promise<string[]> => {
  for (let after = '', found: string[] = []; ; ) {
    const { body } = await world.call(`/events?limit=100${after}`)
    if (!Array.isArray(body)) throw new Error(`not listed: ${JSON.stringify(body)}`)
    const page = body as unknown as { id: string; data: { job_id?: string } }[]
    found = [...found, ...page.filter(({ data }) => data.job_id === jobId).map(({ id }) => id)]
    if (page.length < 100) return found
    after = `&after=${page.at(-1)!.id}`
  }
}
/** A new process: the clients of one that met many harms have used up what they may repeat. */
const freshSender = () => world.crossings.kill('background')
const left = () => world.environment.aws.sqs.peek('background').length

/** Minutes pass, and the sweeper looks, until every endpoint was told and nothing is on its way. */
const recover = async (jobId: string): Promise<string[]> => {
  for (let minutes = 0; minutes < 60; minutes += 1) {
    await world.settle()
    await world.environment.tick(60_000)
    await world.settle()
    await world.environment.invoke('sweep').catch(() => undefined)
    await world.settle()
    const all = paths.every((path) => told(path, jobId).length > 0)
    if (all && left() === 0 && (await listed(jobId)).length > 0) break
  }
  const ids = [
    ...paths.flatMap((path) => told(path, jobId).map(({ headers }) => String(headers['webhook-id']))),
    ...(await listed(jobId)),
  ]
  const missing = paths.filter((path) => told(path, jobId).length === 0)
  return [
    ...missing.map((path) => `${path} was not told`),
    ...((await listed(jobId)).length === 1 ? [] : [`${(await listed(jobId)).length} times in the list`]),
    ...(new Set(ids).size > 1 ? [`ids ${ids}`] : []),
  ]
}

const sample: Harm[] = ['kill_before', 'kill_after', 'lost']

describe.each((full ? (Object.keys(harms) as Harm[]) : sample).map((harm) => ({ harm, says: harms[harm] })))(
  'whatever call on the way of an event goes wrong, it arrives, with one id: $says',
  ({ harm }) => {
    test('of the one that writes it down and sends it', async () => {
      const wrong: string[] = []
      for (let at = 1; ; at += full ? 1 : 7) {
        freshSender()
        const planned = world.crossings.harm({ at, harm, callers: isBackground })
        const problems = await recover(await happen())
        world.crossings.meet(undefined)
        const hit = planned.hit()
        if (hit === undefined) break
        wrong.push(...problems.map((problem) => `call ${at} (${hit}): ${problem}`))
      }
      expect(wrong).toEqual([])
    }, 300_000)
  },
)

test('a sweeper that is killed while it takes up lost webhooks: the next one goes on', async () => {
  const wrong: string[] = []
  for (let at = 1; at <= (full ? 100 : 30); at += full ? 1 : 14) {
    world.environment.aws.faults.add({ service: 'sqs', operation: 'SendMessage', kind: '500', times: 6 })
    freshSender()
    const jobId = await happen()
    await world.settle()
    world.crossings.harm({ at, harm: 'kill_after', callers: isSweep })
    wrong.push(...(await recover(jobId)).map((problem) => `call ${at}: ${problem}`))
    await world.calm()
  }
  expect(wrong).toEqual([])
}, 900_000)

test('a sender that dies while the endpoint answers sends again, with the same id and bytes', async () => {
  let deaths = 0
  receiver.answer('/one', (_, response) => {
    deaths += 1
    if (deaths <= 2) world.crossings.kill('background')
    else response.writeHead(200).end()
  })
  const jobId = await happen()
  expect(await recover(jobId)).toEqual([])
  const tries = told('/one', jobId)
  expect(tries.length).toBeGreaterThan(2)
  expect(new Set(tries.map(({ raw }) => raw)).size).toBe(1)
  receiver.answer('/one', 200)
})

test('a queue that repeats and reorders sends nothing twice', async () => {
  world.environment.aws.sqs.misbehave({ duplicate: 1, reorder: true })
  const jobId = await happen()
  await world.settle()
  expect(await recover(jobId)).toEqual([])
  for (const path of paths) expect(told(path, jobId)).toHaveLength(1)
  expect(await listed(jobId)).toHaveLength(1)
})

test('a bus that refuses the event is told again by the sweeper, under the same id', async () => {
  world.environment.aws.events.refuse(1)
  const jobId = await happen()
  await world.settle()
  expect(told('/one', jobId)).toEqual([])
  expect(await recover(jobId)).toEqual([])
})

describe('a deletion that a network asked for', () => {
  const ask = async (account: string) => {
    const issued_at = Math.floor(world.environment.clock.now() / 1000)
    const encoded = Buffer.from(
      JSON.stringify({ algorithm: 'HMAC-SHA256', issued_at, user_id: account }),
    ).toString('base64url')
    const signature = createHmac('sha256', 'local-facebook-secret').update(encoded).digest('base64url')
    const answer = await fetch(`${world.environment.api}/api/v1/webhooks/facebook/data-deletion`, {
      method: 'POST',
      body: new URLSearchParams({ signed_request: `${signature}.${encoded}` }),
    })
    expect(answer.status).toBe(200)
    return ((await answer.json()) as { url: string }).url
  }
  const statusAt = async (url: string) => ((await (await fetch(url)).json()) as { status: string }).status
  const isThere = async (id: string) => {
    const { body } = await world.call('/connections')
    return (body as unknown as { id: string }[]).some((one) => one.id === id)
  }

  test.each(['kill_before', 'kill_after'] as const)(
    'is done wherever its worker dies: %s',
    async (harm) => {
      const wrong: string[] = []
      for (let at = 1; ; at += full ? 1 : 8) {
        const id = await world.connect('facebook', 'carol')
        await world.environment.tick(2_000)
        const planned = world.crossings.harm({ at, harm, callers: isBackground })
        const url = await ask(carol)
        for (let minutes = 0; minutes < 30 && (await statusAt(url)) !== 'done'; minutes += 1) {
          await world.settle()
          await world.environment.tick(60_000)
          await world.environment.invoke('sweep').catch(() => undefined)
          await world.settle()
        }
        world.crossings.meet(undefined)
        const hit = planned.hit()
        if ((await statusAt(url)) !== 'done') wrong.push(`call ${at} (${hit}): not done`)
        if (await isThere(id)) wrong.push(`call ${at} (${hit}): the connection is there`)
        if (hit === undefined) break
      }
      expect(wrong).toEqual([])
    },
    120_000,
  )
})
