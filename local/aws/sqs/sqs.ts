import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Calls } from '../calls.ts'
import type { AwsClock } from '../clock.ts'
import { readJournal, startJournal } from '../journal.ts'
import { AwsError, account, arn, type Service } from '../service.ts'
import { type ConsumeOptions, type Consumer, consume, type SqsHandler } from './consume.ts'
import type { SqsCore } from './core.ts'
import type { Message } from './message.ts'
import {
  createQueue,
  type Depth,
  type Misbehaviour,
  type Queue,
  type QueueEntry,
  type QueueOptions,
} from './queue.ts'
import { sqsService } from './wire.ts'

export interface LocalSqs {
  /** A queue of that name that is there already keeps its messages and takes these options. */
  createQueue(options: QueueOptions): { url: string; arn: string }
  depth(queue: string): Depth
  /** What lies in a queue, whatever its state; for tests and people. */
  peek(queue: string): Message[]
  misbehave(how: Misbehaviour): void
  /** The event source mapping of a Lambda function. */
  consume(queue: string, options: ConsumeOptions, handler: SqsHandler): Consumer
}

const defaults: Omit<QueueOptions, 'name'> = {
  visibilityTimeout: undefined,
  maxReceiveCount: undefined,
  deadLetter: undefined,
  delay: undefined,
  retention: undefined,
}

export interface SqsSurroundings {
  folder: string
  clock: AwsClock
  random: () => number
  calls: Calls
  endpoint: () => string
}

/** The queues of one account, kept in a journal: an answered SendMessage survives SIGKILL. */
export function openSqs(around: SqsSurroundings): {
  local: LocalSqs
  core: SqsCore
  service: Service
  /** Ends the consumers, waiting for the batches at work. */
  stop(): Promise<void>
  close(): void
} {
  const { clock } = around
  const queues = new Map<string, Queue>()
  const consumers = new Set<Consumer>()
  let misbehaviour: Misbehaviour = {}
  let lastKey = 0

  function nextKey(): number {
    lastKey += 1
    return lastKey
  }

  const surroundings = {
    clock,
    random: around.random,
    misbehaviour: () => misbehaviour,
    nextKey,
    record: (...entries: QueueEntry[]) => journal.append(...entries),
    deadLetter(message: Message, name: string): QueueEntry {
      // SQS counts receives across all queues (API reference of ReceiveMessage), so `received` stays.
      const moved = { ...message, key: nextKey(), visibleAt: clock.now(), receipt: undefined }
      find(name).add(moved)
      return { type: 'message', queue: name, message: moved }
    },
  }

  function find(name: string): Queue {
    const queue = queues.get(name)
    if (queue) return queue
    const message = 'The specified queue does not exist.'
    throw new AwsError(
      'com.amazonaws.sqs#QueueDoesNotExist',
      message,
      400,
      'AWS.SimpleQueueService.NonExistentQueue',
    )
  }

  const file = join(around.folder, 'queues.jsonl')
  mkdirSync(around.folder, { recursive: true, mode: 0o700 })
  const stored = new Map<string, { options: QueueOptions; messages: Map<number, Message> }>()
  for (const entry of readJournal<QueueEntry>(file)) {
    if (entry.type === 'queue') {
      const messages = stored.get(entry.options.name)?.messages ?? new Map<number, Message>()
      stored.set(entry.options.name, { options: entry.options, messages })
    } else if (entry.type === 'message') {
      stored.get(entry.queue)?.messages.set(entry.message.key, entry.message)
      lastKey = Math.max(lastKey, entry.message.key)
    } else stored.get(entry.queue)?.messages.delete(entry.key)
  }
  for (const [name, { options, messages }] of stored) {
    const queue = createQueue(options, surroundings)
    queues.set(name, queue)
    for (const message of messages.values()) queue.add(message)
  }

  const journal = startJournal<QueueEntry>(file, function* () {
    for (const [name, queue] of queues) {
      yield { type: 'queue', options: queue.options }
      for (const message of queue.messages()) yield { type: 'message', queue: name, message }
    }
  })

  const core: SqsCore = {
    has: (name) => queues.has(name),
    queue: find,
    send(name, { body, attributes = {}, traceHeader, delay }) {
      const queue = find(name)
      const now = clock.now()
      const visibleAt = now + (delay ?? queue.options.delay ?? 0) * 1000
      return queue.send({ id: randomUUID(), body, attributes, traceHeader, sentAt: now, visibleAt })
    },
  }

  const address = (name: string) => ({
    url: `${around.endpoint()}/${account}/${name}`,
    arn: arn('sqs', name),
  })
  const local: LocalSqs = {
    createQueue(options) {
      if (options.deadLetter) find(options.deadLetter)
      const existing = queues.get(options.name)
      if (existing) Object.assign(existing.options, defaults, options)
      else queues.set(options.name, createQueue({ ...options }, surroundings))
      journal.append({ type: 'queue', options: find(options.name).options })
      return address(options.name)
    },
    depth: (name) => find(name).depth(),
    peek: (name) => [...find(name).messages()].map((message) => ({ ...message })),
    misbehave(how) {
      misbehaviour = how
    },
    consume(name, options, handler) {
      const consumer = consume({ queue: find(name), clock, calls: around.calls }, options, handler)
      consumers.add(consumer)
      return consumer
    },
  }

  return {
    local,
    core,
    service: sqsService(core, clock, (name) => address(name).url),
    async stop() {
      await Promise.all([...consumers].map((consumer) => consumer.stop()))
    },
    close() {
      for (const queue of queues.values()) queue.close()
      journal.close()
    },
  }
}
