import type { Platform } from '../../shared/domain/platform.ts'
import type { Result } from './boundaries.ts'
import { isBroken } from './judge.ts'
import { runTask, type Task } from './tasks.ts'
import { type FaultWorld, openFaultWorld } from './world.ts'

// One world of the full run, in a process of its own: takes tasks, tells results.

export type Told = { result: Result } | { done: true; failed?: string }

/** What cases leave behind is gone after so many, or at once when one broke a promise. */
const casesPerWorld = 300

const tell = (told: Told) => process.send!(told)
let open: { world: FaultWorld; platform: Platform; cases: number } | undefined

async function worldFor(platform: Platform): Promise<FaultWorld> {
  if (open?.platform !== platform || open.cases >= casesPerWorld) {
    await close()
    open = { world: await openFaultWorld({}, [platform]), platform, cases: 0 }
  }
  open.cases += 1
  return open.world
}

async function close(): Promise<void> {
  const closing = open
  open = undefined
  await closing?.world.close()
}

process.on('message', async (task: Task) => {
  try {
    let broken = false
    const fresh = async (platform: Platform) => {
      if (broken) await close()
      broken = false
      return worldFor(platform)
    }
    await runTask(task, fresh, (result) => {
      broken = isBroken(result)
      tell({ result })
    })
    if (broken) await close()
    tell({ done: true })
  } catch (error) {
    await close()
    tell({ done: true, failed: String(error instanceof Error ? error.stack : error) })
  }
})

process.on('disconnect', async () => {
  await close()
  process.exit(0)
})
