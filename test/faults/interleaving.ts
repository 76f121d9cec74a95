import type { Scheduler } from 'fast-check'
import type { PublishJob } from '../../shared/domain/publish-job.ts'
import type { Key } from '../../shared/storage/keys.ts'
import type { Table } from '../../shared/storage/table.ts'

/** What befalls one write of a writer. `repeated`: its answer is lost, and the SDK sends it again. */
export type Harm = 'repeated' | 'answer lost' | 'killed before' | 'killed after'

export interface Writer {
  name: string
  /** Which of its writes to the job, and what. */
  harm?: { write: number; kind: Harm } | undefined
}

/** A stored version of the job, and whose write made it. */
export interface Version {
  by: string
  at: number
  job: PublishJob
}

/**
 * Lets one writer go on at a time, from one access to the job to its next, in the order the scheduler chooses. What
 * a writer read is therefore as old, when it writes, as the others can make it.
 */
export function interleave(
  scheduler: Scheduler,
  { table, read, now }: { table: Table; read(): Promise<PublishJob | undefined>; now(): number },
) {
  const versions: Version[] = []
  let running = 0
  let quiet = () => {}

  const pause = () => {
    running -= 1
    if (running === 0) quiet()
  }
  const turn = async (label: string) => {
    const allStand = () =>
      new Promise<void>((resolve) => {
        quiet = resolve
      })
    pause()
    await scheduler.schedule(Promise.resolve(), label, undefined, async (go) => {
      running += 1
      const standing = allStand()
      await go()
      await standing
    })
  }

  async function observe(by: string): Promise<void> {
    const job = await read()
    if (job && job.write_id !== versions.at(-1)?.job.write_id) versions.push({ by, at: now(), job })
  }

  function tableOf(writer: Writer): Table {
    let writes = 0
    let dead = false
    const alive = () => {
      if (dead) throw new Error(`${writer.name} was killed`)
    }
    const die = () => {
      dead = true
      alive()
    }
    const watched = (key: Key) => key.sk.startsWith('JOB#') || key.pk.startsWith('POST#')
    // Between claiming and arming nothing else is read that the scheduler could stop at.
    const awaited = (key: Key) => watched(key) || key.sk.startsWith('CONNECTION#')
    const step = async (key: Key, what: string) => {
      alive()
      if (awaited(key)) await turn(`${writer.name} ${what} ${key.sk.split('#')[0]}`)
    }
    const harmed = async <T>(write: () => Promise<T>): Promise<T> => {
      writes += 1
      const harm = writer.harm?.write === writes ? writer.harm.kind : undefined
      if (harm === 'killed before') die()
      const answer = await write()
      await observe(writer.name)
      if (harm === 'killed after') die()
      if (harm === 'answer lost') throw new Error('the answer was lost')
      if (harm !== 'repeated') return answer
      const again = await write()
      await observe(writer.name)
      return again
    }
    return {
      ...table,
      async get(key, options) {
        await step(key, 'reads')
        return table.get(key, options)
      },
      async put(key, item, condition) {
        await step(key, 'puts')
        return watched(key) ? harmed(() => table.put(key, item, condition)) : table.put(key, item, condition)
      },
      async update(key, change, condition) {
        await step(key, 'writes')
        return watched(key)
          ? harmed(() => table.update(key, change, condition))
          : table.update(key, change, condition)
      },
      async query(query) {
        alive()
        return table.query(query)
      },
    }
  }

  /** Starts a writer whenever the scheduler says so. @returns what it came to */
  async function write<T>(
    writer: Writer,
    act: (table: Table) => Promise<T>,
  ): Promise<PromiseSettledResult<T>> {
    running += 1
    await turn(`${writer.name} begins`)
    const [result] = await Promise.allSettled([act(tableOf(writer))])
    pause()
    return result
  }

  /** The table for who works alone, once the writers have ended. */
  const alone = (by: string): Table => ({
    ...table,
    async update(key, change, condition) {
      const answer = await table.update(key, change, condition)
      await observe(by)
      return answer as never
    },
  })

  return { versions, observe, turn, write, alone }
}
