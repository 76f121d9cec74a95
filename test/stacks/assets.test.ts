import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { layOutAssets } from '../../lib/assets.ts'
import { type Bundle, bundle, deployedEntries, projectRoot } from '../../lib/bundle.ts'
import { addStacks } from '../../lib/stacks.ts'
import { readStage } from '../../lib/stage.ts'
import { resourcesOf } from './world.ts'

const folder = mkdtempSync(join(projectRoot, '.build-test-'))
const outdir = join(folder, 'cdk.out')
let built: Bundle
let templates: Record<'api' | 'workers', { Resources: Record<string, never> }>

beforeAll(async () => {
  built = await bundle({ outdir: join(folder, 'bundle') })
  const app = new App({ outdir })
  addStacks(app, readStage('dev', {}), layOutAssets(built, join(folder, 'assets')))
  const assembly = app.synth()
  const templateOf = (name: string) => assembly.getStackByName(name).template
  templates = { api: templateOf('CreativeflowApi-dev'), workers: templateOf('CreativeflowWorkers-dev') }
})
afterAll(() => rmSync(folder, { recursive: true }))

const assetsOf = () =>
  Object.values(templates).flatMap((template) =>
    Object.values(resourcesOf(template, 'AWS::Lambda::Function')).map(({ Handler, Code }) => ({
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
  const assets = assetsOf()
  expect(new Set(assets.map((asset) => asset.entry))).toEqual(new Set(deployedEntries()))
  for (const { entry, path } of assets)
    expect(filesIn(path), entry).toEqual([...built.entries[entry]!.files].sort())
})

test('its handler is where Lambda looks for it', () => {
  for (const { entry, path } of assetsOf()) expect(existsSync(join(path, `${entry}.mjs`)), entry).toBe(true)
})

test('nothing of local/ is deployed', () => {
  for (const { entry, path } of assetsOf()) {
    expect(filesIn(path).filter((file) => file.startsWith('local/'))).toEqual([])
    expect(built.entries[entry]!.inputs.filter((input) => input.startsWith('local/'))).toEqual([])
  }
})
