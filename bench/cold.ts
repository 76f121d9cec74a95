import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { type Bundle, bundleApart, type Deployed, deployed, folderOf, projectRoot } from '../lib/bundle.ts'
import { startAws } from '../local/aws/index.ts'
import { createLocalClock } from '../local/clock.ts'
import { composeConfiguration } from '../local/configuration.ts'
import { provision } from '../local/provision.ts'
import { product } from '../local/service.ts'
import { type BareEvent, bareSource } from './bare-function.ts'
import { coldEvent } from './cold-events.ts'
import { memoryOfOneCpuMb } from './prices.ts'
import { ms, type Report, type Section, times } from './report.ts'
import { median } from './statistics.ts'

/** Of each function; of few that are asked for. */
const starts = { all: 5, few: 21 }
const ratioBound = 1.3
const sizeBound = 400_000
const memories = [128, 256, 512, 1024, memoryOfOneCpuMb]

/** A start in a fresh process, ms. */
interface Start {
  load: number
  first: number
  /** Of both, what a processor worked. */
  cpu: number
}

interface Weight extends Start {
  /** All files, and those that are read at the start. */
  bytes: number
  loadedBytes: number
}

interface ColdFunction extends Weight {
  name: string
  /** A function of nothing but the same SDK imports and as many AWS calls, as esbuild makes it. */
  bare: Weight
  /** The same, by our own build. */
  lean: Weight
  calls: BareEvent
  status: number | undefined
}

const kb = (bytes: number) => Math.round(bytes / 1000)
const total = ({ load, first }: Start) => load + first
const nameOf = (folder: string) => folder.replace('functions/', '')
const ratioOf = (each: ColdFunction) => total(each) / total(each.bare)
const leanRatioOf = (each: ColdFunction) => total(each) / total(each.lean)
/** Beside nothing at all there is no ratio. */
const hasClients = ({ lean }: ColdFunction) => lean.bytes > 10_000

export const cold: Section = {
  name: 'cold',
  async run(report, wanted) {
    const names = deployed().map((each) => nameOf(folderOf(each)))
    const unknown = wanted?.find((name) => !names.includes(name))
    if (unknown !== undefined)
      throw new Error(`There is no function ${unknown}; there are ${names.join(', ')}.`)
    const functions = deployed().filter((each) => wanted?.includes(nameOf(folderOf(each))) ?? true)
    const rounds = wanted ? starts.few : starts.all
    const found = await measureCold(functions, rounds)
    report.say(
      `First starts in fresh processes of Node ${process.versions.node}, median of ${rounds}, beside the same SDK clients alone: as esbuild makes them, and by our build`,
    )
    report.table(
      [
        'function',
        'kB, read at once',
        'by our build',
        'load, ms',
        'bare',
        'by our build',
        'first request, ms',
        'bare',
        'by our build',
        'together',
        'by our build',
      ],
      found.map((each) => [
        nameOf(each.name),
        each.bytes === each.loadedBytes ? kb(each.bytes) : `${kb(each.bytes)}, ${kb(each.loadedBytes)}`,
        kb(each.lean.bytes),
        ...[each, each.bare, each.lean].map(({ load }) => ms(load, 0)),
        ...[each, each.bare, each.lean].map(({ first }) => ms(first, 0)),
        ...(hasClients(each)
          ? [`${times(ratioOf(each))}${ratioOf(each) > ratioBound ? ' !' : ''}`, times(leanRatioOf(each))]
          : ['', '']),
      ]),
    )
    const beside = found.filter(hasClients)
    const larger = found.filter(({ bytes }) => bytes > sizeBound)
    report.bound(`functions above ${kb(sizeBound)} kB`, larger.length, 0, String)
    if (!wanted) sayByMemory(report, found)
    const ratios = beside.map(ratioOf)
    const leanRatios = beside.map(leanRatioOf)
    report.bound('start against a bare one, median of all functions', median(ratios), ratioBound, times)
    report.bound('start against a bare one, the worst', Math.max(...ratios), ratioBound, times)
    report.say(
      `Against a bare one by our build: median ${times(median(leanRatios))}, worst ${times(Math.max(...leanRatios))}, ${leanRatios.filter((ratio) => ratio <= ratioBound).length} of ${beside.length} within ${times(ratioBound)}`,
    )
    return found
  },
}

function sayByMemory(report: Report, found: readonly ColdFunction[]): void {
  report.say('The same start by the share of a processor that comes with memory')
  report.table(
    ['median of', ...memories.map((mb) => `${mb} MB`)],
    ['functions/api', 'functions/workers/publish', 'functions/workers/sweep'].map((kind) => {
      const cpu = median(found.filter(({ name }) => name.startsWith(kind)).map((each) => each.cpu))
      return [nameOf(kind), ...memories.map((mb) => ms((cpu * memoryOfOneCpuMb) / mb, 0))]
    }),
  )
}

