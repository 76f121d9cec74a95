import { entryOf, type Route } from '../shared/api/route.ts'
import { apiMemoryMb, basePath, routes } from '../shared/api/routes.ts'
import { type QueueSpec, queues, type WorkerSpec, workers } from '../shared/api/workers.ts'
import { deadLetterQueue } from '../shared/domain/queues.ts'
import type { LocalFunction } from './children.ts'

/** What an environment runs; the product's own tables unless a test brings others. */
export interface Service {
  basePath: string
  routes: readonly Route[]
  workers: readonly WorkerSpec[]
  queues: readonly QueueSpec[]
  deadLetters: QueueSpec
  entryOf(route: Route): string
}

export const product: Service = {
  basePath,
  routes,
  workers,
  queues,
  deadLetters: { name: deadLetterQueue, worker: 'dead-letter', batchSize: 10 },
  entryOf,
}

const apiTimeoutSeconds = 30

/** All functions of the service by name; those of the API share one process, or all do. */
export function functionsOf(service: Service, oneProcess = false): Map<string, LocalFunction> {
  const api = service.routes.map((route) => ({
    name: route.id,
    entry: service.entryOf(route),
    group: 'api',
    timeoutSeconds: apiTimeoutSeconds,
    memoryMb: apiMemoryMb,
    killedAtTimeout: false,
  }))
  const work = service.workers.map(({ name, entry, timeoutSeconds, memoryMb }) => ({
    ...{ name, entry, timeoutSeconds, memoryMb },
    group: name,
    killedAtTimeout: true,
  }))
  return new Map(
    [...api, ...work].map((each) => [each.name, oneProcess ? { ...each, group: 'functions' } : each]),
  )
}

export const entriesOf = (service: Service): string[] => [
  ...new Set([...functionsOf(service).values()].map((each) => each.entry)),
]
