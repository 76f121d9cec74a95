import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Bundle, bundle, projectRoot } from '../lib/bundle.ts'

const builds = join(projectRoot, '.build')
const made = new Map<string, Promise<Bundle>>()

/** Builds these entries once per process, in a folder that goes with the process. */
export function buildOnce(entries: string[]): Promise<Bundle> {
  const key = [...entries].sort().join()
  const known = made.get(key)
  if (known) return known
  const building = bundle({ outdir: makeFolder(), entries })
  // Whoever awaits it hears of a failure.
  building.catch(() => undefined)
  made.set(key, building)
  return building
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
