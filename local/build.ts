import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Bundle, bundle, digestOfSources, projectRoot } from '../lib/bundle.ts'

const builds = join(projectRoot, '.build')
const taken = ['ENOENT', 'EEXIST', 'ENOTEMPTY', 'EPERM']
const made = new Map<string, Promise<Bundle>>()

interface Note {
  digest: string
  entries: Bundle['entries']
}

/** Builds these entries once per process, in a folder that goes with the process. */
export function buildOnce(entries: string[]): Promise<Bundle> {
  const key = [...entries].sort().join()
  const known = made.get(key)
  if (known) return known
  const building = build(entries, join(builds, `kept-${nameOf(key)}`))
  // Whoever awaits it hears of a failure.
  building.catch(() => undefined)
  made.set(key, building)
  return building
}

const nameOf = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 16)

/** What another process has made of the very same sources is copied: a build takes seconds of both processors. */
async function build(entries: string[], kept: string): Promise<Bundle> {
  const digest = digestOfSources(entries)
  const built = copy(kept, digest) ?? (await make())
  // Nobody waits for it: whoever comes next has it.
  if (!existsSync(compiledIn(built).NODE_COMPILE_CACHE)) compile(built, () => keep(kept, built, digest))
  return built

  async function make(): Promise<Bundle> {
    const fresh = await bundle({ outdir: makeFolder(), entries })
    keep(kept, fresh, digest)
    return fresh
  }
}

/** What V8 makes of the modules lies beside them, for every process that reads them. */
export const compiledIn = ({ outdir }: Bundle) => ({
  NODE_COMPILE_CACHE: join(outdir, 'compiled'),
  // The folder is copied.
  NODE_COMPILE_CACHE_PORTABLE: '1',
})

function compile(built: Bundle, done: () => void): void {
  const files = Object.values(built.entries).map(({ file }) => pathToFileURL(join(built.outdir, file)).href)
  const script = `for (const file of ${JSON.stringify(files)}) await import(file); process.exit()`
  execFile(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { env: compiledIn(built) },
    (error) => {
      // What could not be loaded is told by whoever invokes it; the next process tries again.
      if (!error) done()
    },
  ).unref()
}

const readNote = (folder: string): Note => JSON.parse(readFileSync(join(folder, 'made.json'), 'utf8'))

function copy(kept: string, digest: string): Bundle | undefined {
  try {
    const { digest: before, entries } = readNote(kept)
    if (before !== digest) return undefined
    const outdir = makeFolder()
    cpSync(kept, outdir, { recursive: true, preserveTimestamps: true })
    return readNote(kept).digest === digest ? { outdir, entries } : undefined
  } catch (error) {
    // There is none, or another process is just putting its own there.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function keep(kept: string, { outdir, entries }: Bundle, digest: string) {
  const draft = makeFolder()
  try {
    cpSync(outdir, draft, { recursive: true, preserveTimestamps: true })
    writeFileSync(join(draft, 'made.json'), JSON.stringify({ digest, entries } satisfies Note))
    // Both at once, so that nobody copies a part; what was there goes with this process.
    if (existsSync(kept)) renameSync(kept, join(makeFolder(), 'before'))
    renameSync(draft, kept)
  } catch (error) {
    // Another process was quicker, or is just writing what it compiled; each system says so in its own way.
    if (!taken.includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

function makeFolder(): string {
  mkdirSync(builds, { recursive: true })
  // Those of processes that were killed.
  for (const name of readdirSync(builds)) {
    const pid = Number(/^run-(\d+)-/.exec(name)?.[1])
    if (pid && !isAlive(pid)) rmSync(join(builds, name), { recursive: true, force: true })
  }
  const folder = mkdtempSync(join(builds, `run-${process.pid}-`))
  // A build that is broken off may still be writing.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 25 }))
  return folder
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
