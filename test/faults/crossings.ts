import { refusalOf } from '../../local/aws/faults.ts'
import type { ServiceName } from '../../local/aws/service.ts'
import type { Environment } from '../../local/environment.ts'
import { Refusal } from '../../local/platforms/kit/server.ts'

/** A call of one of our processes to the world outside, before it has an effect or before its answer is seen. */
export interface Crossing {
  caller: string
  /** `dynamodb UpdateItem`, or a network's `x POST /2/tweets`. */
  call: string
  side: 'aws' | 'network'
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

/** Crossings that are like this in all that is named. */
export const is =
  (wanted: Partial<Crossing>) =>
  (seen: Crossing): boolean =>
    Object.entries(wanted).every(([name, value]) => seen[name as keyof Crossing] === value)

export const isWorker = (caller: string): boolean => !['api', 'test', ''].includes(caller)

/** As often as our clients repeat a call by themselves, and one more. */
const repeatsOf = (harm: Harm): number =>
  harm === 'kill_before' || harm === 'kill_after' || harm === 'lost_once' ? 1 : 4

/** Stands at the border of every process: sees each call and can harm it. */
export function watchCrossings(environment: Environment) {
  let lastAt = performance.now()
  let seen = 0
  let meetings: Meeting[] = []

  const cross = async (crossing: Crossing) => {
    lastAt = performance.now()
    seen += 1
    for (const meeting of meetings) await meeting(crossing)
  }
  environment.aws.intercept = ({ service, operation, caller, phase }) =>
    cross({ caller, call: `${service} ${operation}`, side: 'aws', phase })
  for (const [platform, simulator] of Object.entries(environment.simulators))
    simulator.intercept(({ route, phase }) =>
      cross({ caller: `publish-${platform}`, call: `${platform} ${route}`, side: 'network', phase }),
    )

  return {
    /** Crossings so far, and the real milliseconds since the last. */
    get seen() {
      return seen
    },
    quietMs: () => performance.now() - lastAt,
    /** Meets every crossing from now on, alone; a rejection drops its connection. */
    meet(next: Meeting | undefined) {
      meetings = next ? [next] : []
    },
    kill: (caller: string) => environment.children.kill(caller),
    /** Holds the first crossing of its kind until `go` is called; `there` tells when it has come. */
    hold(is: (crossing: Crossing) => boolean): Hold {
      const { meeting, hold } = holding(is)
      meetings = [meeting]
      return hold
    },
    /** The same beside what is met already. */
    alsoHold(is: (crossing: Crossing) => boolean): Hold {
      const { meeting, hold } = holding(is)
      meetings = [...meetings, meeting]
      return hold
    },
    /** Harms one call, counted among the calls of those callers. */
    harm({ at, harm, callers }: Planned): Harmed {
      let count = 0
      const { meeting, harmed } = harming(harm, ({ caller, phase }) => {
        if (phase === 'before' && callers(caller)) count += 1
        return phase === 'before' && callers(caller) && count === at
      })
      meetings = [meeting]
      return harmed
    },
    /** Harms every so-manieth crossing of the workers, at random. */
    storm(random: () => number, share: number) {
      const kinds = Object.keys(harms) as Harm[]
      meetings = [
        (crossing) => {
          if (!isWorker(crossing.caller) || random() > share) return
          const fitting = kinds.filter((harm) => phaseOf(harm) === crossing.phase)
          const harm = fitting[Math.floor(random() * fitting.length)]!
          strike(harm, crossing, () => environment.children.kill(crossing.caller))
        },
      ]
    },
    /** Kills the caller at each crossing of its kind. */
    killAlways(is: (crossing: Crossing) => boolean) {
      meetings = [
        (crossing) => {
          if (is(crossing)) strike('kill_before', crossing, () => environment.children.kill(crossing.caller))
        },
      ]
    },
    /** Harms the first call of its kind, told as it begins. */
    harmWhen(harm: Harm, is: (crossing: Crossing) => boolean): Harmed {
      const { meeting, harmed } = harming(harm, is)
      meetings = [meeting]
      return harmed
    },
  }

  function harming(harm: Harm, is: (crossing: Crossing) => boolean): { meeting: Meeting; harmed: Harmed } {
    let hit: Crossing | undefined
    let struck = 0
    let over = false
    const meeting = (crossing: Crossing) => {
      if (!hit && is(crossing)) hit = crossing
      if (over || hit?.caller !== crossing.caller) return
      if (hit.call !== crossing.call) {
        // Whoever goes on to something else does not repeat it: the next such request is another try, not a repeat.
        over = struck > 0 && hit.side === 'network'
        return
      }
      if (crossing.phase !== phaseOf(harm)) return
      struck += 1
      over = struck === repeatsOf(harm)
      strike(harm, crossing, () => environment.children.kill(crossing.caller))
    }
    return { meeting, harmed: { hit: () => hit && `${hit.caller}: ${hit.call}` } }
  }
}

interface Hold {
  there: Promise<void>
  go(): void
}

interface Harmed {
  /** Which call it was, once it has been met. */
  hit(): string | undefined
}

function holding(is: (crossing: Crossing) => boolean): { meeting: Meeting; hold: Hold } {
  const held = Promise.withResolvers<void>()
  const there = Promise.withResolvers<void>()
  let caught = false
  const meeting = async (crossing: Crossing) => {
    if (caught || !is(crossing)) return
    caught = true
    there.resolve()
    await held.promise
  }
  return { meeting, hold: { there: there.promise, go: held.resolve } }
}

export type Crossings = ReturnType<typeof watchCrossings>

const phaseOf = (harm: Harm): Crossing['phase'] =>
  harm === 'kill_before' || harm === 'error_before' ? 'before' : 'after'

function strike(harm: Harm, crossing: Crossing, kill: () => void): void {
  if (harm === 'kill_before' || harm === 'kill_after') kill()
  if (harm === 'error_after' || harm === 'error_before') throw serverError(crossing)
  throw new Error('cut')
}

/** A network's own words would be read by its table; of these nobody can tell whether it took effect. */
const serverError = ({ side, call }: Crossing): Error =>
  side === 'network'
    ? new Refusal({ status: 503, body: { error: 'down' } })
    : refusalOf('500', call.split(' ')[0] as ServiceName)!
