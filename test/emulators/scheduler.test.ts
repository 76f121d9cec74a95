import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler'
import { expect, test } from 'vitest'
import { awsForTests, errorName } from './aws-fixture.ts'

const { aws, clock } = await awsForTests()
const scheduler = new SchedulerClient({ maxAttempts: 1 })
const dead = aws.sqs.createQueue({ name: 'dead' })
const work = aws.sqs.createQueue({ name: 'work' })
aws.scheduler.createGroup('publish')

const minute = 60_000
const wall = (time: number) => new Date(time).toISOString().slice(0, 19)
const nextMinute = (minutes: number) => (Math.floor(clock.now() / minute) + minutes) * minute
const bodies = (queue: string) => aws.sqs.peek(queue).map((message) => message.body)

function input(
  Name: string,
  at: number,
  more: Partial<CreateScheduleCommandInput> = {},
): CreateScheduleCommandInput {
  return {
    Name,
    GroupName: 'publish',
    ScheduleExpression: `at(${wall(at)})`,
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: { Arn: work.arn, RoleArn: 'arn:aws:iam::000000000000:role/scheduler', Input: Name },
    ...more,
  }
}

const create = (...args: Parameters<typeof input>) =>
  scheduler.send(new CreateScheduleCommand(input(...args)))
const get = (Name: string) => scheduler.send(new GetScheduleCommand({ Name, GroupName: 'publish' }))

test('a schedule goes off once at some second of its minute and is deleted', async () => {
  const at = nextMinute(5)
  await create('once', at)
  const { firesAt } = aws.scheduler.list().find((each) => each.name === 'once')!
  expect(firesAt).toBeGreaterThanOrEqual(at)
  expect(firesAt).toBeLessThan(at + minute)
  await clock.advance(firesAt! - clock.now() - 500)
  expect(bodies('work')).not.toContain('once')
  await clock.advance(500)
  expect(bodies('work').filter((body) => body === 'once')).toHaveLength(1)
  expect(await errorName(get('once'))).toBe('ResourceNotFoundException')
})

test('an at() is read in its time zone, on both sides of a clock change', async () => {
  aws.scheduler.jitter = 'none'
  const year = new Date(clock.now()).getUTCFullYear() + 1
  const berlin = { ScheduleExpressionTimezone: 'Europe/Berlin' }
  await create('winter', Date.UTC(year, 0, 15, 12), berlin)
  await create('summer', Date.UTC(year, 6, 15, 12), berlin)
  const fires = (name: string) => aws.scheduler.list().find((each) => each.name === name)?.firesAt
  expect(fires('winter')).toBe(Date.UTC(year, 0, 15, 11))
  expect(fires('summer')).toBe(Date.UTC(year, 6, 15, 10))
  aws.scheduler.jitter = 'random'
})

test('a name is taken once, a repeated request is answered again', async () => {
  const at = nextMinute(30)
  const token = { ClientToken: 'token-1' }
  const first = await create('taken', at, token)
  expect((await create('taken', at, token)).ScheduleArn).toBe(first.ScheduleArn)
  expect(await errorName(create('taken', at + minute, token))).toBe('ConflictException')
  expect(await errorName(create('taken', at))).toBe('ConflictException')
})

test('an update replaces everything: what it leaves out is reset', async () => {
  await create('moved', nextMinute(300), {
    Description: 'first',
    ScheduleExpressionTimezone: 'Europe/Berlin',
  })
  const { ActionAfterCompletion: _left, Description: _out, ...rest } = input('moved', nextMinute(360))
  await scheduler.send(new UpdateScheduleCommand(rest))
  expect(await get('moved')).toMatchObject({
    ScheduleExpression: rest.ScheduleExpression,
    ScheduleExpressionTimezone: 'UTC',
    ActionAfterCompletion: 'NONE',
    Target: { Input: 'moved', RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 } },
  })
  expect((await get('moved')).Description).toBeUndefined()
  const missing = new UpdateScheduleCommand(input('missing', nextMinute(5)))
  expect(await errorName(scheduler.send(missing))).toBe('ResourceNotFoundException')
})

