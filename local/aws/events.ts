import { randomUUID } from 'node:crypto'
import type { AwsClock } from './clock.ts'
import { type Json, jsonService } from './json-service.ts'
import { account, invalid, region, type Service } from './service.ts'
import type { SqsCore } from './sqs/core.ts'

/** An event as rules and targets see it. */
export interface BusEvent {
  version: '0'
  id: string
  'detail-type': string
  source: string
  account: string
  time: string
  region: string
  resources: string[]
  detail: unknown
}

/** A rule with a queue as its target and an input transformer. */
export interface BusRule {
  bus: string
  source: string
  resource: string
  queue: string
  transform(event: BusEvent): object
}

export interface LocalEvents {
  /** The newest 1,000, oldest first. */
  readonly recorded: readonly { bus: string; event: BusEvent }[]
  /** Hears each accepted event; returns what ends it. */
  on(listener: (event: BusEvent, bus: string) => void): () => void
  /** From now on; an accepted event is on the queue. */
  putRule(rule: BusRule): void
  /** Refuses the next `count` entries (not requests): the call itself answers 200 with FailedEntryCount. */
  refuse(count: number): void
}

const kept = 1000
const maxBytes = 1024 * 1024

/** EventBridge as far as PutEvents and rules that lead to queues go. */
export function openEvents(clock: AwsClock, sqs: SqsCore): { local: LocalEvents; service: Service } {
  const recorded: { bus: string; event: BusEvent }[] = []
  const listeners = new Set<(event: BusEvent, bus: string) => void>()
  const rules: BusRule[] = []
  let refusals = 0

  function put(entry: Json) {
    const missing = ['Source', 'DetailType', 'Detail'].find((name) => !entry[name])
    if (missing) return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${missing} is not valid.` }
    const detail = parseObject(String(entry.Detail))
    if (!detail) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }
    if (refusals > 0) {
      refusals -= 1
      return { ErrorCode: 'InternalFailure', ErrorMessage: 'Unexpected internal failure.' }
    }
    const at = typeof entry.Time === 'number' ? entry.Time * 1000 : clock.now()
    const event: BusEvent = {
      version: '0',
      id: randomUUID(),
      'detail-type': String(entry.DetailType),
      source: String(entry.Source),
      account,
      time: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
      region,
      resources: (entry.Resources as string[] | undefined) ?? [],
      detail,
    }
    const bus = String(entry.EventBusName ?? 'default').replace(/^arn:.*event-bus\//, '')
    for (const rule of rules)
      if (rule.bus === bus && rule.source === event.source && event.resources.includes(rule.resource))
        sqs.send(rule.queue, { body: JSON.stringify(rule.transform(event)) })
    recorded.push({ bus, event })
    if (recorded.length > kept) recorded.shift()
    for (const listener of listeners) listener(event, bus)
    return { EventId: event.id }
  }

  const service = jsonService({
    PutEvents(input) {
      const entries = input.Entries as Json[] | undefined
      if (!Array.isArray(entries) || entries.length === 0 || entries.length > 10) {
        throw invalid("Value at 'entries' failed to satisfy constraint: Member must have length 1 to 10")
      }
      if (entries.reduce((sum, entry) => sum + entrySize(entry), 0) > maxBytes) {
        throw invalid('Total size of the entries in the request is over the limit.')
      }
      const answers = entries.map(put)
      return { FailedEntryCount: answers.filter((answer) => 'ErrorCode' in answer).length, Entries: answers }
    },
  })

  return {
    service,
    local: {
      recorded,
      on(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
      putRule: (rule) => void rules.push(rule),
      refuse(count) {
        refusals = count
      },
    },
  }
}

/** As AWS counts: 14 for a time, and the UTF-8 bytes of everything else. */
function entrySize(entry: Json): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...((entry.Resources as unknown[]) ?? [])]
  return texts.reduce<number>((sum, text) => sum + Buffer.byteLength(String(text ?? '')), entry.Time ? 14 : 0)
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
