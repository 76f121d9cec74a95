import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { stageNames } from '../../lib/stage-settings.ts'

const files = globSync('.github/workflows/*.yml')
const workflows = () => Promise.all(files.map((file) => readFile(file, 'utf8')))

test('every action is pinned to a commit, with its version beside it', async () => {
  const used = (await workflows()).flatMap((text) => text.match(/^.*\buses:.*$/gm) ?? [])
  expect(used.length).toBeGreaterThan(0)
  for (const line of used) expect(line).toMatch(/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
})

test('a workflow may read, and every job of it ends', async () => {
  for (const text of await workflows()) {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m)
    expect(text).not.toContain('pull_request_target')
    expect(text).not.toMatch(/: write-all|contents: write/)
    const jobs = text.match(/^ {4}runs-on:/gm) ?? []
    expect(text.match(/^ {4}timeout-minutes: \d+$/gm)).toHaveLength(jobs.length)
  }
})

test('what CI runs is there, and the test command is the README’s', async () => {
  const run = await readFile('.ci/run', 'utf8')
  expect(await readFile('README.md', 'utf8')).toContain(run.trim().split('\n').at(-1))
  expect((await workflows()).join()).toContain('run: .ci/run\n')
  expect((await workflows()).join()).toContain('run: .ci/synth\n')
  expect(await readFile('.ci/synth', 'utf8')).toContain(`for stage in ${stageNames.join(' ')}; do\n`)
})
