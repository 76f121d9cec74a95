import { randomBytes } from 'node:crypto'
import { refuseErasing } from '../account/erasure.ts'
import { AppError } from '../domain/errors.ts'
import type { EventType } from '../domain/events.ts'
import type { Envelope } from '../domain/social-connection.ts'
import { uuidv7 } from '../domain/uuid.ts'
import { maxEndpoints, maxPreviousSecrets, type WebhookEndpoint } from '../domain/webhook-endpoint.ts'
import { checkUrl, UnsafeUrlError } from '../security/safe-url.ts'
import { beginOnce, bodyHash } from '../storage/idempotency.ts'
import type { Table } from '../storage/table.ts'
import { getEndpoint, putEndpoint, removeEndpoint, replaceSecret } from '../storage/webhook-endpoints.ts'
import { contextOf, validPrevious } from './send-webhook.ts'
import type { EndpointServices } from './services.ts'

const secretBytes = 24
/** For so long after a rotation the secret before it signs too. */
const overlapMs = 24 * 3_600_000

/** In the convention's spelling. */
const newSecret = () => `whsec_${randomBytes(secretBytes).toString('base64')}`

export interface NewEndpoint {
  userId: string
  url: string
  events: EventType[] | undefined
  idempotency?: { routeId: string; key: string; body: unknown }
}

/**
 * Registers an endpoint. The same key and body give the same one, with its secret.
 * @throws AppError `unsafe_url`, `erasure_running`, `idempotency_key_reused`, `webhook_endpoint_limit`
 */
export async function createEndpoint(
  services: EndpointServices,
  asked: NewEndpoint,
): Promise<{ endpoint: WebhookEndpoint; secret: string; replayed: boolean }> {
  const { table, envelopes, now } = services
  checkEndpointUrl(services, asked.url)
  await refuseErasing(services, asked.userId)
  const { id, replayed } = await idOf(services, asked)
  const owner = { user_id: asked.userId, id }
  const secret = newSecret()
  const endpoint = await putEndpoint(table, {
    v: 1,
    ...owner,
    url: asked.url,
    ...(asked.events ? { events: asked.events } : {}),
    secret: await envelopes.seal(secret, contextOf(owner)),
    created_at: now(),
  })
  if (!endpoint) throw new AppError('webhook_endpoint_limit', `You have ${maxEndpoints} webhook endpoints.`)
  return { endpoint, secret: await envelopes.open(endpoint.secret, contextOf(owner)), replayed }
}

async function idOf(
  { table, now }: EndpointServices,
  { userId, idempotency }: NewEndpoint,
): Promise<{ id: string; replayed: boolean }> {
  const id = uuidv7(now())
  if (!idempotency) return { id, replayed: false }
  const { routeId, key, body } = idempotency
  const hash = bodyHash(body)
  const begun = await beginOnce(table, { userId, routeId, key, bodyHash: hash, resourceId: id, now: now() })
  if (begun.record.body_hash !== hash) throw new AppError('idempotency_key_reused')
  return { id: begun.record.resource_id, replayed: !begun.fresh }
}

function checkEndpointUrl({ fetchExceptions }: EndpointServices, url: string): void {
  try {
    checkUrl(url, fetchExceptions)
  } catch (error) {
    if (!(error instanceof UnsafeUrlError)) throw error
    const violation = { path: 'url', rule: 'unsafe_url', message: error.reason }
    throw new AppError('unsafe_url', `url: ${error.reason}`, { violations: [violation] })
  }
}

/** @throws AppError `webhook_endpoint_not_found`; somebody else's is simply not there */
export async function ownedEndpoint(table: Table, userId: string, id: string): Promise<WebhookEndpoint> {
  const endpoint = await getEndpoint(table, userId, id)
  if (!endpoint) throw new AppError('webhook_endpoint_not_found')
  return endpoint
}

/** What is on its way to it ends with it. @throws AppError `webhook_endpoint_not_found` */
export async function deleteEndpoint(table: Table, userId: string, id: string): Promise<void> {
  await removeEndpoint(table, await ownedEndpoint(table, userId, id))
}

/**
 * A new secret; those in force until now sign beside it for a day more. Of two rotations at once, both are in force.
 * @throws AppError `webhook_endpoint_not_found`
 */
export async function rotateSecret(
  services: EndpointServices,
  userId: string,
  id: string,
): Promise<{ secret: string; previousUntil: number }> {
  const { table, envelopes, now } = services
  const secret = newSecret()
  const until = now() + overlapMs
  let sealed: Envelope | undefined
  for (;;) {
    const endpoint = await ownedEndpoint(table, userId, id)
    sealed ??= await envelopes.seal(secret, contextOf(endpoint))
    // Our own write, whose answer was lost.
    const isOurs = endpoint.secret.box === sealed.box
    const previous = [{ secret: endpoint.secret, until }, ...validPrevious(endpoint, now())]
    const next = { secret: sealed, previous: previous.slice(0, maxPreviousSecrets) }
    if (isOurs || (await replaceSecret(table, endpoint, next))) return { secret, previousUntil: until }
  }
}

/** What its owner sees of it; never a secret. */
export function presentEndpoint(endpoint: WebhookEndpoint) {
  const time = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString())
  return {
    id: endpoint.id,
    url: endpoint.url,
    events: endpoint.events ?? null,
    status: endpoint.disabled_at === undefined ? ('enabled' as const) : ('disabled' as const),
    created_at: new Date(endpoint.created_at).toISOString(),
    failing_since: time(endpoint.failing_since),
    disabled_at: time(endpoint.disabled_at),
  }
}
