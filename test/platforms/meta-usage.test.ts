import { expect, test } from 'vitest'
import { usedUp } from '../../shared/platforms/meta/usage.ts'

const now = 1_000_000
const minute = 60_000
const usage = (percent: number) => ({ call_count: 5, total_time: percent, total_cputime: 5 })
const business = (...regain: number[]) =>
  Object.fromEntries(
    regain.map((minutes, id) => [
      id,
      [{ type: 'pages', ...usage(95), estimated_time_to_regain_access: minutes }],
    ]),
  )

test.each([
  ['no header', {}, undefined],
  ['an unreadable one', { 'x-app-usage': 'percent' }, undefined],
  ['the app near its limit', { 'x-app-usage': usage(99) }, undefined],
  ['the app at its limit', { 'x-app-usage': usage(100) }, { until: now + minute, holds: 'platform' }],
  ['the Page at its limit', { 'x-page-usage': usage(100) }, { until: now + minute }],
  ['nothing to be regained', { 'x-business-use-case-usage': business(0, 0) }, undefined],
  [
    'several to be regained',
    { 'x-business-use-case-usage': business(3, 19, 0) },
    { until: now + 19 * minute },
  ],
])('Meta’s usage headers of a good answer: %s', (_what, headers, expected) => {
  const sent = Object.entries(headers).map(([name, value]): [string, string] => [name, JSON.stringify(value)])
  expect(usedUp(new Headers(sent), { now })).toEqual(expected)
})
