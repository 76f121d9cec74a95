import { randomUUID } from 'node:crypto'
import type { SQSBatchResponse } from 'aws-lambda'
import type { WorkerSpec } from '../shared/api/workers.ts'
import type { LocalAws } from './aws/index.ts'
import type { LocalClock } from './clock.ts'
import type { Service } from './service.ts'

const periods: Record<NonNullable<WorkerSpec['every']>, number> = {
  'rate(1 minute)': 60_000,
  'rate(1 day)': 24 * 3_600_000,
}

// Lambda polls a queue with five batches at first and adds five a second under load.
const scaling = { startConcurrency: 5, addPerSecond: 5 }
const maxConcurrency = 50

interface SourcesOptions {
  service: Service
  aws: LocalAws
  clock: LocalClock
  /** Without the rules: then only the caller starts what the clock would. */
  manual: boolean
  invoke(functionName: string, event: unknown): Promise<unknown>
}

/** What starts the workers: their queues and, on the moved clock, their rules. */
export function startSources({ service, aws, clock, manual, invoke }: SourcesOptions): { stop(): void } {
  for (const { name, worker, batchSize } of [...service.queues, service.deadLetters]) {
    aws.sqs.consume(
      name,
      { batchSize, maxConcurrency, scaling },
      (records) => invoke(worker, { Records: records }) as Promise<SQSBatchResponse>,
    )
  }
  const rules = new Map<string, () => void>()
  const plan = (worker: WorkerSpec, period: number) => {
    const time = clock.now() + period
    const fire = () => {
      plan(worker, period)
      // Its failure is in the log; the rule goes on.
      invoke(worker.name, scheduledEvent(worker.name, clock.now())).catch(() => undefined)
    }
    rules.set(worker.name, clock.at(time, fire))
  }
  if (!manual) for (const worker of service.workers) if (worker.every) plan(worker, periods[worker.every])
  return {
    stop() {
      for (const cancel of rules.values()) cancel()
    },
  }
}

/** As EventBridge sends it to a rule's target. */
export const scheduledEvent = (worker: string, now: number) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '000000000000',
  time: `${new Date(now).toISOString().slice(0, 19)}Z`,
  region: 'us-east-1',
  resources: [`arn:aws:events:us-east-1:000000000000:rule/creativeflow-local-${worker}`],
  detail: {},
})
