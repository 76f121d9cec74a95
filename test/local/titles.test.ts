import { expect, test } from 'vitest'
import { simulators, titles } from '../../local/platforms/index.ts'
import { platforms } from '../../shared/domain/platform.ts'
import { definitions } from '../../shared/platforms/registry.ts'

test('pages for people spell each network as it spells itself', () => {
  expect(titles).toEqual(Object.fromEntries(platforms.map((name) => [name, definitions[name].name])))
  expect(Object.keys(titles).sort()).toEqual(Object.keys(simulators).sort())
})
