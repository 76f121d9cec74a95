import { beforeAll, describe, expect, test } from 'vitest'
import { figures } from '../../shared/domain/figures.ts'
import { openPublishingWorld } from './publishing-world.ts'

const minute = 60_000
const world = await openPublishingWorld({ simulators: ['x'], env: { LOG_LEVEL: 'debug' } })
let x: string
beforeAll(async () => {
  x = await world.connect('alice', 'x')
})

const lines = () => world.environment.logs.map((line) => JSON.parse(line))
const counted = () => lines().filter((line) => '_aws' in line)
const newest = (figure: string) => counted().findLast((line) => figure in line)
const namesIn = (line: { _aws: { CloudWatchMetrics: { Metrics: { Name: string }[] }[] } }) =>
  line._aws.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name))

const scheduled = async (text_content: string) => {
  const { body } = await world.schedule('alice', {
    connection_id: x,
    text_content,
    schedule_time: world.inMs(10 * minute),
  })
  return body
}

describe('the figures in the log', () => {
  test('count a scheduled post in two lines, with its lateness in the form that CloudWatch reads', async () => {
    const before = counted().length
    const job = await scheduled('Counted once')
    await world.end('alice', job.job_id)
    const [accepted, published, ...more] = counted().slice(before)
    expect(more).toEqual([])
    expect(accepted).toMatchObject({ accepted: 1, stage: 'local', platform: 'x' })
    expect(published).toEqual({
      _aws: {
        Timestamp: expect.closeTo(world.environment.clock.now(), -5),
        CloudWatchMetrics: [
          {
            Namespace: 'CreativeFlow',
            Dimensions: [['stage', 'platform']],
            Metrics: [{ Name: 'published' }, { Name: 'lateness_ms', Unit: 'Milliseconds' }],
          },
        ],
      },
      stage: 'local',
      platform: 'x',
      published: 1,
      lateness_ms: expect.any(Number),
    })
    // What a million posts pay for it: docs/performance.md.
    expect(Buffer.byteLength(`${JSON.stringify(accepted)}\n${JSON.stringify(published)}\n`)).toBeLessThan(500)
    expect(published.lateness_ms).toBeGreaterThanOrEqual(0)
    expect(published.lateness_ms).toBeLessThan(minute)
  })

  test('call a post late that goes out more than a minute after its time', async () => {
    world.environment.aws.scheduler.lose(1)
    const job = await scheduled('Comes late')
    await world.environment.tick(15 * minute)
    await world.environment.invoke('sweep')
    expect((await world.end('alice', job.job_id)).status).toBe('Published')
    const line = newest('late')
    expect(line).toMatchObject({ published: 1, late: 1 })
    expect(line.lateness_ms).toBeGreaterThan(minute)
    expect(line._aws.CloudWatchMetrics[1]).toEqual({
      Namespace: 'CreativeFlow',
      Dimensions: [['stage']],
      Metrics: [{ Name: 'late' }],
    })
  })

  test('name the figures of the one table, and neither user nor text nor token', async () => {
    expect(counted().length).toBeGreaterThan(2)
    for (const line of counted()) {
      expect(Object.keys(figures)).toEqual(expect.arrayContaining(namesIn(line)))
      for (const name of namesIn(line)) expect(line[name], name).toEqual(expect.any(Number))
      const known = ['_aws', 'stage', 'platform', ...namesIn(line)]
      expect(Object.keys(line).filter((name) => !known.includes(name))).toEqual([])
    }
  })
})

test('one id leads from the request through the queues to the request at the network', async () => {
  const job = await scheduled('To be followed')
  await world.end('alice', job.job_id)
  const about = lines().filter((line) => line.job_id === job.job_id)
  const first = about.find((line) => line.msg === 'request')
  expect(first).toMatchObject({ route: 'schedule', status: 202, correlation_id: expect.any(String) })
  const [prepared, committed] = about.filter((line) => line.msg === 'message')
  expect(prepared.queue).toBe('work-x')
  expect(committed.queue).toBe('commit-x')
  expect(about.find((line) => line.msg === 'commit')).toMatchObject({
    correlation_id: committed.correlation_id,
    post_id: expect.any(String),
  })
})