test('a deleted schedule does not go off', async () => {
  await create('cancelled', nextMinute(2))
  await scheduler.send(new DeleteScheduleCommand({ Name: 'cancelled', GroupName: 'publish' }))
  await clock.advance(4 * minute)
  expect(bodies('work')).not.toContain('cancelled')
  const again = new DeleteScheduleCommand({ Name: 'cancelled', GroupName: 'publish' })
  expect(await errorName(scheduler.send(again))).toBe('ResourceNotFoundException')
})

test.each<[string, Partial<CreateScheduleCommandInput>, string]>([
  ['a time in the past', { ScheduleExpression: 'at(2020-01-01T00:00:00)' }, 'ValidationException'],
  ['a day that is not there', { ScheduleExpression: 'at(2030-02-30T00:00:00)' }, 'ValidationException'],
  ['a zone in the expression', { ScheduleExpression: 'at(2030-01-01T00:00:00Z)' }, 'ValidationException'],
  ['an unknown time zone', { ScheduleExpressionTimezone: 'Mars/Olympus' }, 'ValidationException'],
  ['no flexible window', { FlexibleTimeWindow: undefined }, 'ValidationException'],
  ['an unknown group', { GroupName: 'nobody' }, 'ResourceNotFoundException'],
  ['a target without a role', { Target: { Arn: work.arn, RoleArn: 'x' } }, 'ValidationException'],
])('%s is refused', async (_what, more, name) => {
  expect(await errorName(create('refused', nextMinute(5), more))).toBe(name)
})

test('a failing target is tried again, then its input goes to the dead-letter queue', async () => {
  const Target = {
    Arn: work.arn,
    RoleArn: 'arn:aws:iam::000000000000:role/scheduler',
    Input: 'stubborn',
    RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 900 },
    DeadLetterConfig: { Arn: dead.arn },
  }
  await create('retried', nextMinute(1), { Target: { ...Target, Input: 'retried' } })
  aws.faults.add({ service: 'scheduler', operation: 'Deliver', kind: '500', times: 2 })
  await clock.advance(3 * minute)
  expect(bodies('work')).toContain('retried')

  await create('stubborn', nextMinute(1), { Target })
  aws.faults.add({ service: 'scheduler', operation: 'Deliver', kind: 'throttle', times: 3 })
  await clock.advance(3 * minute)
  expect(bodies('work')).not.toContain('stubborn')
  const [message] = aws.sqs.peek('dead')
  expect(message).toMatchObject({ body: 'stubborn', attributes: { RETRY_ATTEMPTS: { StringValue: '2' } } })

  await create('homeless', nextMinute(1), {
    Target: { ...Target, Arn: `${work.arn}-gone`, Input: 'homeless' },
  })
  await clock.advance(2 * minute)
  expect(bodies('dead')).toContain('homeless')
})

test('a schedule can be lost or delivered twice on request', async () => {
  aws.scheduler.lose(1)
  await create('lost', nextMinute(1))
  await clock.advance(2 * minute)
  aws.scheduler.twice(1)
  await create('doubled', nextMinute(1))
  await clock.advance(2 * minute)
  expect(bodies('work')).not.toContain('lost')
  expect(bodies('work').filter((body) => body === 'doubled')).toHaveLength(2)
})

test('schedules are listed by group and prefix, page by page', async () => {
  for (const name of ['list-a', 'list-b', 'list-c']) await create(name, nextMinute(90))
  const page = (NextToken?: string) =>
    scheduler.send(
      new ListSchedulesCommand({ GroupName: 'publish', NamePrefix: 'list-', MaxResults: 2, NextToken }),
    )
  const first = await page()
  const second = await page(first.NextToken)
  const names = [...(first.Schedules ?? []), ...(second.Schedules ?? [])].map((schedule) => schedule.Name)
  expect(names).toEqual(['list-a', 'list-b', 'list-c'])
})
