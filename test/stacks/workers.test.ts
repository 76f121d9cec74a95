import type { Stack } from 'aws-cdk-lib'
import { expect, test } from 'vitest'
import { queues, workers } from '../../shared/api/workers.ts'
import { platforms } from '../../shared/domain/platform.ts'
import { resourcesOf, statementsOfRole, synthesize } from './world.ts'

const { app, workers: template } = synthesize()
const functions = Object.values(resourcesOf(template, 'AWS::Lambda::Function'))
const named = (name: string) => functions.find((each) => each.FunctionName === `creativeflow-dev-${name}`)!
const statementsOf = (name: string) => {
  const [roleId] = /(?<=^<)[^.]+/.exec(named(name).Role)!
  return statementsOfRole(resourcesOf(template, 'AWS::IAM::Role')[roleId!]!)
}

test('every worker is there, and every network has a publish function of its own', () => {
  expect(functions.map((each) => each.FunctionName)).toEqual(
    workers.map((worker) => `creativeflow-dev-${worker.name}`),
  )
  for (const platform of platforms)
    expect(named(`publish-${platform}`).Handler).toBe('functions/workers/publish.handler')
})

test('every queue feeds its worker, and only failed messages come back', () => {
  const mappings = Object.values(resourcesOf(template, 'AWS::Lambda::EventSourceMapping'))
  expect(mappings.map((each) => each.EventSourceArn).sort()).toEqual(
    [...queues.map((queue) => queue.name), 'dead-letters'].map((name) => `{queueArnBase}${name}`).sort(),
  )
  for (const each of mappings) {
    const queue = queues.find(({ name }) => each.EventSourceArn === `{queueArnBase}${name}`)
    expect(each.BatchSize).toBe(queue?.batchSize ?? 10)
    expect(each.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
    expect(each.ScalingConfig.MaximumConcurrency).toBeGreaterThan(1)
  }
})

test('Lambda does not stop the chains of workers that send to their own queue, and only theirs', () => {
  const allowed = functions.filter((each) => each.RecursiveLoop === 'Allow').map((each) => each.FunctionName)
  expect(allowed).toEqual(
    [...platforms.map((platform) => `publish-${platform}`), 'preflight', 'background'].map(
      (name) => `creativeflow-dev-${name}`,
    ),
  )
})

test('the clock starts what it should', () => {
  const rules = Object.values(resourcesOf(template, 'AWS::Events::Rule'))
  expect(rules.map((rule) => [rule.Name, rule.ScheduleExpression])).toEqual(
    workers
      .filter((worker) => worker.every)
      .map((worker) => [`creativeflow-dev-${worker.name}`, worker.every]),
  )
})

test.each(platforms)('the publish function of %s reaches nothing of another network', (platform) => {
  const others = platforms.filter((each) => each !== platform)
  const statements = statementsOf(`publish-${platform}`)
  const text = JSON.stringify(statements)
  for (const other of others) expect(text).not.toContain(other === 'x' ? '-x"' : other)
  const bySid = (sid: string) => statements.find((statement) => statement.Sid === sid)!
  expect(bySid('AppSecrets').Resource).toEqual([`{secretArn/${platform}}`])
  expect(bySid('Tokens').Condition).toEqual({
    StringEquals: { 'kms:EncryptionContext:platform': platform, 'kms:EncryptionContext:purpose': 'tokens' },
  })
  expect(bySid('TokensVersion1').Condition).toEqual({
    StringEquals: { 'kms:EncryptionContext:platform': platform },
    Null: { 'kms:EncryptionContext:user_id': 'false', 'kms:EncryptionContext:connection_id': 'false' },
  })
  expect(bySid('Send').Resource).toEqual(
    [`work-${platform}`, `commit-${platform}`, 'preflight'].map((name) => `{queueArnBase}${name}`),
  )
})

test('what signs to the orchestrator and back is for the background worker, and no app secret with it', () => {
  const secrets = statementsOf('background').find((statement) => statement.Sid === 'AppSecrets')!
  expect(secrets.Resource).toEqual(['{secretArn/generation}'])
  for (const { name } of workers.filter((worker) => worker.name !== 'background'))
    expect(JSON.stringify(statementsOf(name))).not.toContain('secretArn/generation')
})

test('the index of due work is for what the clock or an operator starts', () => {
  for (const { name, every, byHand } of workers) {
    const indexes = statementsOf(name).find((statement) => statement.Sid === 'Indexes')!.Resource
    expect(
      indexes.some((arn) => arn.endsWith('/index/due')),
      name,
    ).toBe(every !== undefined || byHand === true)
  }
})

test('who signs webhooks opens no token, and who opens tokens no signing secret', () => {
  const signing = statementsOf('background').find(({ Sid }) => Sid === 'Signing')!
  expect(signing.Action).toEqual(['kms:Decrypt'])
  expect(signing.Condition).toEqual({
    Null: {
      'kms:EncryptionContext:user_id': 'false',
      'kms:EncryptionContext:webhook_endpoint_id': 'false',
      'kms:EncryptionContext:platform': 'true',
    },
  })
  expect(statementsOf('background').some(({ Sid }) => Sid === 'Tokens')).toBe(false)
  expect(workers.filter(({ grant }) => grant.signing).map(({ name }) => name)).toEqual(['background'])
})

const hurtOf = (name: string) => workers.find((worker) => worker.name === name)!.hurt

test('every alarm says first who is hurt', () => {
  const alarms = Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm'))
  const about = (name: string) => alarms.find((alarm) => alarm.AlarmName === `creativeflow-dev-${name}`)
  // What a publish worker's crash does to posts has alarms of its own.
  for (const { name, hurt, platform } of workers.filter((worker) => !worker.byHand))
    if (platform) expect(about(`${name}-errors`)).toBeUndefined()
    else expect(about(`${name}-errors`)!.AlarmDescription.startsWith(hurt)).toBe(true)
  // The first queue of each worker; what stands in a second one goes through the first again.
  for (const [worker, [first, ...more]] of Map.groupBy(queues, (queue) => queue.worker)) {
    const { hurt } = workers.find((each) => each.name === worker)!
    expect(about(`${first!.name}-age`)!.AlarmDescription.startsWith(hurt)).toBe(true)
    for (const { name } of more) expect(about(`${name}-age`)).toBeUndefined()
  }
  expect(about('dead-letters')!.AlarmDescription.startsWith(hurtOf('dead-letter'))).toBe(true)
  expect(about('dead-letters')!.Threshold).toBe(1)
  for (const alarm of alarms) expect(alarm.AlarmActions).toEqual(['{alarmTopicArn}'])
})

test('workers are deployed after the API, which must be able to read what they write', () => {
  const stack = app.node.findChild('CreativeflowWorkers-dev') as Stack
  expect(stack.dependencies.map(({ stackName }) => stackName).sort()).toEqual([
    'CreativeflowApi-dev',
    'CreativeflowData-dev',
  ])
})
