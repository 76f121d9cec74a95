import { loadavg } from 'node:os'
import { measureAccept } from './accept.ts'
import { measureFunctions } from './functions.ts'
import { measureMemory } from './memory.ts'
import { measurePublishSocial } from './publish-social.ts'
import { measureReady } from './ready.ts'
import { printTable } from './table.ts'

// npm run bench: what the service costs, beside what it could cost at the least. `-- --json` ends with a line of JSON.

const bounds = { acceptRatio: 1.5, socialMs: 500, readyMs: 2000, memoryMb: 300 }
const missed: string[] = []

const ms = (value: number, digits = 1) => `${value.toFixed(digits)} ms`
const kb = (bytes: number) => `${Math.round(bytes / 1000)} kB`

function bound(name: string, value: number, limit: number, show: (value: number) => string) {
  const holds = value <= limit
  if (!holds) missed.push(name)
  console.log(`  ${holds ? 'holds' : 'MISSED'}: ${name} is ${show(value)}, the bound ${show(limit)}\n`)
}

const [load = 0] = loadavg()
if (load > 1) console.log(`This machine is busy (load ${load.toFixed(1)}): times will be too long.\n`)

const accept = await measureAccept()
const calls = Object.entries(accept.calls).map(([operation, count]) => `${count} ${operation}`)
console.log(
  `Accepting a publish, ${accept.requests} requests each, turn about (AWS calls: ${calls.join(', ')})`,
)
printTable(
  ['', 'p50', 'p95'],
  [
    ['POST /api/v1/publishing/publish', ms(accept.ours.p50, 2), ms(accept.ours.p95, 2)],
    ['bare script, same AWS calls', ms(accept.bare.p50, 2), ms(accept.bare.p95, 2)],
  ],
)
bound('p50 against the bare script', accept.ratio, bounds.acceptRatio, (ratio) => `${ratio.toFixed(2)} x`)

const social = await measurePublishSocial()
console.log(`From a network’s own answer to that of /publish/social, ${social.requests} posts each`)
printTable(
  ['', 'p50', 'p95'],
  Object.entries(social.after).map(([platform, { p50, p95 }]) => [platform, ms(p50, 0), ms(p95, 0)]),
)
const slowest = Math.max(...Object.values(social.after).map(({ p50 }) => p50))
bound('the p50 of each network', slowest, bounds.socialMs, (value) => ms(value, 0))

const ready = await measureReady()
console.log('`npm run dev` until ready')
printTable(
  ['start', ...ready.all.map((_, n) => String(n + 1))],
  [['', ...ready.all.map((each) => ms(each, 0))]],
)
bound('the median start', ready.median, bounds.readyMs, (value) => ms(value, 0))

const memory = await measureMemory()
console.log('Memory of `npm run dev` after the demo’s work (PSS: shared pages count once)')
if (memory) {
  printTable(
    ['process', 'MB'],
    memory.processes.map(({ name, mb }) => [name, mb.toFixed(0)]),
  )
  bound('memory of all', memory.totalMb, bounds.memoryMb, (value) => `${value.toFixed(0)} MB`)
} else console.log('  SKIPPED: there is no /proc/*/smaps_rollup here to measure it by\n')

const functions = await measureFunctions()
console.log('Each function: its files and the time to load it, beside its SDK imports alone')
printTable(
  ['function', 'size', 'bare', 'load', 'bare', 'ratio'],
  functions.map(({ entry, bytes, loadMs, bare }) => [
    entry.replace('functions/', ''),
    kb(bytes),
    kb(bare.bytes),
    ms(loadMs, 0),
    ms(bare.loadMs, 0),
    `${(loadMs / bare.loadMs).toFixed(2)} x`,
  ]),
)

console.log(missed.length === 0 ? '\nAll bounds hold.' : `\nMissed: ${missed.join('; ')}`)
if (process.argv.includes('--json'))
  console.log(
    JSON.stringify({
      passed: missed.length === 0,
      missed,
      accept,
      social,
      ready,
      memory: memory ?? null,
      functions,
    }),
  )
process.exitCode = missed.length === 0 ? 0 : 1
