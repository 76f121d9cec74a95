import type { Route, SimRequest } from '../../kit/server.ts'
import { placeFor } from '../boards/access.ts'
import { apiCall, type Caller } from '../calls.ts'
import { parseBody } from '../parse.ts'
import { pinMissing, restricted, serverFailed, timedOut, trialAccess } from '../problems.ts'
import type { Pinterest } from '../state.ts'
import { acceptLink } from './link.ts'
import { sourceMedia } from './media-source.ts'
import { type Draft, place } from './place.ts'
import { pinCreate } from './schema.ts'
import { writeScopes } from './scopes.ts'
import { viewPin } from './view.ts'

/** POST /pins: the request that makes a Pin live. Two equal ones make two Pins. */
export function createRoute(pinterest: Pinterest): Route[] {
  return apiCall(pinterest, {
    method: 'POST',
    path: '/pins',
    scopes: writeScopes,
    category: 'org_write',
    async run(request, caller) {
      const draft = await draftOf(pinterest, request, caller)
      const timeout = request.fault('upload_timeout')
      const failure = timeout ?? request.fault('server_error')
      if (!failure) return { status: 201, body: viewPin(pinterest, request, place(pinterest, draft), caller) }
      takeEffect(pinterest, draft, failure)
      throw timeout ? timedOut() : serverFailed()
    },
  })
}

async function draftOf(pinterest: Pinterest, request: SimRequest, caller: Caller): Promise<Draft> {
  const { account, host, requestId } = caller
  if (pinterest.settings.access_tier === 'trial' && host === 'production') throw trialAccess()
  const asked = parseBody(pinCreate, request)
  if (asked.sponsor_id) throw restricted('paid_partnership')
  const { board_id: boardId, board_section_id: sectionId = null, parent_pin_id: parentPinId = null } = asked
  placeFor(pinterest, caller, { boardId, sectionId })
  if (parentPinId && !pinterest.state.pins.some((pin) => pin.id === parentPinId)) throw pinMissing()
  const link = acceptLink(pinterest, asked.link ?? null)
  const sourced = await sourceMedia(pinterest, asked.media_source, caller)
  const lag = request.fault('listing_lag')
  return {
    ...sourced,
    host,
    accountId: account.id,
    boardId,
    sectionId,
    title: asked.title ?? null,
    description: asked.description ?? null,
    link,
    altText: asked.alt_text ?? null,
    dominantColor: asked.dominant_color ?? '#6e7874',
    parentPinId,
    aiDisclosures: asked.ai_disclosures?.values,
    sourceType: asked.media_source.source_type,
    receivedAt: request.receivedAt,
    requestId,
    lagMs: lag ? Number(lag.ms ?? 60_000) : pinterest.settings.listing_lag_ms,
  }
}

/** A restart of the simulator before a later effect loses it. */
function takeEffect(pinterest: Pinterest, draft: Draft, { effect = 'now', ms }: Record<string, unknown>) {
  const create = () => void place(pinterest, draft)
  if (effect === 'now') create()
  if (effect === 'later') pinterest.clock.at(pinterest.clock.now() + Number(ms ?? 5000), create)
}
