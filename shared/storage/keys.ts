import { createHash } from 'node:crypto'
import type { Platform } from '../domain/platform.ts'
import type { Status } from '../domain/publish-job.ts'

/*
 * The only file that spells keys.
 *
 * | question                                        | answered by                                        |
 * |-------------------------------------------------|----------------------------------------------------|
 * | a user's connection, all of them                | pk USER#u, sk CONNECTION#id                        |
 * | who holds an account of a network               | pk ACCOUNT#platform#external, sk user#connection   |
 * | the same, by the id of the network's own calls  | pk ACCOUNT#platform#app#id, sk user#connection     |
 * | a data deletion and its receipt                 | pk DELETION#code                                   |
 * | whether everything of a user is being deleted   | pk USER#u, sk ERASURE                              |
 * | all there is of a user                          | pk USER#u                                          |
 * | a user's job, all newest first                  | pk USER#u, sk JOB#id (v7 ids sort by time)         |
 * | jobs by platform, status, both                  | index list: pk USER#u, platform#status#id          |
 * | jobs by scheduled time                          | index calendar: pk USER#u, time#id                 |
 * | a user's asset, all newest first                | pk USER#u, sk ASSET#id                             |
 * | which jobs may need an asset                    | pk USER#u, sk ASSETUSE#asset#job                   |
 * | a user's generation, all newest first           | pk USER#u, sk GENERATION#id                        |
 * | what generations have spent in a period         | pk USER#u, sk QUOTA#period                         |
 * | how many jobs a user had accepted on a day      | pk USER#u, sk USAGE#day                            |
 * | a version of a job's content; its measured media| pk USER#u, sk CONTENT#id#v; MEDIA#id#v             |
 * | which copies of outside files a user has        | pk USER#u, sk COPY#key                             |
 * | which job a post of a network belongs to        | pk POST#platform#id                                |
 * | what an Idempotency-Key began                   | pk USER#u, sk IDEMPOTENCY#hash                     |
 * | a connect flow in progress                      | pk STATE#hash                                      |
 * | a grant waiting to be claimed                   | pk PENDING#hash                                    |
 * | what a network's tokens are sealed under now    | pk TOKENKEY#platform                               |
 * | how often forms of posts were made this minute  | pk USER#u, sk FORMS#connection#minute              |
 * | what a network told of hashtags                 | pk INSIGHT#platform#hash                           |
 * | what a user's own posts did, as last read       | pk USER#u, sk INSIGHT#connection#hash of the place |
 * | which names an account asked a network for      | pk ASKED#platform#account                          |
 * | whether an account or a network waits           | pk HOLD#platform, sk account or *                  |
 * | which job a network did not serve lately        | pk DOUBT#platform                                  |
 * | how many callers wait for an outcome            | pk WAITING#window                                  |
 * | a user's webhook endpoints                      | pk USER#u, sk WEBHOOK#slot                         |
 * | a user's events in the order they were written  | pk USER#u, sk EVENT#position (v7)                  |
 * | where an event stands that is not under its id  | pk USER#u, sk EVENTID#id, or EVENT#id (v7)         |
 * | an event on its way to an endpoint              | pk USER#u, sk DELIVERY#endpoint#event              |
 * | what must be looked at by now (jobs, assets …)  | index due: LOOK#0..15 by time                      |
 * | which connections to renew                      | index due: RENEW#0..15 by time                     |
 * | which webhooks to send                          | index due: SEND#0..3 by time                       |
 */

export interface Key {
  pk: string
  sk: string
}

const userPk = (userId: string) => `USER#${userId}`

