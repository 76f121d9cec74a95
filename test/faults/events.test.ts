import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { keys } from '../../shared/storage/keys.ts'
import type { Crossing } from './crossings.ts'
import { type FaultWorld, openFaultWorld, user } from './world.ts'

interface Listed {
  id: string
  occurred_at: string
  data: { job_id: string }
}

let world: FaultWorld
beforeAll(async () => {
  world = await openFaultWorld({}, ['x'])
})
beforeEach(() => world.calm())
afterAll(() => world.close())

/** The write of the event: of a worker's items the one after its post's own. */
const writesEvent = () => {
  let items = 0
  return ({ caller, call, phase }: Crossing): boolean => {
    if (caller !== 'publish-x' || call !== 'dynamodb PutItem' || phase !== 'before') return false
    items += 1
    return items === 2
  }
}
const tellsBus = ({ caller, call, phase }: Crossing): boolean =>
  caller === 'publish-x' && call === 'events PutEvents' && phase === 'before'

/** A post goes live, and its worker dies at this call. */
const killedAt = async (at: (crossing: Crossing) => boolean): Promise<string> => {
  const harmed = world.crossings.harmWhen('kill_before', at)
  const jobId = await publish()
  await world.settle()
  expect(harmed.hit()).toBeDefined()
  await world.calm()
  return jobId
}
const publish = () => world.publish({ platform: 'x', text: `Told ${crypto.randomUUID()}` })
const ended = async (): Promise<string> => {
  const jobId = await publish()
  await world.recover(jobId)
  return jobId
}

/** All there is from there on, as somebody sees it who asks page by page. */
const listed = async ({ after, limit = 100 }: { after?: string; limit?: number } = {}): Promise<Listed[]> => {
  await world.environment.tick(5_100)
  const found: Listed[] = []
  for (let last = after; ; last = found.at(-1)!.id) {
    const { body } = await world.call(`/events?limit=${limit}${last ? `&after=${last}` : ''}`)
    const page = body as unknown as Listed[]
    found.push(...page)
    if (page.length < limit) return found
  }
}
const of = (jobId: string, events: Listed[]) => events.filter(({ data }) => data.job_id === jobId)
const onBus = (jobId: string): Listed['data'][] =>
  world.environment.aws.events.recorded
    .map(({ event }) => event.detail as Listed['data'])
    .filter(({ job_id }) => job_id === jobId)

describe('the event of a job that has ended', () => {
  test('is told after its worker died before writing it, where whoever has read on sees it', async () => {
    const lost: string[] = []
    // As many as a page and more.
    for (let n = 0; n < 4; n += 1) lost.push(await killedAt(writesEvent()))
    const later = await ended()
    const seen = (await listed()).at(-1)!
    expect(seen.data.job_id).toBe(later)
    expect(await listed()).toEqual([seen])
    for (const jobId of lost) await world.recover(jobId)
    const next = await listed({ after: seen.id, limit: 1 })
    expect(next.map(({ data }) => data.job_id).sort()).toEqual(lost.sort())
    for (const jobId of lost) {
      const [event] = of(jobId, next)
      expect(onBus(jobId)).toEqual([{ event_id: event!.id, ...event!.data }])
      expect(of(jobId, await listed())).toEqual([event])
    }
    expect((await listed({ limit: 1 })).map(({ id }) => id)).toEqual((await listed()).map(({ id }) => id))
  })

  test('is the same one, where it stood, when its worker died before the bus had it', async () => {
    const jobId = await killedAt(tellsBus)
    const [written] = of(jobId, await listed())
    const later = await ended()
    await world.recover(jobId)
    const all = await listed()
    expect(of(jobId, all)).toEqual([written])
    expect(all.slice(-2).map(({ data }) => data.job_id)).toEqual([jobId, later])
    expect(onBus(jobId)).toEqual([{ event_id: written!.id, ...written!.data }])
  })

  test('is one, by one id, when its worker stood still and wakes up after the sweeper has told it', async () => {
    const held = world.crossings.hold(writesEvent())
    const jobId = await publish()
    await held.there
    await world.environment.tick(200_000)
    await world.environment.invoke('sweep')
    const [told] = of(jobId, await listed())
    expect(told).toBeDefined()
    held.go()
    await world.settle()
    expect(of(jobId, await listed())).toEqual([told])
    expect(new Set(onBus(jobId).map((detail) => JSON.stringify(detail))).size).toBe(1)
  })

  test('of a job that ended before such events had their ids by then is told, too', async () => {
    const jobId = await killedAt(writesEvent())
    const { pk, sk } = keys.job(user, jobId)
    const { endpoint } = world.environment.aws
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
    const database = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials })
    await database.send(
      new UpdateItemCommand({
        TableName: world.environment.env.TABLE_NAME,
        Key: { pk: { S: pk }, sk: { S: sk } },
        UpdateExpression: 'REMOVE ended_at',
        ConditionExpression: 'attribute_exists(ended_at)',
      }),
    )
    database.destroy()
    await world.recover(jobId)
    const [event, ...more] = of(jobId, await listed())
    expect(more).toEqual([])
    expect(onBus(jobId)).toEqual([{ event_id: event!.id, ...event!.data }])
    expect(await listed({ after: event!.id })).toEqual([])
  })
})
