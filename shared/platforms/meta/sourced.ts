import type { FailureRow } from '../failures.ts'

/** Rows that were all read in one place. */
export const sourced = (source: string, rows: Omit<FailureRow, 'source'>[]): FailureRow[] =>
  rows.map((row) => ({ ...row, source }))