export const keys = {
  connection: (userId: string, id: string): Key => ({ pk: userPk(userId), sk: `CONNECTION#${id}` }),
  connections: (userId: string) => ({ pk: userPk(userId), prefix: 'CONNECTION#' }),
  accountHolder: (platform: Platform, external: string, userId: string, id: string): Key => ({
    pk: `ACCOUNT#${platform}#${external}`,
    sk: `${userId}#${id}`,
  }),
  accountHolders: (platform: Platform, external: string) => ({
    pk: `ACCOUNT#${platform}#${external}`,
    prefix: '',
  }),
  /** By the id that the network uses in its calls to us, where that is another one. */
  scopedHolder: (platform: Platform, scoped: string, userId: string, id: string): Key => ({
    pk: `ACCOUNT#${platform}#app#${scoped}`,
    sk: `${userId}#${id}`,
  }),
  scopedHolders: (platform: Platform, scoped: string) => ({
    pk: `ACCOUNT#${platform}#app#${scoped}`,
    prefix: '',
  }),
  deletion: (code: string): Key => ({ pk: `DELETION#${code}`, sk: 'DELETION' }),
  erasure: (userId: string): Key => ({ pk: userPk(userId), sk: 'ERASURE' }),
  ofUser: (userId: string) => ({ pk: userPk(userId), prefix: '' }),
  job: (userId: string, jobId: string): Key => ({ pk: userPk(userId), sk: `JOB#${jobId}` }),
  jobs: (userId: string) => ({ pk: userPk(userId), prefix: 'JOB#' }),
  content: (userId: string, jobId: string, version: number): Key => ({
    pk: userPk(userId),
    sk: `CONTENT#${jobId}#${String(version).padStart(6, '0')}`,
  }),
  media: (userId: string, jobId: string, version: number): Key => ({
    pk: userPk(userId),
    sk: `MEDIA#${jobId}#${String(version).padStart(6, '0')}`,
  }),
  asset: (userId: string, id: string): Key => ({ pk: userPk(userId), sk: `ASSET#${id}` }),
  assets: (userId: string) => ({ pk: userPk(userId), prefix: 'ASSET#' }),
  assetUse: (userId: string, id: string, jobId: string): Key => ({
    pk: userPk(userId),
    sk: `ASSETUSE#${id}#${jobId}`,
  }),
  assetUses: (userId: string, id: string) => ({ pk: userPk(userId), prefix: `ASSETUSE#${id}#` }),
  generation: (userId: string, id: string): Key => ({ pk: userPk(userId), sk: `GENERATION#${id}` }),
  generations: (userId: string) => ({ pk: userPk(userId), prefix: 'GENERATION#' }),
  quota: (userId: string, period: string): Key => ({ pk: userPk(userId), sk: `QUOTA#${period}` }),
  usage: (userId: string, day: string): Key => ({ pk: userPk(userId), sk: `USAGE#${day}` }),
  copy: (userId: string, object: string): Key => ({ pk: userPk(userId), sk: `COPY#${object}` }),
  post: (platform: Platform, postId: string): Key => ({ pk: `POST#${platform}#${postId}`, sk: 'POST' }),
  idempotency: (userId: string, routeId: string, key: string): Key => ({
    pk: userPk(userId),
    sk: `IDEMPOTENCY#${hash(`${routeId}\n${key}`)}`,
  }),
  oauthState: (state: string): Key => ({ pk: `STATE#${hash(state)}`, sk: 'STATE' }),
  pending: (code: string): Key => ({ pk: `PENDING#${hash(code)}`, sk: 'PENDING' }),
  tokenKey: (platform: Platform): Key => ({ pk: `TOKENKEY#${platform}`, sk: 'TOKENKEY' }),
  forms: (userId: string, connectionId: string, minute: number): Key => ({
    pk: userPk(userId),
    sk: `FORMS#${connectionId}#${minute}`,
  }),
  waiting: (window: number): Key => ({ pk: `WAITING#${window}`, sk: 'WAITING' }),
  webhookEndpoint: (userId: string, slot: number): Key => ({ pk: userPk(userId), sk: `WEBHOOK#${slot}` }),
  webhookEndpoints: (userId: string) => ({ pk: userPk(userId), prefix: 'WEBHOOK#' }),
  event: (userId: string, position: string): Key => ({ pk: userPk(userId), sk: `EVENT#${position}` }),
  eventPlace: (userId: string, id: string): Key => ({ pk: userPk(userId), sk: `EVENTID#${id}` }),
  delivery: (userId: string, endpointId: string, eventId: string): Key => ({
    pk: userPk(userId),
    sk: `DELIVERY#${endpointId}#${eventId}`,
  }),
  insight: (platform: Platform, question: string): Key => ({
    pk: `INSIGHT#${platform}#${hash(question)}`,
    sk: 'INSIGHT',
  }),
  ownInsight: (userId: string, connectionId: string, place: string): Key => ({
    pk: userPk(userId),
    sk: `INSIGHT#${connectionId}#${hash(place)}`,
  }),
  ownInsights: (userId: string, connectionId: string) => ({
    pk: userPk(userId),
    prefix: `INSIGHT#${connectionId}#`,
  }),
  asked: (platform: Platform, account: string): Key => ({ pk: `ASKED#${platform}#${account}`, sk: 'ASKED' }),
  hold: (platform: Platform, account: string): Key => ({ pk: `HOLD#${platform}`, sk: account }),
  doubt: (platform: Platform): Key => ({ pk: `DOUBT#${platform}`, sk: 'DOUBT' }),
}

