import type * as z from 'zod/mini'
import type { ErrorCode } from '../domain/errors.ts'

/** What every path of the API begins with. */
export const basePath = '/api/v1'

export const scopes = [
  'connections:read',
  'connections:write',
  'publishing:read',
  'publishing:write',
  'insights:read',
  'assets:read',
  'assets:write',
  'generations:read',
  'generations:write',
  'account:read',
  'account:write',
  'account:delete',
] as const

export type Scope = (typeof scopes)[number]

/**
 * `publish` reads what networks are sent, `copy` writes copies of outside files; of assets: `upload` lets their owner
 * put a file, `download` read it, `measure` makes the measured one of what arrived, `remove` deletes both; of generations:
 * `receive` takes what an orchestrator made, `collect` makes assets of it. `erase` deletes whatever there is of a user.
 */
export type BucketRight =
  | 'publish'
  | 'copy'
  | 'upload'
  | 'download'
  | 'measure'
  | 'remove'
  | 'receive'
  | 'collect'
  | 'erase'

/** What a function may touch. The stacks turn each word into exact statements; nothing else is granted. */
export interface Grant {
  table?: 'read' | 'write'
  /** Of the table, only items whose keys begin so; all when absent. IAM alone watches over it, and there is none locally. */
  below?: 'USER' | 'DELETION' | 'HOLD'
  /** `decrypt` opens tokens; `seal` also makes the keys they are sealed under, which stand in the table. */
  tokens?: 'decrypt' | 'seal'
  /** Secrets that sign outgoing webhooks: `open` uses them, `seal` also makes them. */
  signing?: 'open' | 'seal'
  /** App secrets of the networks: of all, or (a publish function) of its own; or those shared with the orchestrator. */
  secrets?: 'all' | 'own' | 'generation'
  /** Queues it may send to, by kind. */
  sends?: readonly ('work' | 'commit' | 'preflight' | 'background')[]
  schedules?: true
  events?: true
  bucket?: readonly BucketRight[]
}

/** The groups of the documentation; the folders below `functions/api/`. */
export const tags = {
  connections:
    "Users' accounts at the networks: connecting them, where they can publish to, what is left of their limits.",
  publishing: 'Posts, now or at an exact second, and what became of them.',
  assets: 'Files to be published: uploaded or imported once, measured by their content.',
  generations: 'Images made from a prompt by the orchestrator, within a quota.',
  notifications: 'Events, and the webhook endpoints they are sent to.',
  account: 'Everything of a user: taking it along and deleting it.',
  networks: 'What the networks themselves call, each call signed by them.',
  insights: 'Hashtags and times, from the networks or from posts of the past.',
  system: 'The service itself and what each network takes.',
} as const

/** Headers of good answers that a caller may go by. */
export const answerHeaders = {
  Location: 'Where to ask what becomes of it, or where to go',
  ETag: 'The version, to be given back as `If-Match`',
  Link: '`<…>; rel="next"`: the next page; absent on the last one',
} as const

export type AnswerHeader = keyof typeof answerHeaders

/** One endpoint. Types, validation, OpenAPI, the local gateway and the deployed functions derive from it. */
export interface Route {
  /** Operation id, and the file name below `functions/api/<tag>/`. */
  id: string
  tag: keyof typeof tags
  summary: string
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** With `{parameters}`, as API Gateway writes it. */
  path: string
  /** Null: open to anybody. */
  scope: Scope | null
  grant: Grant
  params?: z.ZodMiniObject
  query?: z.ZodMiniObject
  body?: z.ZodMiniType
  /** Media types of the body; JSON when absent. */
  bodyTypes?: readonly string[]
  /** A body may be left out. */
  bodyOptional?: true
  /** The handler reads the bytes itself, because they are signed; `body` is there for the documentation. */
  raw?: true
  /** More than other routes take. */
  maxBodyBytes?: number
  /** Takes `Idempotency-Key`. */
  idempotent?: true
  /** It asks a network or another host, or begins costly work: the gateway lets in a tenth of what it lets in elsewhere. */
  costly?: true
  /** Takes `If-Match` with an earlier answer's `ETag`. */
  conditional?: true
  success: { status: number; schema?: z.ZodMiniType; description: string; headers?: readonly AnswerHeader[] }
  /** Other good answers: those with 2xx have the same body, others none; each has a `Location`. */
  also?: Record<number, string>
  errors: readonly ErrorCode[]
  /** Of its error answers; `ErrorDetail` when absent. */
  errorSchema?: z.ZodMiniType
}

/** Keeps the literal types of an entry. */
export const route = <const R extends Route>(entry: R): R => entry

export type ParamsOf<R extends Route> = R['params'] extends z.ZodMiniType
  ? z.output<R['params']>
  : Record<string, never>
export type QueryOf<R extends Route> = R['query'] extends z.ZodMiniType
  ? z.output<R['query']>
  : Record<string, never>
export type BodyOf<R extends Route> = R['raw'] extends true
  ? undefined
  : R['body'] extends z.ZodMiniType
    ? z.output<R['body']>
    : undefined
export type AnswerOf<R extends Route> = R['success']['schema'] extends z.ZodMiniType
  ? z.input<R['success']['schema']>
  : undefined

/** Where a route's handler lives, from the root, without extension. */
export const entryOf = (entry: Pick<Route, 'tag' | 'id'>): string => `functions/api/${entry.tag}/${entry.id}`
