import { endpointsResource } from '../domain/events.ts'
import { fetchingPlatforms, type Platform, platforms } from '../domain/platform.ts'
import { backgroundQueue, commitQueue, preflightQueue, workQueue } from '../domain/queues.ts'
import type { Grant } from './route.ts'

/** A queue by its name within a stage. */
export interface QueueSpec {
  name: string
  /** The worker that reads it, and how long a message stays hidden while it does. */
  worker: string
  batchSize: number
}

/** A function that no caller reaches: fed by queues, by the clock, or started by hand. */
export interface WorkerSpec {
  name: string
  entry: string
  /** Set on the functions that exist once per network. */
  platform?: Platform
  grant: Grant
  timeoutSeconds: number
  memoryMb: number
  /** How often the clock starts it, as EventBridge writes rates. */
  every?: 'rate(1 minute)' | 'rate(1 day)'
  /** An operator starts it, and reads what it answers. */
  byHand?: true
  /** What an alarm about it means for people. */
  hurt: string
}

export const maxReceives = 5
/** Of the function's timeout; a message must not come back while it is worked on. */
export const visibilityFactor = 6

const publishWorker = (platform: Platform): WorkerSpec => ({
  name: `publish-${platform}`,
  entry: 'functions/workers/publish',
  platform,
  grant: {
    table: 'write',
    tokens: 'seal',
    secrets: 'own',
    sends: ['work', 'commit', 'preflight'],
    events: true,
    bucket: ['publish'],
  },
  // Uploads go on in a next turn, so that a turn is short and a lost worker is soon replaced.
  timeoutSeconds: 60,
  // A worker that holds no file mostly waits for answers.
  memoryMb: fetchingPlatforms.includes(platform) ? 128 : 256,
  hurt: `Posts to ${platform} are late or wait for their outcome.`,
})

/** Every worker of a stage; queues, subscriptions and rules derive from it. */
export const workers: readonly WorkerSpec[] = [
  ...platforms.map(publishWorker),
  {
    name: 'preflight',
    entry: 'functions/workers/preflight',
    grant: { table: 'write', bucket: ['publish', 'copy'], sends: ['work', 'preflight'], events: true },
    timeoutSeconds: 300,
    memoryMb: 512,
    hurt: 'A bad file of a scheduled post is only found at its time.',
  },
  {
    name: 'background',
    entry: 'functions/workers/background',
    grant: {
      table: 'write',
      bucket: ['measure', 'remove', 'receive', 'collect', 'erase'],
      signing: 'open',
      secrets: 'generation',
      sends: ['background'],
      schedules: true,
      events: true,
    },
    timeoutSeconds: 300,
    memoryMb: 512,
    hurt: 'Uploads stay pending, no images are made; events and webhooks come late.',
  },
  {
    name: 'sweep',
    entry: 'functions/workers/sweep',
    grant: { table: 'write', tokens: 'decrypt', secrets: 'all', sends: ['work', 'background'], events: true },
    timeoutSeconds: 55,
    memoryMb: 256,
    every: 'rate(1 minute)',
    hurt: 'Posts whose message was lost are not picked up again.',
  },
  {
    name: 'refresh-tokens',
    entry: 'functions/workers/refresh-tokens',
    grant: { table: 'write', tokens: 'seal', secrets: 'all', events: true },
    timeoutSeconds: 300,
    memoryMb: 256,
    every: 'rate(1 day)',
    hurt: 'Accounts may have to be connected again.',
  },
  {
    name: 'dead-letter',
    entry: 'functions/workers/dead-letter',
    grant: { table: 'write', sends: ['background'] },
    timeoutSeconds: 30,
    memoryMb: 256,
    hurt: 'Posts whose worker failed five times wait for their outcome.',
  },
  {
    name: 'settle-restored',
    entry: 'functions/workers/settle-restored',
    grant: { table: 'write', events: true },
    timeoutSeconds: 900,
    memoryMb: 256,
    byHand: true,
    hurt: 'After a restore, posts that went out since could go out again.',
  },
]

/** Every queue of a stage but the dead-letter queue itself. */
export const queues: readonly QueueSpec[] = [
  ...platforms.flatMap((platform) => [
    { name: workQueue(platform), worker: `publish-${platform}`, batchSize: 10 },
    { name: commitQueue(platform), worker: `publish-${platform}`, batchSize: 10 },
  ]),
  { name: preflightQueue, worker: 'preflight', batchSize: 1 },
  { name: backgroundQueue, worker: 'background', batchSize: 1 },
]

/** The one rule on the bus: every event that somebody's endpoints want becomes a message of this kind. */
export const eventRule = {
  source: 'creativeflow',
  resource: endpointsResource,
  queue: backgroundQueue,
  kind: 'event',
} as const
