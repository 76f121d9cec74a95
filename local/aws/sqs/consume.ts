import type { SQSBatchResponse, SQSRecord } from 'aws-lambda'
import type { Calls } from '../calls.ts'
import type { AwsClock } from '../clock.ts'
import { arn, region } from '../service.ts'
import { type Message, md5, md5OfAttributes, systemAttributes } from './message.ts'
import type { Queue } from './queue.ts'

export interface ConsumeOptions {
  /** 10 by default, the most that SQS hands out at once. */
  batchSize?: number
  /** Batches at the same time. */
  maxConcurrency?: number
  /** Seconds, instead of the queue's own. */
  visibilityTimeout?: number
  /** AWS begins with 5 batches at once and adds 5 a second while there is a backlog; off by default. */
  scaling?: { startConcurrency: number; addPerSecond: number }
}

// biome-ignore lint/suspicious/noConfusingVoidType: a Lambda handler may return nothing
export type SqsHandler = (records: SQSRecord[]) => Promise<SQSBatchResponse | undefined | void>

export interface Consumer {
  readonly running: number
  /** Takes no more and waits for the batches at work. */
  stop(): Promise<void>
}

interface Source {
  queue: Queue
  clock: AwsClock
  calls: Calls
}

/** Feeds a queue to a handler in batches, deletes what succeeded, leaves the rest until its visibility ends. */
export function consume(source: Source, options: ConsumeOptions, handler: SqsHandler): Consumer {
  const { queue, clock } = source
  const { batchSize = 10, maxConcurrency = 10, scaling } = options
  const atWork = new Set<Promise<void>>()
  let stopped = false
  let planned = false
  let busySince: number | undefined
  let cancelGrowth: (() => void) | undefined

  function allowed(): number {
    if (!scaling) return maxConcurrency
    busySince ??= clock.now()
    const grown = Math.floor(((clock.now() - busySince) / 1000) * scaling.addPerSecond)
    return Math.min(maxConcurrency, scaling.startConcurrency + grown)
  }

  function pump() {
    planned = false
    while (!stopped && !queue.isEmpty() && atWork.size < allowed()) {
      const batch = queue.take(batchSize, options.visibilityTimeout)
      if (batch.length === 0) break
      log('ReceiveMessage', batch)
      const work: Promise<void> = Promise.resolve(batch)
        .then(process)
        .finally(() => {
          atWork.delete(work)
          plan()
        })
      atWork.add(work)
    }
    if (atWork.size === 0) busySince = undefined
    if (scaling && !stopped && !queue.isEmpty() && atWork.size < maxConcurrency) {
      cancelGrowth?.()
      cancelGrowth = clock.at(clock.now() + 1000 / scaling.addPerSecond, plan)
    }
  }

  /** Not at once: whoever woke us is in the middle of changing the queue. */
  function plan() {
    if (planned || stopped) return
    planned = true
    setImmediate(pump)
  }

  async function process(batch: Message[]) {
    let failed = batch
    try {
      const records = batch.map((message) => recordOf(message, queue.options.name))
      failed = failuresIn(await handler(records), batch)
    } catch {
      // The function has logged its own error; to the mapping the batch is one more delivery.
    }
    const done = batch.filter((message) => !failed.includes(message))
    if (done.length === 0) return
    log('DeleteMessageBatch', done)
    for (const message of done) {
      const held = queue.held(message.receipt ?? '')
      if (typeof held === 'object') queue.remove(held)
    }
  }

  function log(operation: string, batch: Message[]) {
    const bytes = batch.reduce((sum, message) => sum + Buffer.byteLength(message.body), 0)
    const call = { service: 'sqs' as const, operation, caller: 'lambda', at: clock.now(), status: 200 }
    source.calls.add({ ...call, bytesIn: 0, bytesOut: operation === 'ReceiveMessage' ? bytes : 0 })
  }

  const unwatch = queue.watch(plan)
  plan()
  return {
    get running() {
      return atWork.size
    },
    async stop() {
      stopped = true
      unwatch()
      cancelGrowth?.()
      await Promise.all(atWork)
    },
  }
}

/** An answer that can't be understood fails the whole batch, as Lambda documents. */
function failuresIn(response: unknown, batch: Message[]): Message[] {
  const items = (response as SQSBatchResponse | undefined | null)?.batchItemFailures
  if (items === undefined || items === null) return []
  if (!Array.isArray(items)) return batch
  const known = new Set(batch.map((message) => message.id))
  if (items.some((item) => !known.has(item?.itemIdentifier))) return batch
  return batch.filter((message) => items.some((item) => item.itemIdentifier === message.id))
}

function recordOf(message: Message, queue: string): SQSRecord {
  const messageAttributes: SQSRecord['messageAttributes'] = {}
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(message.attributes)) {
    messageAttributes[name] = {
      ...(StringValue !== undefined && { stringValue: StringValue }),
      ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
      stringListValues: [],
      binaryListValues: [],
      dataType: DataType,
    }
  }
  const md5OfMessageAttributes = md5OfAttributes(message.attributes)
  return {
    messageId: message.id,
    receiptHandle: message.receipt ?? '',
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes,
    md5OfBody: md5(message.body),
    ...(md5OfMessageAttributes && { md5OfMessageAttributes }),
    eventSource: 'aws:sqs',
    eventSourceARN: arn('sqs', queue),
    awsRegion: region,
  }
}
