import { BatchWriteItemCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { is } from './crossings.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

let world: FaultWorld
let database: DynamoDBClient
beforeAll(async () => {
  world = await openFaultWorld()
  database = new DynamoDBClient({
    endpoint: world.environment.aws.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
})
afterAll(async () => {
  database.destroy()
  await world.close()
})

/** All items of the table, as a backup has them. */
const items = async () => {
  const { Items = [] } = await database.send(
    new ScanCommand({ TableName: world.environment.env.TABLE_NAME, ConsistentRead: true }),
  )
  return Items
}

const write = async (requests: object[]) => {
  for (let start = 0; start < requests.length; start += 25)
    await database.send(
      new BatchWriteItemCommand({
        RequestItems: { [world.environment.env.TABLE_NAME!]: requests.slice(start, start + 25) as never },
      }),
    )
}

const restore = async (backup: Awaited<ReturnType<typeof items>>) => {
  await write((await items()).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })))
  await write(backup.map((Item) => ({ PutRequest: { Item } })))
}

const settleRestored = () => world.environment.invoke('settle-restored') as Promise<{ settled: number }>

const retry = (jobId: string, body: object = { confirm_not_published: true }) =>
  world.call(`/publishing/jobs/${jobId}/retry`, { method: 'POST', body })

test('E20: what a restored table has for unsent is told as unknown, and sent again only where it is not live', async () => {
  const live = await world.publish({
    platform: 'instagram',
    text: 'Live since.',
    image: true,
    inSeconds: 900,
  })
  const later = await world.publish({ platform: 'x', text: 'Not due yet.', inSeconds: 5 * 3600 })
  // Its worker dies before anything is sent, and so it is in the backup.
  world.crossings.killAlways(is({ caller: 'publish-x', call: 'dynamodb UpdateItem', phase: 'before' }))
  const unsent = await world.publish({ platform: 'x', text: 'Never sent.' })
  await world.settle()
  const backup = await items()
  expect((await world.recover(live)).status).toBe('Published')

  await restore(backup)
  world.crossings.meet(undefined)
  expect(await settleRestored()).toEqual({ settled: 2, done: true })
  for (const jobId of [live, unsent]) {
    expect(await world.job(jobId)).toMatchObject({
      status: 'Unknown',
      error: { code: 'outcome_unknown', message: expect.stringContaining('restored') },
    })
    expect(world.events(jobId)).toContain('publish_job.unknown')
  }
  expect(await world.job(later)).toMatchObject({ status: 'Scheduled' })
  expect(await settleRestored()).toEqual({ settled: 0, done: true })

  // Nothing goes out by itself, whatever messages are left.
  await world.environment.tick(600_000)
  await world.environment.invoke('sweep')
  await world.settle()
  expect(world.live('instagram', 'Live since.')).toHaveLength(1)
  expect(world.live('x', 'Never sent.')).toEqual([])

  expect((await retry(live, {})).status).toBe(409)
  for (const jobId of [live, unsent]) expect((await retry(jobId)).status).toBe(202)
  expect(await world.recover(live)).toMatchObject({ status: 'Published' })
  expect(world.live('instagram', 'Live since.')).toHaveLength(1)
  expect(await world.recover(unsent)).toMatchObject({ status: 'Published' })
  expect(world.live('x', 'Never sent.')).toHaveLength(1)
  expect(await world.recover(later)).toMatchObject({ status: 'Published' })
})
