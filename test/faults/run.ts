import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { printTable } from '../../bench/table.ts'
import { networks } from '../networks/table.ts'
import type { Result } from './boundaries.ts'
import { type EnduranceReport, runEndurance } from './endurance.ts'
import { enduranceHead, enduranceRows, enduranceWords } from './endurance-table.ts'
import { isBroken } from './judge.ts'
import { runNamed } from './named.ts'
import { runTasks } from './pool.ts'
import { createProgress } from './progress.ts'
import { rowLines } from './scenarios.ts'
import { createTally, head, markdown, rowsOf } from './tally.ts'
import { chosenTasks } from './tasks.ts'

// npm run faults: what breaks while a post is on its way, and what becomes of the post.
//   -- --network x          of one network alone
//   -- --case "<id>"        those whose id begins so; with its number at the end, that one case
//   -- --part endurance     one of its parts: boundaries, endurance, named; or a comma list of them
//   -- --worlds 2           how many side by side
//   -- --markdown           the table as Markdown
//   -- --json               ends with a line of JSON

const { values: asked } = parseArgs({
  options: {
    network: { type: 'string' },
    case: { type: 'string' },
    part: { type: 'string' },
    worlds: { type: 'string', default: String(availableParallelism()) },
    markdown: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
if (asked.network && !networks.some(({ platform }) => platform === asked.network)) {
  console.error(
    `no network ${asked.network}; there are ${networks.map(({ platform }) => platform).join(', ')}`,
  )
  process.exit(2)
}
const parts = ['boundaries', 'endurance', 'named']
const narrow = asked.network || asked.case
const chosen = asked.part?.split(',') ?? (narrow ? ['boundaries'] : parts)
if (!chosen.every((part) => parts.includes(part))) {
  console.error(`no part ${asked.part}; there are ${parts.join(', ')}`)
  process.exit(2)
}
const tasks = chosen.includes('boundaries') ? chosenTasks(asked) : []
if (chosen.includes('boundaries') && tasks.length === 0) {
  console.error(`no case "${asked.case}"; an id is like "x/a text/worker/kill_after/7" or "x/a text/storm/2"`)
  process.exit(2)
}
const worlds = Number(asked.worlds)
if (!Number.isInteger(worlds) || worlds < 1) {
  console.error(`--worlds is a number from 1, not ${asked.worlds}`)
  process.exit(2)
}
const started = performance.now()
const [load = 0] = loadavg()
if (load > 1) console.log(`This machine is busy (load ${load.toFixed(1)}): it will take longer.\n`)

const tally = createTally()
const broken: Result[] = []
const failed: Record<string, number> = {}
let cases = 0
let done = 0
const progress = createProgress(tasks.length)
const wrongRuns = await runTasks(tasks, {
  worlds,
  onResult(result) {
    cases += 1
    tally.add(result)
    if (isBroken(result)) {
      broken.push(result)
      progress.tell(`BROKEN ${result.id} (${result.hit})\n  ${result.outcome}: ${result.why}`)
    }
    if (result.outcome === 'failed') failed[result.why] = (failed[result.why] ?? 0) + 1
  },
  onDone() {
    done += 1
    progress.at(done, `${cases} scenarios, ${broken.length} broken`)
  },
})
progress.end()
const table = (title: string, heads: string[], rows: string[][]) => {
  console.log(`\n${title}\n`)
  if (asked.markdown) console.log(markdown(heads, rows))
  else printTable(heads, rows)
}
if (tasks.length > 0) table('Every boundary of every kind of post, and storms', head, rowsOf(tally.all()))
if (Object.keys(failed).length > 0) console.log(`\nFailed truthfully with: ${JSON.stringify(failed)}`)

const endurance = chosen.includes('endurance') ? await endure() : undefined
if (endurance) {
  table('The whole environment under kill -9', enduranceHead, enduranceRows(endurance))
  console.log(`\n${enduranceWords(endurance)}`)
}

async function endure(): Promise<EnduranceReport> {
  const { jobs, kills } = { jobs: 300, kills: 20 }
  const killing = createProgress(kills + jobs)
  const report = await runEndurance({
    ...{ jobs, kills, seed: 1 },
    onProgress: (now) =>
      killing.at(now.kills + now.ended, `${now.kills} kills, ${now.accepted} accepted, ${now.ended} ended`),
  })
  killing.end()
  return report
}

const named = chosen.includes('named') ? await runNamed() : undefined
const seconds = Math.round((performance.now() - started) / 1000)
if (named) {
  console.log(
    `\nNamed scenarios: ${named.held} held, ${named.broken.length} broken, ${named.skipped.length} skipped`,
  )
  for (const title of named.skipped) console.log(`  SKIPPED: ${title}`)
  console.log(
    `\nRows of the design:\n${rowLines()
      .map((line) => `  ${line}`)
      .join('\n')}`,
  )
}
if (!asked.part && narrow)
  console.log('\nThe other parts belong to the whole run: npm run faults without a choice.')

const wrong = [
  ...broken.map(({ id, hit, outcome, why }) => ({ id, what: `${outcome}: ${why}`, hit })),
  ...wrongRuns.map((what) => ({ id: what.split(':')[0]!, what })),
  ...(endurance?.wrong ?? []).map((what) => ({ id: 'endurance', what })),
  ...(named?.broken ?? []).map(({ title, error }) => ({ id: title, what: error })),
]
for (const { id, what, ...rest } of wrong)
  console.log(`\nBROKEN ${id}${'hit' in rest ? ` (${rest.hit})` : ''}\n  ${what}`)
console.log(
  `\n${wrong.length === 0 ? 'Every promise was kept' : `${wrong.length} broken`}, in ${seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`}.`,
)
if (asked.json)
  console.log(
    JSON.stringify({
      passed: wrong.length === 0,
      seconds,
      networks: tally.all(),
      failed,
      endurance: endurance ?? null,
      named: named ?? null,
      wrong,
    }),
  )
process.exitCode = wrong.length === 0 ? 0 : 1
