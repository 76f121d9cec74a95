import type { SimRequest, SimResponse } from '../../kit/server.ts'
import type { Caller } from '../calls.ts'
import { page } from '../paging.ts'
import { choice } from '../parse.ts'
import { invalidRequest } from '../problems.ts'
import type { Pin, Pinterest } from '../state.ts'
import { mayRead } from './access.ts'
import { creativeType, viewPin } from './view.ts'

const creativeTypes =
  `REGULAR VIDEO SHOPPING CAROUSEL MAX_VIDEO SHOP_THE_PIN COLLECTION IDEA SHOWCASE QUIZ COLLAGE
  MAX_WIDTH_REGULAR_COLLECTION MAX_WIDTH_VIDEO_COLLECTION`.split(/\s+/)

const filters = {
  exclude_native: (pin: Pin) => pin.parentPinId !== null,
  exclude_repins: (pin: Pin) => pin.parentPinId === null,
  has_been_promoted: () => false,
}

/** GET /pins: the caller's own, as far as listings show them by now. */
export function listPins(pinterest: Pinterest, request: SimRequest, caller: Caller): SimResponse {
  const names = Object.keys(filters) as (keyof typeof filters)[]
  const filter = choice(request, 'pin_filter', names)
  choice(request, 'pin_metrics', ['true', 'false'])
  choice(request, 'include_protected_pins', ['true', 'false'])
  choice(request, 'pin_type', ['PRIVATE'])
  const kinds = request.url.searchParams.getAll('creative_types').flatMap((value) => value.split(','))
  const unknown = kinds.find((kind) => !creativeTypes.includes(kind))
  if (unknown) throw invalidRequest(`Invalid request: creative_types: '${unknown}' is not a creative type`)
  const now = pinterest.clock.now()
  const pins = pinterest.state.pins
    .filter((pin) => pin.accountId === caller.account.id && pin.host === caller.host && pin.listedAt <= now)
    .filter((pin) => mayRead(pinterest, pin, caller))
    .filter((pin) => kinds.length === 0 || kinds.includes(creativeType(pin)))
    .filter((pin) => !filter || filters[filter](pin))
  const { items, bookmark } = page(pinterest, request, pins)
  return {
    status: 200,
    body: { items: items.map((pin) => viewPin(pinterest, request, pin, caller)), bookmark },
  }
}
