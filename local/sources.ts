import { randomUUID } from 'node:crypto'
import type { SQSBatchResponse } from 'aws-lambda'
import type { LocalAws } from './aws/index.ts'
import type { LocalClock } from './clock.ts'
import { startRules } from './rules.ts'
import type { Service } from './service.ts'

// Lambda polls a queue with five batches at first and adds five a second under load.
const scaling = { startConcurrency: 5, addPerSecond: 5 }
const maxConcurrency = 50

interface SourcesOptions {
  service: Service
  aws: LocalAws
  clock: LocalClock
  /** Without the rules: then only the caller starts what the clock would. */
  manual: boolean
  /** Where the rules' next times are kept. */
  rulesFile?: string
  invoke(functionName: string, event: unknown): Promise<unknown>
}

/** What starts the workers: their queues and, on the moved clock, their rules. */
export function startSources({ service, aws, clock, manual, rulesFile, invoke }: SourcesOptions): {
  stop(): void
} {
  for (const { name, worker, batchSize } of [...service.queues, service.deadLetters]) {
    aws.sqs.consume(
      name,
      { batchSize, maxConcurrency, scaling },
      (records) => invoke(worker, { Records: records }) as Promise<SQSBatchResponse>,
    )
  }
  return startRules({
    workers: manual ? [] : service.workers,
    clock,
    file: rulesFile,
    // Its failure is in the log; the rule goes on.
    fire: (worker) => void invoke(worker, scheduledEvent(worker, clock.now())).catch(() => undefined),
  })
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
