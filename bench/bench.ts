import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { accept } from './accept.ts'
import { cold } from './cold.ts'
import { cost } from './cost.ts'

import { lateness } from './lateness/lateness.ts'
import { memory } from './memory.ts'
import { social } from './publish-social.ts'
import { ready } from './ready.ts'
import { openReport, type Section } from './report.ts'
import { scale } from './scale.ts'
import { worker } from './worker.ts'

// npm run bench: what the service costs, beside what it could cost at the least. `-- --only accept,ready` runs
// these sections alone, `-- --markdown` prints tables for docs/performance.md, `-- --json` ends with a line of JSON,
// `-- --only cold --function api/publishing/schedule,workers/publish-x` starts these alone, more often.

const sections: readonly Section[] = [accept, worker, social, ready, memory, cold, cost, scale, ...lateness]

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    function: { type: 'string' },
    markdown: { type: 'boolean' },
    json: { type: 'boolean' },
  },
})
const wanted = options.only?.split(',') ?? sections.map(({ name }) => name)
const unknown = wanted.filter((name) => !sections.some((section) => section.name === name))
if (unknown.length > 0) {
  console.error(`There is no section ${unknown}; there are ${sections.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

const report = openReport(options.markdown ? 'markdown' : 'text')
const [load = 0] = loadavg()
if (load > 1) report.say(`This machine is busy (load ${load.toFixed(1)}): times will be too long.\n`)

const figures: Record<string, unknown> = {}
for (const section of sections.filter(({ name }) => wanted.includes(name)))
  figures[section.name] = await section.run(report, options.function?.split(','))

const { missed } = report
report.say(missed.length === 0 ? '\nAll bounds hold.' : `\nMissed: ${missed.join('; ')}`)
if (options.json) console.log(JSON.stringify({ passed: missed.length === 0, missed, ...figures }))
process.exitCode = missed.length === 0 ? 0 : 1
