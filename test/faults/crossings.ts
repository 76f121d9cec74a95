import { refusalOf } from '../../local/aws/faults.ts'
import type { ServiceName } from '../../local/aws/service.ts'
import type { Environment } from '../../local/environment.ts'
import { Refusal } from '../../local/platforms/kit/server.ts'

/** A call of one of our processes to the world outside, before it has an effect or before its answer is seen. */
export interface Crossing {
  caller: string
  /** `dynamodb UpdateItem`, or a network's `x POST /2/tweets`. */
  call: string
  phase: 'before' | 'after'
}

/** What can happen to a call. */
export const harms = {
  kill_before: 'the worker is killed before it',
  kill_after: 'the worker is killed after it took effect',
  lost_once: 'its answer is lost',
  lost: 'its answer is lost, and those of its repeats',
  error_after: 'it takes effect and answers 5xx, and so do its repeats',
  error_before: 'it answers 5xx without effect, and so do its repeats',
} as const
export type Harm = keyof typeof harms

interface Planned {
  /** Counted from 1, among the calls of those callers. */
  at: number
  harm: Harm
  callers: (caller: string) => boolean
}

type Meeting = (crossing: Crossing) => Promise<void> | void

export const isWorker = (caller: string): boolean => !['api', 'test', ''].includes(caller)

/** As often as our clients repeat a call by themselves, and one more; they never repeat what makes a post live. */
const repeatsOf = (harm: Harm, call: string): number => {
  const once = harm === 'kill_before' || harm === 'kill_after' || harm === 'lost_once'
  return once || isCommit(call) ? 1 : 4
}

export const isCommit = (call: string): boolean => /POST \/2\/tweets|POST \/:ig\/media_publish/.test(call)

/** Stands at the border of every process: sees each call and can harm it. */
export function watchCrossings(environment: Environment) {
  let lastAt = performance.now()
  let seen = 0
  let meeting: Meeting | undefined

  const cross = async (crossing: Crossing) => {
    lastAt = performance.now()
    seen += 1
    await meeting?.(crossing)
  }
  environment.aws.intercept = ({ service, operation, caller, phase }) =>
    cross({ caller, call: `${service} ${operation}`, phase })
  for (const [platform, simulator] of Object.entries(environment.simulators))
    simulator.intercept(({ route, phase }) =>
      cross({ caller: `publish-${platform}`, call: `${platform} ${route}`, phase }),
    )

  return {
    /** Crossings so far, and the real milliseconds since the last. */
    get seen() {
      return seen
    },
    quietMs: () => performance.now() - lastAt,
    /** Meets every crossing from now on; a rejection drops its connection. */
    meet(next: Meeting | undefined) {
      meeting = next
    },
    kill: (caller: string) => environment.children.kill(caller),
    /** Waits for a crossing of its kind; @returns once it is there, holding it until `go` is called */
    hold(is: (crossing: Crossing) => boolean): { there: Promise<void>; go(): void } {
      const held = Promise.withResolvers<void>()
      const there = Promise.withResolvers<void>()
      let caught = false
      meeting = async (crossing) => {
        if (caught || !is(crossing)) return
        caught = true
        there.resolve()
        await held.promise
      }
      return { there: there.promise, go: held.resolve }
    },
    /** Harms one call; @returns which it was, once it has happened */
    harm(planned: Planned): { hit(): string | undefined } {
      let count = 0
      let hit: Crossing | undefined
      let left = 0
      meeting = (crossing) => {
        if (!planned.callers(crossing.caller)) return
        if (!hit && crossing.phase === 'before') {
          count += 1
          if (count === planned.at) {
            hit = crossing
            left = repeatsOf(planned.harm, crossing.call)
          }
        }
        if (!hit || left === 0 || hit.caller !== crossing.caller || hit.call !== crossing.call) return
        if (crossing.phase !== phaseOf(planned.harm)) return
        left -= 1
        strike(planned.harm, crossing, () => environment.children.kill(crossing.caller))
      }
      return { hit: () => hit && `${hit.caller}: ${hit.call}` }
    },
  }
}

export type Crossings = ReturnType<typeof watchCrossings>

const phaseOf = (harm: Harm): Crossing['phase'] =>
  harm === 'kill_before' || harm === 'error_before' ? 'before' : 'after'

function strike(harm: Harm, { call }: Crossing, kill: () => void): void {
  if (harm === 'kill_before' || harm === 'kill_after') kill()
  if (harm === 'error_after' || harm === 'error_before') throw serverError(call.split(' ')[0]!)
  throw new Error('cut')
}

const serverError = (where: string): Error =>
  where === 'x' || where === 'instagram'
    ? new Refusal({ status: 503, body: { error: 'down' } })
    : refusalOf('500', where as ServiceName)!
