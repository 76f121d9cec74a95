import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tellStory } from '../local/demo/story.ts'
import { startDev } from './dev-process.ts'
import type { Section } from './report.ts'
import { openScene } from './scene.ts'

interface MemoryUse {
  totalMb: number
  processes: { name: string; mb: number }[]
}

const boundMb = 300

export const memory: Section = {
  name: 'memory',
  async run(report) {
    const use = await measureMemory()
    report.say('Memory of `npm run dev` after the demo’s work (PSS: shared pages count once)')
    if (!use) {
      report.say('  SKIPPED: there is no /proc/*/smaps_rollup here to measure it by\n')
      return null
    }
    report.table(
      ['process', 'MB'],
      use.processes.map(({ name, mb }) => [name, mb.toFixed(0)]),
    )
    report.bound('memory of all', use.totalMb, boundMb, (value) => `${value.toFixed(0)} MB`)
    return use
  },
}

/**
 * The proportional set size of `npm run dev` and all it started, after the demo's work: shared pages count once.
 * Undefined where there is no /proc to read it from.
 */
async function measureMemory(): Promise<MemoryUse | undefined> {
  if (!existsSync('/proc/self/smaps_rollup')) return undefined
  const dev = await startDev()
  try {
    await tellStory(await openScene(dev.api, dev.simulators))
    const processes = treeOf(dev.pid).map((pid) => ({ name: nameOf(pid), mb: pssOf(pid) / 1024 }))
    return { totalMb: processes.reduce((sum, { mb }) => sum + mb, 0), processes }
  } finally {
    await dev.stop()
  }
}

/** A process and all below it. */
function treeOf(root: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      // The name in brackets may hold spaces; the parent is the second field behind it.
      .map((pid) => [Number(pid), Number(read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1])]),
  )
  const tree = new Set([root])
  for (const above of tree) for (const [pid, parent] of parents) if (parent === above) tree.add(pid)
  return [...tree]
}

/** kB. */
export const pssOf = (pid: number) =>
  Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)

/** npm, the environment, or a child of it by its function. */
function nameOf(pid: number): string {
  const command = read(`/proc/${pid}/cmdline`).split('\0').filter(Boolean)
  const script = command.find((part) => part.endsWith('.ts'))
  if (!command.some((part) => part.endsWith('child.mjs')))
    return script && !script.includes(' ') ? `node ${script}` : command.join(' ').slice(0, 30)
  const group = /(?:^|\0)AWS_ACCESS_KEY_ID=([^\0]*)/.exec(read(`/proc/${pid}/environ`))?.[1]
  return `process of ${group}`
}

/** Empty when the process has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return ''
    throw error
  }
}
