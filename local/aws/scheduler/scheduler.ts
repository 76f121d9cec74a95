import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Calls } from '../calls.ts'
import type { AwsClock } from '../clock.ts'
import { type Faults, refusalOf } from '../faults.ts'
import { readJournal, startJournal } from '../journal.ts'
import type { Service } from '../service.ts'
import type { OutgoingMessage, SqsCore } from '../sqs/core.ts'
import type { Schedule } from './schedule.ts'
import type { SchedulerStore } from './store.ts'
import { schedulerService } from './wire.ts'

export interface LocalScheduler {
  /** AWS goes off at any second of the minute; `none` goes off at the time itself. */
  jitter: 'random' | 'none'
  /** The next `count` schedules go off without any delivery. */
  lose(count: number): void
  /** The next `count` schedules are delivered twice. */
  twice(count: number): void
  createGroup(name: string): void
  list(): Schedule[]
}

export interface SchedulerSurroundings {
  folder: string
  clock: AwsClock
  random: () => number
  faults: Faults
  calls: Calls
  sqs: SqsCore
}

type Entry =
  | { type: 'group'; name: string }
  | { type: 'schedule'; schedule: Schedule }
  | { type: 'gone'; group: string; name: string }

const minute = 60_000
const keyOf = (group: string, name: string) => `${group}/${name}`

/** EventBridge Scheduler for one-time schedules that send to a queue. */
export function openScheduler(around: SchedulerSurroundings): {
  local: LocalScheduler
  service: Service
  close(): void
} {
  const { clock, sqs } = around
  const groups = new Set(['default'])
  const schedules = new Map<string, Schedule>()
  const appointments = new Map<string, () => void>()
  let losses = 0
  let doubles = 0

  const file = join(around.folder, 'schedules.jsonl')
  mkdirSync(around.folder, { recursive: true, mode: 0o700 })
  for (const entry of readJournal<Entry>(file)) {
    if (entry.type === 'group') groups.add(entry.name)
    else if (entry.type === 'gone') schedules.delete(keyOf(entry.group, entry.name))
    else schedules.set(keyOf(entry.schedule.group, entry.schedule.name), entry.schedule)
  }
  const journal = startJournal<Entry>(file, function* () {
    for (const name of groups) yield { type: 'group', name }
    for (const schedule of schedules.values()) yield { type: 'schedule', schedule }
  })
  for (const schedule of schedules.values()) appoint(schedule, schedule.firesAt)

  function appoint(schedule: Schedule, time: number | undefined, attempt = 0) {
    const key = keyOf(schedule.group, schedule.name)
    appointments.get(key)?.()
    appointments.delete(key)
    if (time === undefined || schedule.state === 'DISABLED') return
    appointments.set(
      key,
      clock.at(time, () => fire(schedule, attempt)),
    )
  }

  function fire(schedule: Schedule, attempt: number) {
    if (losses > 0) losses -= 1
    else {
      const failure = deliver(schedule)
      if (failure) {
        const { MaximumEventAgeInSeconds, MaximumRetryAttempts } = schedule.target.RetryPolicy
        const next = clock.now() + Math.min(2 ** attempt, 60) * 1000
        const tooOld = next - (schedule.firesAt ?? 0) > MaximumEventAgeInSeconds * 1000
        if (failure.retry && !tooOld && attempt < MaximumRetryAttempts)
          return appoint(schedule, next, attempt + 1)
        giveUp(schedule, failure.name, attempt)
      } else if (doubles > 0) {
        doubles -= 1
        deliver(schedule)
      }
    }
    if (schedule.afterCompletion === 'DELETE') store.remove(schedule)
    else store.put({ ...schedule, firesAt: undefined })
  }

  function deliver(schedule: Schedule): { name: string; retry: boolean } | undefined {
    const fault = around.faults.take('scheduler', 'Deliver')
    const failure = { name: (fault && refusalOf(fault, 'sqs')?.code) ?? 'SocketTimeout', retry: true }
    if (fault && fault !== 'drop_after') return failure
    const refusal = send(schedule.target.Arn, { body: inputOf(schedule) })
    // A queue that isn't there is not tried again.
    if (refusal) return { name: refusal, retry: false }
    return fault && failure
  }

  function giveUp(schedule: Schedule, error: string, attempt: number) {
    const { DeadLetterConfig, Arn } = schedule.target
    if (!DeadLetterConfig) return
    const text = (StringValue: string) => ({ DataType: 'String', StringValue })
    const attributes = {
      ERROR_CODE: text(error),
      ERROR_MESSAGE: text(`${error} while sending to ${Arn}`),
      EXHAUSTED_RETRY_CONDITION: text(attempt > 0 ? 'MaximumRetryAttempts' : 'NonRetryable'),
      RETRY_ATTEMPTS: text(String(attempt)),
      SCHEDULED_TIME: text(new Date(schedule.firesAt ?? 0).toISOString()),
      TARGET_ARN: text(Arn),
    }
    send(DeadLetterConfig.Arn, { body: inputOf(schedule), attributes })
  }

  const missing = 'AWS.SimpleQueueService.NonExistentQueue'

  function send(target: string, message: OutgoingMessage): string | undefined {
    const call = { service: 'sqs' as const, operation: 'SendMessage', caller: 'scheduler', at: clock.now() }
    const bytesIn = Buffer.byteLength(message.body)
    const name = target.split(':').at(-1) ?? ''
    const status = sqs.has(name) ? 200 : 400
    if (status === 200) sqs.send(name, message)
    around.calls.add({ ...call, status, bytesIn, bytesOut: 0, ...(status === 400 && { error: missing }) })
    return status === 200 ? undefined : missing
  }

  const store: SchedulerStore = {
    groups,
    get: (group, name) => schedules.get(keyOf(group, name)),
    all: () => [...schedules.values()],
    put(schedule) {
      journal.append({ type: 'schedule', schedule })
      schedules.set(keyOf(schedule.group, schedule.name), schedule)
      appoint(schedule, schedule.firesAt)
    },
    remove(schedule) {
      journal.append({ type: 'gone', group: schedule.group, name: schedule.name })
      schedules.delete(keyOf(schedule.group, schedule.name))
      appoint(schedule, undefined)
    },
    firing(at) {
      if (local.jitter === 'none') return at
      const start = Math.max(Math.floor(at / minute) * minute, clock.now())
      const end = Math.floor(at / minute) * minute + minute
      return start + Math.floor(around.random() * Math.max(0, end - start))
    },
  }

  const local: LocalScheduler = {
    jitter: 'random',
    lose(count) {
      losses = count
    },
    twice(count) {
      doubles = count
    },
    createGroup(name) {
      if (groups.has(name)) return
      groups.add(name)
      journal.append({ type: 'group', name })
    },
    list: () => store.all(),
  }

  return {
    local,
    service: schedulerService(store, clock),
    close() {
      for (const cancel of appointments.values()) cancel()
      journal.close()
    },
  }
}

/** Without an Input the real service sends an object that describes the schedule. */
const inputOf = (schedule: Schedule) => schedule.target.Input ?? JSON.stringify({ schedule: schedule.name })
