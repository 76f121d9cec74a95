import { expect, test } from 'vitest'
import { periodAt, type QuotaPeriod } from '../../../shared/domain/quota-period.ts'

test.each<[QuotaPeriod, string, string, string]>([
  ['day', '2026-11-21T23:59:59.999Z', 'day-2026-11-21', '2026-11-22T00:00:00.000Z'],
  ['week', '2026-11-22T12:00:00Z', 'week-2026-11-16', '2026-11-23T00:00:00.000Z'],
  ['week', '2026-11-23T00:00:00Z', 'week-2026-11-23', '2026-11-30T00:00:00.000Z'],
  ['month', '2026-12-31T12:00:00Z', 'month-2026-12-01', '2027-01-01T00:00:00.000Z'],
  ['month', '2028-02-29T12:00:00Z', 'month-2028-02-01', '2028-03-01T00:00:00.000Z'],
])('a %s around %s is %s and ends at %s', (kind, at, name, ends) => {
  expect(periodAt(kind, Date.parse(at))).toEqual({ name, ends: Date.parse(ends) })
})
