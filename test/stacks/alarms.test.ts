import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { figures } from '../../shared/domain/figures.ts'
import { platforms } from '../../shared/domain/platform.ts'
import { fullSettings } from './settings.ts'
import { resourcesOf, type StackTemplate, synthesize } from './world.ts'

const { api, workers, data } = synthesize()
const alarms = [api, workers, data].flatMap((template) =>
  Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm')),
)
const alarm = (name: string) => alarms.find((each) => each.AlarmName === `creativeflow-dev-${name}`)!
const runbook = readFileSync('docs/runbook.md', 'utf8')

interface Widget {
  properties: { title: string; metrics: unknown[][] }
}
const widgetsOf = (template: StackTemplate): Widget[] =>
  Object.values(resourcesOf(template, 'AWS::CloudWatch::Dashboard')).flatMap(
    ({ DashboardBody }) => JSON.parse(DashboardBody).widgets,
  )

test('every alarm ends with its section of the runbook, and every section has an alarm', () => {
  const sections = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!)
  const named = alarms.map(
    ({ AlarmName, AlarmDescription }) =>
      /What to do: docs\/runbook\.md#([a-z-]+)$/.exec(AlarmDescription)?.[1] ?? `none of ${AlarmName}`,
  )
  expect([...new Set(named)].sort()).toEqual(sections.sort())
})

test('a mail’s last words are a link where the stage says where the runbook is read', () => {
  const runbookUrl = 'https://git.creativeflow.test/docs/runbook.md'
  const { workers } = synthesize('prod', { ...fullSettings, runbookUrl })
  const alarms = Object.values(resourcesOf(workers, 'AWS::CloudWatch::Alarm'))
  const links = alarms.map(({ AlarmDescription }) => AlarmDescription.split(' ').at(-1))
  expect(links).toContain(`${runbookUrl}#unsure-outcomes`)
  expect(links.every((link) => link.startsWith(`${runbookUrl}#`))).toBe(true)
})

test('every section says what to look at, what to do and what not to do', () => {
  for (const section of runbook.split(/^## /m).slice(1))
    for (const part of ['- **Look at**', '- **Do', '- **Don’t**'])
      expect(section.replaceAll("'", '’'), section.split('\n')[0]).toContain(part)
})

test('the lines that the runbook quotes are written by the code', () => {
  const code = ['store-result', 'release-job', 'hold-work', 'follow-failure', 'dead-letter', 'commit-step']
    .map((name) => readFileSync(`shared/publishing/${name}.ts`, 'utf8'))
    .concat(
      ['shared/runtime/worker.ts', 'shared/connections/renew-due.ts'].map((path) =>
        readFileSync(path, 'utf8'),
      ),
    )
    .join('\n')
  for (const line of [
    'a post was made that could not be stored',
    'a post was made that its job does not name',
    'network held: our app needs its operator',
    'network held: it does not answer',
    'network gave an answer that no row knows',
    'network refused',
    'job ended',
    'dead letter',
    'grant not renewed',
    'message failed',
    'turn failed',
  ]) {
    expect(runbook, line).toContain(line)
    expect(code, line).toContain(`'${line}'`)
  }
})

test.each([
  ['late-posts', 'late', 3],
  ['unsure-outcomes', 'unsure', 1],
  ['reauth-wave', 'needs_reauth', 10],
] as const)('%s watches what the functions count for the whole stage', (name, figure, threshold) => {
  expect(figures[figure].by).toContain('stage')
  expect(alarm(name)).toMatchObject({
    Namespace: 'CreativeFlow',
    MetricName: figure,
    Dimensions: [{ Name: 'stage', Value: 'dev' }],
    Statistic: 'Sum',
    Threshold: threshold,
    TreatMissingData: 'notBreaching',
    AlarmActions: ['{alarmTopicArn}'],
  })
})

test('dead letters are noticed although their worker takes them at once', () => {
  expect(alarm('dead-letters')).toMatchObject({
    MetricName: 'NumberOfMessagesReceived',
    Statistic: 'Sum',
    Threshold: 1,
    Dimensions: [{ Name: 'QueueName', Value: 'creativeflow-dev-dead-letters' }],
  })
})

test('throttles of any function of the account are noticed, for all of them share what is used up', () => {
  expect(alarm('throttles').MetricName).toBe('Throttles')
  expect(alarm('throttles').Dimensions).toBeUndefined()
})

test('the dashboard shows every network, and no more metrics than are free', () => {
  const widgets = widgetsOf(workers)
  for (const title of [
    'Accepted',
    'Published',
    'Failed',
    'Outcome unknown',
    'Lateness, p50',
    'Lateness, p99',
  ]) {
    const { metrics } = widgets.find(({ properties }) => properties.title === title)!.properties
    for (const platform of platforms)
      expect(metrics.some((metric) => ['dev', platform].every((part) => metric.includes(part)))).toBe(true)
    expect(metrics).toHaveLength(platforms.length)
  }
  const shown = widgets.flatMap(({ properties }) =>
    properties.metrics.map((metric) => JSON.stringify(metric.filter((part) => typeof part === 'string'))),
  )
  expect(shown.length).toBeGreaterThan(40)
  expect(new Set(shown).size).toBeLessThanOrEqual(50)
})

test('a stage can do without its dashboard', () => {
  const without = synthesize('prod', { ...fullSettings, dashboard: false })
  expect(widgetsOf(without.workers)).toEqual([])
})
