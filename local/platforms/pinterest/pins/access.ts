import type { SimRequest } from '../../kit/server.ts'
import { isMember } from '../boards/access.ts'
import type { Caller } from '../calls.ts'
import { pathId } from '../parse.ts'
import { notPermitted, pinMissing } from '../problems.ts'
import type { Pin, Pinterest } from '../state.ts'

/** Pins of a secret board are read with both secret scopes only. */
export function mayRead(pinterest: Pinterest, pin: Pin, { scopes }: Caller): boolean {
  return (
    pinterest.state.boards[pin.boardId]?.privacy !== 'SECRET' ||
    ['boards:read_secret', 'pins:read_secret'].every((scope) => scopes.includes(scope))
  )
}

/** The Pin named in the path, if it is the caller's or on a board of theirs. */
export function readablePin(pinterest: Pinterest, request: SimRequest, caller: Caller): Pin {
  const id = pathId(request, 'pin_id')
  const pin = pinterest.state.pins.find((one) => one.id === id && one.host === caller.host)
  const board = pin && pinterest.state.boards[pin.boardId]
  if (!pin || !board) throw pinMissing()
  const isTheirs = pin.accountId === caller.account.id || isMember(board, caller.account.id)
  if (!isTheirs || !mayRead(pinterest, pin, caller)) throw notPermitted()
  return pin
}

/** The Pin named in the path, if the caller made it or owns its board. */
export function ownPin(pinterest: Pinterest, request: SimRequest, caller: Caller): Pin {
  const pin = readablePin(pinterest, request, caller)
  const owners = [pin.accountId, pinterest.state.boards[pin.boardId]?.ownerId]
  if (!owners.includes(caller.account.id)) throw notPermitted()
  return pin
}
