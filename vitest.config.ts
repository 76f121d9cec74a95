import { configDefaults, defineConfig } from 'vitest/config'

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
  'tokens',
  'webhooks',
]
const whole = process.env.FAULTS === 'full'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      ...configDefaults.exclude,
      ...(whole ? [] : ofFaults.map((name) => `test/faults/${name}.test.ts`)),
    ],
    pool: 'forks',
    // What tests make is soon gone: a young generation with room for it costs less than moving it.
    execArgv: ['--max-semi-space-size=32'],
    // Most of a file is what it imports and builds. The whole has more than one file that needs a process of its own.
    isolate: whole,
    setupFiles: 'test/fixtures/each-file.ts',
    // Files wait more than they work.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
