import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { startVitest } from 'vitest/node'
import { createProgress } from './progress.ts'

export interface Named {
  held: number
  broken: { title: string; error: string }[]
  skipped: string[]
}

const folder = 'test/faults/'
/** What the run does whole by itself. */
const sampled = ['boundaries', 'storm'].map((name) => `${folder}${name}.test.ts`)

/** Runs every scenario that has a title: the rows of the design, and the sections with files of their own. */
export async function runNamed(): Promise<Named> {
  process.env.FAULTS = 'full'
  const named: Named = { held: 0, broken: [], skipped: [] }
  const vitest = await startVitest([folder], {
    watch: false,
    exclude: sampled,
    reporters: [listening(named)],
  })
  await vitest.close()
  if (named.held === 0) named.broken.push({ title: folder, error: 'no scenario was run' })
  return named
}

function listening(named: Named): Reporter {
  let files = 0
  let progress = createProgress(0)
  const titleOf = (test: TestCase) => `${test.module.relativeModuleId}: ${test.fullName}`
  return {
    onTestRunStart(specifications) {
      progress = createProgress(specifications.length)
    },
    onTestCaseResult(test) {
      const { state, errors } = test.result()
      if (state === 'passed') named.held += 1
      else if (state === 'skipped') named.skipped.push(titleOf(test))
      else named.broken.push({ title: titleOf(test), error: errors?.[0]?.message ?? 'no error was given' })
    },
    onTestModuleEnd(module: TestModule) {
      files += 1
      for (const { message } of module.errors())
        named.broken.push({ title: module.relativeModuleId, error: message })
      progress.at(files, `${named.held} named scenarios held, ${named.broken.length} broken`)
    },
    onTestRunEnd(_modules, errors) {
      progress.end()
      for (const { message } of errors)
        named.broken.push({ title: 'outside of any scenario', error: message })
    },
  }
}