export const listKey = (platform: Platform, status: Status, jobId: string) => `${platform}#${status}#${jobId}`
export const listPrefix = (platform: Platform, status: Status) => `${platform}#${status}#`
export const calendarKey = (scheduledAt: number, jobId: string) =>
  `${new Date(scheduledAt).toISOString()}#${jobId}`

export type DueKind = 'LOOK' | 'RENEW' | 'SEND'

/** Webhooks have rows of their own, so that many of them never stand before a job. */
const shardCounts: Record<DueKind, number> = { LOOK: 16, RENEW: 16, SEND: 4 }

/** One of a few shards, by id, so that no partition of the due index runs hot. */
export const dueShard = (kind: DueKind, id: string) =>
  `${kind}#${createHash('sha256').update(id).digest()[0]! % shardCounts[kind]}`
export const dueShards = (kind: DueKind) =>
  Array.from({ length: shardCounts[kind] }, (_, n) => `${kind}#${n}`)

/** What a row of the due index points at. */
export function readDueKey(
  key: Key,
):
  | { kind: 'job' | 'asset' | 'generation' | 'quota' | 'connection'; userId: string; id: string }
  | { kind: 'pending' | 'state' }
  | { kind: 'erasure'; userId: string }
  | { kind: 'deletion'; code: string } {
  const userId = key.pk.slice('USER#'.length)
  if (key.pk.startsWith('DELETION#')) return { kind: 'deletion', code: key.pk.slice('DELETION#'.length) }
  if (key.pk.startsWith('PENDING#')) return { kind: 'pending' }
  if (key.pk.startsWith('STATE#')) return { kind: 'state' }
  if (key.sk === 'ERASURE') return { kind: 'erasure', userId }
  if (key.sk.startsWith('JOB#')) return { kind: 'job', userId, id: key.sk.slice('JOB#'.length) }
  if (key.sk.startsWith('ASSET#')) return { kind: 'asset', userId, id: key.sk.slice('ASSET#'.length) }
  if (key.sk.startsWith('GENERATION#'))
    return { kind: 'generation', userId, id: key.sk.slice('GENERATION#'.length) }
  if (key.sk.startsWith('QUOTA#')) return { kind: 'quota', userId, id: key.sk.slice('QUOTA#'.length) }
  return { kind: 'connection', userId, id: key.sk.slice('CONNECTION#'.length) }
}

/** What an item below a user is: the first word of its key. */
export const kindOf = ({ sk }: Key): string => sk.split('#')[0]!

/** The delivery that a row of the due index points at. */
export function readDeliveryKey({ pk, sk }: Key): { user_id: string; endpoint_id: string; event_id: string } {
  const [, endpoint_id = '', event_id = ''] = sk.split('#')
  return { user_id: pk.slice('USER#'.length), endpoint_id, event_id }
}

/** The job a row of the list or calendar index points at. */
export const jobIdOf = (key: Key) => key.sk.slice('JOB#'.length)

export const hash = (secret: string) => createHash('sha256').update(secret).digest('base64url')
