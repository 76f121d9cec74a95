import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { expect, test } from 'vitest'

// @ts-expect-error the tool's own configuration is plain JavaScript
import configuration from '../../.dependency-cruiser.mjs'

test('every import keeps to the house rules', async () => {
  const { forbidden, options } = configuration
  const { output } = await cruise(['bin', 'client', 'lib', 'functions', 'shared', 'local'], {
    ...options,
    validate: true,
    ruleSet: { forbidden },
  })
  const { summary, modules } = output as ICruiseResult
  // Without a parser for this TypeScript the tool finds nothing and is content.
  expect(modules.filter(({ source }) => source.startsWith('shared/')).length).toBeGreaterThan(50)
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
}, 60_000)

/** Each belongs to one place: word → the files that may use it. */
const monopolies: [name: string, word: RegExp, owners: RegExp][] = [
  ['process.env', /process\.env/, /^shared\/runtime\/config\.ts$/],
  ['Date.now', /Date\.now\(/, /^shared\/runtime\/(clock|logger)\.ts$/],
  ['fetch', /(?<![\w.])fetch\(/, /^shared\/(platforms\/request|storage\/bucket-reader)\.ts$/],
]

test.each(monopolies)('only its owner uses %s', async (_name, word, owners) => {
  const files = globSync('{shared,functions}/**/*.ts').filter((file) => !owners.test(file))
  expect(files.length).toBeGreaterThan(50)
  const users: string[] = []
  for (const file of files) if (word.test(withoutComments(await readFile(file, 'utf8')))) users.push(file)
  expect(users).toEqual([])
})

const withoutComments = (code: string) => code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '')
