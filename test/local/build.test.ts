import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { projectRoot } from '../../lib/bundle.ts'

const entry = '.build/of-a-test/handler'

/** What a process that starts now has of the entry, and when that was built. */
async function built(): Promise<{ text: string; at: number }> {
  const script = `
    import { readFileSync, statSync } from 'node:fs'
    import { join } from 'node:path'
    import { buildOnce } from './local/build.ts'
    const { outdir, entries } = await buildOnce(['${entry}'])
    const file = join(outdir, entries['${entry}'].file)
    console.log(JSON.stringify({ text: readFileSync(file, 'utf8'), at: statSync(file).mtimeMs }))`
  const options = ['--import', './bin/prepare.mjs', '--input-type=module-typescript', '--eval', script]
  return JSON.parse((await promisify(execFile)(process.execPath, options, { cwd: projectRoot })).stdout)
}

function write(words: string) {
  const file = join(projectRoot, `${entry}.ts`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `export const handler = async () => '${words}'`)
}

test('a process takes what another has built of the very same sources, and builds anew of others', async () => {
  const [first, second] = [randomUUID(), randomUUID()]
  write(first)
  const before = await built()
  expect(before.text).toContain(first)
  const again = await built()
  expect(again.text).toBe(before.text)
  // A copy's time is a little rounded.
  expect(again.at).toBeCloseTo(before.at, 1)
  write(second)
  const after = await built()
  expect(after.text).toContain(second)
  expect(after.at).toBeGreaterThan(before.at)
})
