import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Sections that `npm run faults` runs: together they take longer than the whole test command may. */
const ofFaults = [
  'accepted',
  'assets',
  'aws',
  'batch',
  'generations',
  'limits',
  'my-data',
  'races',
  'storm',
  'tokens',
  'webhooks',
]
const whole = process.env.FAULTS === 'full'

/** Begun first, so that none of them is left alone at the end. */
const longest = [
  'networks/contract',
  'faults/endurance',
  'stacks/assets',
  'faults/boundaries',
  'stacks/policies',
  'faults/finding',
  'stories/publish-social',
  'faults/workers',
  'stories/my-data',
  'faults/aws-api',
  'stories/fuzz',
  'stories/generations',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return at < 0 ? longest.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      ...configDefaults.exclude,
      ...(whole ? [] : ofFaults.map((name) => `test/faults/${name}.test.ts`)),
    ],
    pool: 'forks',
    // Processes that tests start read the same modules again and again; bin/prepare.mjs keeps them there, too.
    env: { NODE_COMPILE_CACHE: '.build/compiled' },
    // What tests make is soon gone: a young generation with room for it costs less than moving it.
    execArgv: ['--max-semi-space-size=32'],
    // Most of a file is what it imports and builds. The whole has more than one file that needs a process of its own.
    isolate: whole,
    setupFiles: 'test/fixtures/each-file.ts',
    // Files wait more than they work.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
