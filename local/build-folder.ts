import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../lib/bundle.ts'

const builds = join(projectRoot, '.build')

/** A folder for this process's build; those of processes that were killed go. */
export function makeBuildFolder(): string {
  mkdirSync(builds, { recursive: true })
  for (const name of readdirSync(builds)) {
    const pid = Number(/^run-(\d+)-/.exec(name)?.[1])
    if (pid && !isAlive(pid)) rmSync(join(builds, name), { recursive: true, force: true })
  }
  return mkdtempSync(join(builds, `run-${process.pid}-`))
}

export const removeBuildFolder = (folder: string) =>
  existsSync(folder) && rmSync(folder, { recursive: true, force: true })

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
