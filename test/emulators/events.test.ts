import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { expect, test } from 'vitest'
import type { BusEvent } from '../../local/aws/events.ts'
import { awsForTests, errorName } from './aws-fixture.ts'

const { aws } = await awsForTests()
const events = new EventBridgeClient({})
const entry = {
  EventBusName: 'main',
  Source: 'creativeflow',
  DetailType: 'publish_job.published',
  Detail: '{"id":"1"}',
}

test('an accepted event reaches its listeners in the shape that rules see', async () => {
  const heard: [BusEvent, string][] = []
  const end = aws.events.on((event, bus) => heard.push([event, bus]))
  const answer = await events.send(new PutEventsCommand({ Entries: [entry] }))
  end()
  await events.send(new PutEventsCommand({ Entries: [entry] }))
  expect(answer.FailedEntryCount).toBe(0)
  expect(heard).toHaveLength(1)
  expect(heard[0]).toMatchObject([
    {
      id: answer.Entries?.[0]?.EventId,
      source: 'creativeflow',
      'detail-type': entry.DetailType,
      detail: { id: '1' },
    },
    'main',
  ])
  expect(aws.events.recorded).toHaveLength(2)
})

test('a rule leads the events of its bus, source and resource, transformed, to its queue', async () => {
  aws.sqs.createQueue({ name: 'told' })
  const transform = ({ detail }: BusEvent) => ({ kind: 'event', detail })
  aws.events.putRule({ bus: 'ruled', source: 'creativeflow', resource: 'wanted', queue: 'told', transform })
  const ours = { ...entry, EventBusName: 'ruled', Resources: ['wanted'] }
  const Entries = [
    ours,
    { ...ours, Resources: ['other'] },
    { ...ours, Resources: [] },
    { ...ours, Source: 'another' },
    { ...ours, EventBusName: 'other' },
  ]
  await events.send(new PutEventsCommand({ Entries }))
  expect(aws.sqs.peek('told').map(({ body }) => JSON.parse(body))).toEqual([
    { kind: 'event', detail: { id: '1' } },
  ])
})

test('entries are refused one by one, with 200', async () => {
  aws.events.refuse(1)
  const answer = await events.send(
    new PutEventsCommand({
      Entries: [entry, { ...entry, Detail: 'no json' }, { Source: 'a', DetailType: 'b' }, entry],
    }),
  )
  expect(answer.FailedEntryCount).toBe(3)
  expect(answer.Entries?.map((each) => each.ErrorCode)).toEqual([
    'InternalFailure',
    'MalformedDetail',
    'InvalidArgument',
    undefined,
  ])
})

test('more than ten entries or a megabyte are refused whole', async () => {
  const put = (Entries: (typeof entry)[]) => errorName(events.send(new PutEventsCommand({ Entries })))
  expect(await put(Array(11).fill(entry))).toBe('ValidationException')
  expect(await put([{ ...entry, Detail: JSON.stringify({ text: 'x'.repeat(1024 * 1024) }) }])).toBe(
    'ValidationException',
  )
})
