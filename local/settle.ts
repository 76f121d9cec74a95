import { setTimeout as pause } from 'node:timers/promises'
import type { LocalAws } from './aws/index.ts'
import type { Children } from './children.ts'
import type { Service } from './service.ts'

interface SettleOptions {
  service: Service
  aws: LocalAws
  children: Children
  orchestrator: { busy: number } | undefined
}

const usualPatienceMs = 60_000

/** Waits until no invocation runs and no message is visible and no image is made. Messages left by a failed try are hidden, not awaited. */
export function createSettle({
  service,
  aws,
  children,
  orchestrator,
}: SettleOptions): (patienceMs?: number) => Promise<void> {
  const queues = [...service.queues, service.deadLetters].map((queue) => queue.name)
  const busy = () => {
    const waiting = queues.filter((name) => aws.sqs.depth(name).visible > 0)
    if (orchestrator && orchestrator.busy > 0) waiting.push('the orchestrator')
    return children.running > 0 ? [`${children.running} invocations`, ...waiting] : waiting
  }
  return async (patienceMs = usualPatienceMs) => {
    const deadline = performance.now() + patienceMs
    // Twice in a row: between two looks, a finished function's last message may have arrived.
    for (let quiet = 0; quiet < 2; ) {
      await pause(2)
      const left = busy()
      quiet = left.length === 0 ? quiet + 1 : 0
      if (performance.now() > deadline)
        throw new Error(`not settled after ${patienceMs / 1000} s: ${left.join(', ')}`)
    }
  }
}
