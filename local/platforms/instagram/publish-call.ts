import { invalidParameter } from '../meta/general-errors.ts'
import { text } from '../meta/parameters.ts'
import { type Call, ownAccount } from './call.ts'
import { statusOf } from './containers.ts'
import { refusal, scriptedError } from './errors.ts'
import { quotaUsage } from './listings.ts'
import { publish, publishLater } from './publish.ts'
import type { Container, Instagram, Publishing } from './state.ts'

/** `POST /:ig/media_publish`: the request that makes a post live. It has no idempotency key; the container is the only one. */
export function mediaPublish(instagram: Instagram, call: Call): unknown {
  const accountId = ownAccount(call)
  const container = publishable(instagram, accountId, text(call.parameters, 'creation_id'))
  if (quotaUsage(instagram, accountId) >= instagram.settings.quota_total) throw refusal(2207042)
  const publishing = misbehaved(instagram, call)

  const delayed = call.request.fault('delayed_effect')
  if (delayed) {
    container.delayedPublish = { ...publishing, at: instagram.clock.now() + milliseconds(delayed.ms, 5000) }
    instagram.changed()
    publishLater(instagram, container)
    throw scriptedError(delayed)
  }
  const media = publish(instagram, container, publishing)
  const fault = call.request.fault('effect_then_error')
  if (fault) throw scriptedError(fault)
  return { id: media.id }
}

function publishable(instagram: Instagram, accountId: string, id: string | undefined): Container {
  if (!id) throw invalidParameter('The parameter creation_id is required.')
  const container = instagram.state.containers[id]
  if (!container || container.accountId !== accountId) throw refusal(2207008, { id })
  if (container.draft.isCarouselItem)
    throw invalidParameter(`The container ${id} is a carousel item and can't be published alone.`)
  const status = statusOf(instagram, container)
  // What a second publish of a PUBLISHED container gets is undocumented; nobody should find out.
  if (status === 'EXPIRED' || status === 'PUBLISHED') throw refusal(2207008, { id })
  if (status !== 'FINISHED') throw refusal(2207027)
  return container
}

function misbehaved(instagram: Instagram, { request, traceId }: Call): Publishing {
  const { settings } = instagram
  const lag = request.fault('listing_lag')
  return {
    receivedAt: request.receivedAt,
    requestId: traceId,
    listingLagMs: lag ? milliseconds(lag.ms, 60_000) : settings.listing_lag_ms,
    stripAt: request.fault('strip_at') !== undefined || settings.strip_at,
  }
}

/** A duration given with a fault. */
export function milliseconds(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}
