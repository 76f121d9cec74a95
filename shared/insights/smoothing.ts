/*
 * What own posts say, without being shouted down by one of them. The arithmetic in words: docs/insights.md.
 */

/** So many posts of the account's own average stand beside what was seen. */
export const priorPosts = 5

/** Engagement on a scale on which ten times as much is the same step everywhere. */
export const level = (engagement: number): number => Math.log1p(Math.max(0, engagement))

/** @param values at least one */
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** The level to be expected where `weight` posts of together `sum` were seen. */
export const expected = ({ sum, weight }: { sum: number; weight: number }, average: number): number =>
  (priorPosts * average + sum) / (priorPosts + weight)

/** 0 to 1: 0.5 is the account's average, 2/3 twice as much, 1/3 half as much. */
export const scoreOf = (expectedLevel: number, average: number): number =>
  1 / (1 + Math.exp(average - expectedLevel))
