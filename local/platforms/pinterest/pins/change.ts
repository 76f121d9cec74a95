import type { SimRequest, SimResponse } from '../../kit/server.ts'
import { boardFor, placeFor } from '../boards/access.ts'
import type { Caller } from '../calls.ts'
import { parseBody, pathId } from '../parse.ts'
import { invalidRequest, pinMissing, restricted } from '../problems.ts'
import type { Pinterest } from '../state.ts'
import { ownPin } from './access.ts'
import { acceptLink } from './link.ts'
import { place } from './place.ts'
import { pinSave, pinUpdate } from './schema.ts'
import { viewPin } from './view.ts'

/** PATCH /pins/{pin_id}, a beta that most apps lack. */
export function updatePin(pinterest: Pinterest, request: SimRequest, caller: Caller): SimResponse {
  if (!pinterest.settings.beta_features) throw restricted('pin_edit')
  const pin = ownPin(pinterest, request, caller)
  const asked = parseBody(pinUpdate, request)
  const { board_id: boardId = pin.boardId, board_section_id: sectionId = pin.sectionId } = asked
  placeFor(pinterest, caller, { boardId, sectionId })
  const { title = pin.title, description = pin.description, alt_text: altText = pin.altText } = asked
  const link = asked.link === undefined ? pin.link : acceptLink(pinterest, asked.link)
  const aiDisclosures = asked.ai_disclosures?.values ?? pin.aiDisclosures
  Object.assign(pin, { boardId, sectionId, title, description, altText, link, aiDisclosures })
  return { status: 200, body: viewPin(pinterest, request, pin, caller) }
}

export function deletePin(pinterest: Pinterest, request: SimRequest, caller: Caller): SimResponse {
  const pin = ownPin(pinterest, request, caller)
  const board = pinterest.state.boards[pin.boardId]
  if (board) board.modifiedAt = pinterest.clock.now()
  pinterest.state.pins = pinterest.state.pins.filter((one) => one !== pin)
  return { status: 204 }
}

/** POST /pins/{pin_id}/save: any Pin but one on somebody else's secret board. */
export function savePin(pinterest: Pinterest, request: SimRequest, caller: Caller): SimResponse {
  const pinId = pathId(request, 'pin_id')
  const original = pinterest.state.pins.find((one) => one.id === pinId && one.host === caller.host)
  if (!original) throw pinMissing()
  if (pinterest.state.boards[original.boardId]?.privacy === 'SECRET')
    boardFor(pinterest, caller, original.boardId, pinMissing)
  const { board_id: boardId, board_section_id: sectionId = null } = parseBody(pinSave, request)
  if (!boardId) throw invalidRequest('Invalid request: board_id: is a required property')
  placeFor(pinterest, caller, { boardId, sectionId })
  const { id, createdAt, listedAt, ...content } = structuredClone(original)
  const saved = place(pinterest, {
    ...content,
    accountId: caller.account.id,
    boardId,
    sectionId,
    parentPinId: id,
    sourceType: 'save',
    fetchedFrom: [],
    receivedAt: request.receivedAt,
    requestId: caller.requestId,
    lagMs: pinterest.settings.listing_lag_ms,
  })
  return { status: 201, body: viewPin(pinterest, request, saved, caller) }
}
