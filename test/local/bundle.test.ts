import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type Bundle, childEntry, deployedEntries, projectRoot } from '../../lib/bundle.ts'
import { knownErrors } from '../../lib/lean-packages.ts'
import { buildOnce } from '../../local/build.ts'
import { entriesOf, product } from '../../local/service.ts'

let built: Bundle
beforeAll(async () => {
  built = await buildOnce(entriesOf(product))
})

test('every route and worker has its entry, and its files are there', () => {
  for (const entry of deployedEntries()) {
    const { file, files } = built.entries[entry]!
    expect(files).toContain(file)
    for (const each of files) expect(existsSync(join(built.outdir, each)), each).toBe(true)
  }
})

test('every handler in functions/ belongs to a route or a worker', () => {
  const handlers = globSync('functions/**/*.ts', { cwd: projectRoot }).map((file) =>
    file.replace(/\.ts$/, ''),
  )
  expect(handlers.sort()).toEqual(deployedEntries().sort())
})

test('nothing of local/ reaches a deployed function', () => {
  for (const entry of deployedEntries()) {
    expect(built.entries[entry]!.inputs.filter((input) => input.startsWith('local/'))).toEqual([])
  }
  expect(built.entries[childEntry]!.inputs).toContain('local/child.ts')
})

test('the child shares the hook with the handlers that read it', () => {
  const hook = 'shared/runtime/local-hook.ts'
  const child = new Set(built.entries[childEntry]!.files)
  const readers = deployedEntries().filter((entry) => built.entries[entry]!.inputs.includes(hook))
  expect(readers.length).toBeGreaterThan(0)
  for (const entry of readers) expect(built.entries[entry]!.files.some((file) => child.has(file))).toBe(true)
})

test('functions load the SDK without its search for credentials on disk', () => {
  for (const entry of deployedEntries()) {
    const { inputs } = built.entries[entry]!
    expect(inputs.filter((input) => /credential-provider-(ini|sso|node|process)\//.test(input))).toEqual([])
  }
})

test('every import of a function’s files is among them', () => {
  for (const entry of deployedEntries()) {
    const { files } = built.entries[entry]!
    for (const file of files) {
      const text = readFileSync(join(built.outdir, file), 'utf8')
      const imported = [...text.matchAll(/["'](?:\.\.?\/)+(chunks\/[A-Z0-9]+\.mjs)["']/g)].map(
        (match) => match[1],
      )
      expect(files).toEqual(expect.arrayContaining(imported))
    }
  }
})

test('the build keeps every error of AWS that the code tells apart', () => {
  const named = globSync('{shared,functions}/**/*.ts', { cwd: projectRoot }).flatMap((file) =>
    [
      ...readFileSync(join(projectRoot, file), 'utf8').matchAll(
        /^import \{([^}]*)\} from '@aws-sdk\/client/gm,
      ),
    ]
      .flatMap(([, names]) => names!.match(/\w+/g) ?? [])
      .filter((name) => /(Exception|Error)$/.test(name) && !name.endsWith('ServiceException')),
  )
  expect(new Set(named)).toEqual(new Set(knownErrors))
})