async function measureCold(functions: Deployed[], rounds: number): Promise<ColdFunction[]> {
  const builds = join(projectRoot, '.build')
  mkdirSync(builds, { recursive: true })
  const folder = mkdtempSync(join(builds, 'bench-'))
  const clock = createLocalClock()
  const aws = await startAws({ clock })
  try {
    const { env } = composeConfiguration({
      given: {
        GENERATION_WEBHOOK_URL: 'http://127.0.0.1:9',
        GENERATION_WEBHOOK_SECRET: 'nothing is signed',
        GENERATION_CALLBACK_SECRET: 'nothing is signed',
      },
      provisioned: await provision(aws, product),
      networks: { env: {}, defaults: {} },
      origin: 'http://127.0.0.1:3000',
    })
    const ours = await bundleApart(join(folder, 'ours'), functions)
    const beside = await buildBare(ours, folder)
    const found: ColdFunction[] = []
    for (const each of functions) {
      const name = folderOf(each)
      const own = ours[name]!
      const { bare, lean } = beside(own)
      const event = coldEvent(each.entry)
      const startOf = (bundle: Bundle, caller: string, input: unknown) =>
        start(bundle, input, { ...aws.env, ...env, AWS_ACCESS_KEY_ID: caller })
      aws.calls.reset()
      const { status } = await startOf(own, 'ours', event)
      const calls: BareEvent = {}
      for (const { operation } of aws.calls.entries) calls[operation] = (calls[operation] ?? 0) + 1
      const samples: [Start[], Start[], Start[]] = [[], [], []]
      // Turn about, so that whatever else the machine does slows all three.
      for (let n = 0; n < rounds; n += 1) {
        samples[0].push(await startOf(own, 'ours', event))
        samples[1].push(await startOf(bare, 'bare', calls))
        samples[2].push(await startOf(lean, 'bare', calls))
      }
      const [of, ofBare, ofLean] = samples
      found.push({
        name,
        ...weight(own, of),
        bare: weight(bare, ofBare),
        lean: weight(lean, ofLean),
        calls,
        status,
      })
    }
    return found
  } finally {
    await aws.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Bare functions for each set of SDK imports that are read at the start. */
async function buildBare(
  ours: Record<string, Bundle>,
  folder: string,
): Promise<(own: Bundle) => { bare: Bundle; lean: Bundle }> {
  const sourceOf = ({ entries }: Bundle) => bareSource(Object.values(entries)[0]!.loadedInputs)
  const entries = new Map<string, string>()
  for (const source of new Set(Object.values(ours).map(sourceOf))) {
    const file = join(folder, `bare-${entries.size}`)
    writeFileSync(`${file}.ts`, source)
    entries.set(source, relative(projectRoot, file))
  }
  const functions = [...entries.values()].map((entry) => ({ entry }))
  const plain = await bundleApart(join(folder, 'plain'), functions, { plain: true })
  const lean = await bundleApart(join(folder, 'lean'), functions)
  return (own) => {
    const entry = entries.get(sourceOf(own))!
    return { bare: plain[entry]!, lean: lean[entry]! }
  }
}

function weight({ outdir, entries }: Bundle, samples: readonly Start[]): Weight {
  const { files, loaded } = Object.values(entries)[0]!
  const bytesOf = (list: string[]) => list.reduce((sum, file) => sum + statSync(join(outdir, file)).size, 0)
  return {
    bytes: bytesOf(files),
    loadedBytes: bytesOf(loaded),
    load: median(samples.map(({ load }) => load)),
    first: median(samples.map(({ first }) => first)),
    cpu: median(samples.map(({ cpu }) => cpu)),
  }
}

async function start(
  { outdir, entries }: Bundle,
  event: unknown,
  env: Record<string, string>,
): Promise<Start & { status: number | undefined }> {
  const [{ file } = { file: '' }] = Object.values(entries)
  const script = `const began = performance.now(), worked = process.cpuUsage()
    const { handler } = await import(${JSON.stringify(pathToFileURL(join(outdir, file)).href)})
    const loaded = performance.now()
    const context = { functionName: 'cold', awsRequestId: 'cold', getRemainingTimeInMillis: () => 30_000 }
    console.info = console.log = console.error = () => undefined
    const answer = await handler(${JSON.stringify(event)}, context)
    const load = loaded - began, first = performance.now() - loaded
    const { user, system } = process.cpuUsage(worked), cpu = (user + system) / 1000
    process.stderr.write('\\n' + JSON.stringify({ load, first, cpu, status: answer?.statusCode }))
    process.exit()`
  const { stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env,
  })
  return JSON.parse(stderr.slice(stderr.lastIndexOf('\n')))
}
