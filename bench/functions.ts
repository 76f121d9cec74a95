import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { type Bundle, bundle, deployedEntries, projectRoot } from '../lib/bundle.ts'
import { ms, type Section, times } from './report.ts'
import { median } from './statistics.ts'

const loads = 5

interface Weight {
  bytes: number
  loadMs: number
}

interface FunctionWeight extends Weight {
  entry: string
  /** A function of nothing but the same SDK imports, built by the same settings. */
  bare: Weight
}

const kb = (bytes: number) => `${Math.round(bytes / 1000)} kB`

export const functions: Section = {
  name: 'functions',
  async run(report) {
    const weights = await measureFunctions()
    report.say('Each function: its files and the time to load it, beside its SDK imports alone')
    report.table(
      ['function', 'size', 'bare', 'load', 'bare', 'ratio'],
      weights.map(({ entry, bytes, loadMs, bare }) => [
        entry.replace('functions/', ''),
        kb(bytes),
        kb(bare.bytes),
        ms(loadMs, 0),
        ms(bare.loadMs, 0),
        times(loadMs / bare.loadMs),
      ]),
    )
    return weights
  },
}

/** What each deployed function weighs on disk, and how long it takes to load in a fresh process. */
async function measureFunctions(): Promise<FunctionWeight[]> {
  const builds = join(projectRoot, '.build')
  mkdirSync(builds, { recursive: true })
  const folder = mkdtempSync(join(builds, 'bench-'))
  try {
    const ours = await bundle({ outdir: join(folder, 'ours') })
    const sdkOf = (entry: string) => sdkImports(ours.entries[entry]!.inputs)
    const bareEntries = new Map<string, string>()
    for (const source of deployedEntries().map(sdkOf)) {
      if (bareEntries.has(source)) continue
      const file = join(folder, `bare-${bareEntries.size}`)
      writeFileSync(`${file}.ts`, source)
      bareEntries.set(source, relative(projectRoot, file))
    }
    const bare = await bundle({ outdir: join(folder, 'bare'), entries: [...bareEntries.values()] })
    const weights: FunctionWeight[] = []
    for (const entry of deployedEntries()) {
      const own = { bundle: ours, entry }
      const other = { bundle: bare, entry: bareEntries.get(sdkOf(entry))! }
      const times: [number[], number[]] = [[], []]
      // Turn about, so that whatever else the machine does slows both.
      for (let n = 0; n < loads; n += 1) {
        times[0].push(await loadTime(own))
        times[1].push(await loadTime(other))
      }
      weights.push({
        entry,
        bytes: sizeOf(own),
        loadMs: median(times[0]),
        bare: { bytes: sizeOf(other), loadMs: median(times[1]) },
      })
    }
    return weights
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The imports of the AWS SDK that these sources of ours make, as a module that does nothing else. */
function sdkImports(inputs: readonly string[]): string {
  const names = new Map<string, Set<string>>()
  for (const input of inputs) {
    if (!/^(functions|shared)\//.test(input)) continue
    for (const [, list, from] of readFileSync(join(projectRoot, input), 'utf8').matchAll(sdkImport)) {
      const found = names.get(from!) ?? new Set()
      for (const name of list!.split(',').map((each) => each.trim()))
        if (name && !name.startsWith('type ')) found.add(name)
      names.set(from!, found)
    }
  }
  const lines = [...names].sort().map(([from, found], position) => {
    // Two packages may export the same name.
    const list = [...found].sort().map((name) => `${name} as ${name}${position}`)
    return `export { ${list.join(', ')} } from '${from}'`
  })
  return `${lines.join('\n')}\nexport const handler = async () => undefined\n`
}

const sdkImport = /^import \{([^}]*)\} from '(@aws-sdk\/[^']+)'/gm

interface Built {
  bundle: Bundle
  entry: string
}

const sizeOf = ({ bundle: { outdir, entries }, entry }: Built) =>
  entries[entry]!.files.reduce((sum, file) => sum + statSync(join(outdir, file)).size, 0)

async function loadTime({ bundle: { outdir, entries }, entry }: Built): Promise<number> {
  const file = join(outdir, entries[entry]!.file)
  const script = `const started = performance.now()
    await import(${JSON.stringify(pathToFileURL(file).href)})
    console.log(performance.now() - started)
    process.exit()`
  const { NODE_COMPILE_CACHE: _, ...env } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env,
  })
  return Number(stdout)
}
