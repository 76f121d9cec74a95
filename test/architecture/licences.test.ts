import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { deployedEntries, projectRoot } from '../../lib/bundle.ts'
import { buildOnce } from '../../local/build.ts'
import { entriesOf, product } from '../../local/service.ts'

/** Licences that ask no more of a service than to be named. MPL-2.0 does as long as its files are unchanged. */
const allowed = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MPL-2.0', 'Unlicense']

/** Said in the file alone. */
const stated: Record<string, (licence: string) => string | undefined> = {
  'twitter-text': (licence) =>
    /Licensed under the (Apache) License, Version (2\.0)/.exec(licence)?.slice(1).join('-'),
}

const licences = new Map<string, string>()
beforeAll(async () => {
  const { entries } = await buildOnce(entriesOf(product))
  const inputs = deployedEntries().flatMap((entry) => entries[entry]!.inputs)
  for (const folder of new Set(inputs.flatMap(packageOf))) {
    const text = (file: string) => readFileSync(join(projectRoot, folder, file), 'utf8')
    const { name, license } = JSON.parse(text('package.json'))
    licences.set(name, license ?? stated[name]?.(text('LICENSE')) ?? 'unknown')
  }
})

/** The folder of the package that a source belongs to; none for our own. */
const packageOf = (input: string): string[] =>
  /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.slice(0, 1) ?? []

const page = () => `# Licences

What the deployed functions contain of others, by esbuild's own account; \`package-lock.json\` has the versions. Made by
\`UPDATE_DOCS=1 npx vitest run test/architecture/licences.test.ts\`.

| package | licence |
|---|---|
${[...licences]
  .toSorted(([one], [other]) => (one < other ? -1 : 1))
  .map(([name, licence]) => `| \`${name}\` | ${licence} |`)
  .join('\n')}
`

test('every bundled package has a licence that a service may use', () => {
  expect(licences.size).toBeGreaterThan(10)
  expect([...licences].filter(([, licence]) => !allowed.includes(licence))).toEqual([])
})

test('the page of licences lists what is bundled', async () => {
  if (process.env.UPDATE_DOCS) await writeFile('docs/licences.md', page())
  expect(await readFile('docs/licences.md', 'utf8')).toBe(page())
})
