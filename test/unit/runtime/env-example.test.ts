import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { readConfig } from '../../../shared/runtime/config.ts'
import { variableNames } from '../../../shared/runtime/variables.ts'

const example = parseEnv(readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8'))

test('the example names exactly the variables that are read', () => {
  expect(Object.keys(example).sort()).toEqual([...variableNames].sort())
})

test('what the example fills in is what the service takes by default', () => {
  const needed = Object.fromEntries(
    variableNames.filter((name) => !example[name]).map((name) => [name, 'https://example.com']),
  )
  const filled = Object.fromEntries(Object.entries(example).filter(([, value]) => value))
  expect(readConfig({ ...needed, ...filled })).toEqual(readConfig(needed))
})
