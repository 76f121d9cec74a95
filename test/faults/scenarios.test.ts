import { expect, test } from 'vitest'
import { designRows, heldRows, without } from './scenarios.ts'

const rows = designRows()

test.skipIf(!rows)('every row of the design has a scenario, but for those that are named', () => {
  const held = [...heldRows().keys(), ...Object.keys(without)]
  expect(rows!.length).toBeGreaterThan(0)
  expect(rows!.filter((row) => !held.includes(row))).toEqual([])
  expect(held.filter((row) => !rows!.includes(row))).toEqual([])
})

test('no row that has a scenario is called without one', () => {
  expect(Object.keys(without).filter((row) => heldRows().has(row))).toEqual([])
})
