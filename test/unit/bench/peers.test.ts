import { expect, test } from 'vitest'
import { latenessOfPolling, latenessOfScheduler, type Peer } from '../../../bench/lateness/peers.ts'

const loop = (everyMs: number, take: number): Peer => ({ name: '', source: '', everyMs, take })
const range = (late: number[]) => [Math.min(...late), Math.max(...late)]

test('a loop sends at its next look, wherever its looks lie', () => {
  const late = latenessOfPolling(loop(60_000, Number.POSITIVE_INFINITY), [1_000_000])
  expect(late).toHaveLength(60)
  expect(new Set(late).size).toBe(60)
  expect(range(late)).toEqual([0, 59_000].map((ms) => expect.closeTo(ms, -3)))
})

test('what a look does not take waits for the next', () => {
  const times = Array.from({ length: 25 }, () => 0)
  const late = latenessOfPolling(loop(15_000, 10), times).slice(0, 25)
  expect(late).toEqual([...Array(10).fill(0), ...Array(10).fill(15_000), ...Array(5).fill(30_000)])
})

test('no loop sends before the time, and each post once', () => {
  const times = [5_000, 5_000, 61_000, 200_000]
  const late = latenessOfPolling(loop(15_000, 1), times)
  expect(late).toHaveLength(60 * times.length)
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0)
})

test('a schedule fires at any second of its minute, before the time or after it', () => {
  expect(range(latenessOfScheduler([60_000 + 20_000]))).toEqual([-20_000, 39_000])
})
