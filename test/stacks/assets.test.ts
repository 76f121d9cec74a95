import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildAssets } from '../../lib/assets.ts'
import { deployed, describing, folderOf, projectRoot } from '../../lib/bundle.ts'
import { resourcesOf, type StackTemplate } from './world.ts'

/** Of all files that a function can reach. */
const mostBytes = 400_000

/** Functions that can't do with that, and their most in kB. */
const larger: Record<string, number> = {
  // The reader of films: 190 kB, read when there is one.
  'workers/preflight': 640,
  'workers/background': 720,
}

const folder = mkdtempSync(join(projectRoot, '.build-test-'))
const outdir = join(folder, 'cdk.out')
let built: Awaited<ReturnType<typeof buildAssets>>
let templates: StackTemplate[]

beforeAll(async () => {
  const cdk = join(projectRoot, 'node_modules/aws-cdk/bin/cdk')
  const options = ['--quiet', '--context', 'stage=dev', '--output', outdir]
  await promisify(execFile)(process.execPath, [cdk, 'synth', ...options], { cwd: projectRoot })
  const read = (name: string) => JSON.parse(readFileSync(join(outdir, `${name}.template.json`), 'utf8'))
  templates = ['CreativeflowApi-dev', 'CreativeflowWorkers-dev'].map(read)
  // Where it has them: what is made of the same sources is made once.
  built = await buildAssets('.build/cdk')
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true }))

const functions = deployed().map((each) => ({ ...each, name: folderOf(each) }))
const bundleOf = ({ name, entry }: { name: string; entry: string }) => {
  const { outdir: at, entries } = built.bundles[name]!
  return { at, ...entries[entry]! }
}

const deployedAssets = () =>
  templates.flatMap((template) =>
    Object.values(resourcesOf(template, 'AWS::Lambda::Function')).map(({ Handler, Code, FunctionName }) => ({
      function: String(FunctionName),
      entry: String(Handler).replace(/\.handler$/, ''),
      path: join(outdir, `asset.${String(Code.S3Key).replace('.zip', '')}`),
    })),
  )

const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(path.length + 1))
    .sort()

test('every function is deployed with its own files of the bundle, and no others', () => {
  const assets = deployedAssets()
  expect(new Set(assets.map((asset) => asset.entry))).toEqual(new Set(functions.map(({ entry }) => entry)))
  for (const asset of assets) {
    const made = functions.find(
      ({ entry, platform }) =>
        entry === asset.entry && (!platform || asset.function.endsWith(`-${platform}`)),
    )!
    expect(filesIn(asset.path), asset.function).toEqual([...bundleOf(made).files].sort())
  }
})

test('its handler is where Lambda looks for it', () => {
  for (const { entry, path } of deployedAssets())
    expect(existsSync(join(path, `${entry}.mjs`)), entry).toBe(true)
})

test('what was made of these very sources is taken as it is', async () => {
  const each = functions[0]!
  const file = join(bundleOf(each).at, bundleOf(each).file)
  const { mtimeMs } = statSync(file)
  const again = await buildAssets('.build/cdk')
  expect([again.bundles, statSync(file).mtimeMs]).toEqual([built.bundles, mtimeMs])
})

test('every function can be loaded, and does nothing by that', async () => {
  const files = functions.map((each) => pathToFileURL(join(bundleOf(each).at, bundleOf(each).file)).href)
  const script = `for (const file of ${JSON.stringify(files)})
    if (typeof (await import(file)).handler !== 'function') throw new Error(file)`
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { env: {} },
  )
  expect([stdout, stderr]).toEqual(['', ''])
}, 60_000)

test('nothing of local/ is deployed', () => {
  for (const each of functions)
    expect(bundleOf(each).inputs.filter((input) => input.startsWith('local/'))).toEqual([])
})

test('a function of one network holds no other', () => {
  const ofOne = functions.filter(({ platform }) => platform)
  expect(ofOne.length).toBeGreaterThan(5)
  for (const each of ofOne) {
    const folders = bundleOf(each).inputs.flatMap(
      (input) => /^shared\/platforms\/(\w+)\//.exec(input)?.[1] ?? [],
    )
    expect([...new Set(folders)].filter((one) => one !== 'meta')).toEqual([each.platform])
  }
})

test('of zod a function holds the small build, and its messages in one language', () => {
  for (const each of functions) {
    const more = bundleOf(each).inputs.filter((input) =>
      /\/zod\/v4\/(classic|locales\/(?!index))/.test(input),
    )
    expect(more, each.name).toEqual(['node_modules/zod/v4/locales/en.js'])
  }
})

test('whatever tells of schemas has their words, and nothing else carries them', () => {
  const found = functions.filter((each) => bundleOf(each).inputs.includes('shared/api/json-schema.ts'))
  expect(found.map(({ entry }) => entry)).toEqual(describing)
})

test.each(functions)('$name is at most 400 kB', (each) => {
  const { at, files } = bundleOf(each)
  const bytes = files.reduce((sum, file) => sum + statSync(join(at, file)).size, 0)
  const most = larger[each.name.replace('functions/', '')]
  expect(bytes).toBeLessThanOrEqual(most === undefined ? mostBytes : most * 1000)
  // What has become small enough is no exception any more.
  if (most !== undefined) expect(bytes).toBeGreaterThan(Math.max(mostBytes, most * 1000 - 15_000))
})
