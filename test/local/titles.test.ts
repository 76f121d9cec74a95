import { expect, test } from 'vitest'
import { simulators, titles } from '../../local/platforms/index.ts'
import { platforms } from '../../shared/domain/platform.ts'
import { registry } from '../../shared/platforms/registry.ts'

test('pages for people spell each network as it spells itself', () => {
  expect(titles).toEqual(Object.fromEntries(platforms.map((name) => [name, registry[name].definition.name])))
  expect(Object.keys(titles).sort()).toEqual(Object.keys(simulators).sort())
})
