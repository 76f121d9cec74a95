import * as z from 'zod/mini'
import type { Failure } from '../../domain/failure.ts'
import type { Armed, Finding, PostContext } from '../contract.ts'
import { read, time } from './answers.ts'
import { readHandles } from './handles.ts'
import { type ListedPin, listPins } from './list-pins.ts'
import { matchesOf } from './match.ts'
import { boardOf } from './pin.ts'
import { pinUrl } from './pin-url.ts'
import { apiVersion } from './version.ts'

/** Clocks differ: the window begins this much before the arming. */
export const windowLeadMs = 120_000
/** A board's time and its newest Pin's are not written in one moment. */
const boardTimeMs = 10_000
/** Of 250 Pins. */
const maxPages = 20

const board = z.object({ board_pins_modified_at: time })

/** Looks for the Pin on its board, then among all of the account, and asks the board whether it hides one. */
export async function find(context: PostContext, armed: Armed): Promise<Finding> {
  const boardId = boardOf(context)
  const since = armed.armed_at - windowLeadMs
  const known = new Set(readHandles(context.handles)?.known)
  const isNew = ({ id }: ListedPin) => !known.has(id)
  const seen = (pins: ListedPin[]): Finding => ({
    kind: 'seen',
    posts: pins.map(({ id, created_at }) => ({
      id,
      url: pinUrl(context, id),
      created_at: created_at ?? armed.armed_at,
    })),
  })

  const onBoard = await listPins(context, { boardId, since, maxPages })
  const there = matchesOf(context, onBoard.pins.filter(isNew))
  if (there.same.length > 0) return seen(there.same)

  const ofAccount = await listPins(context, { since, maxPages })
  const pins = ofAccount.pins.filter((pin) => pin.board_id === boardId)
  const anywhere = matchesOf(context, pins.filter(isNew))
  if (anywhere.same.length > 0) return seen(anywhere.same)

  if (there.otherLink.length + anywhere.otherLink.length > 0)
    return open('other-link', 'A Pin with the same words but another link is on the board.')
  if (!onBoard.complete || !ofAccount.complete)
    return open('listing-too-long', 'The Pins since then are more than can be looked through.')
  if (await hidesPin(context, { since, pins: [...onBoard.pins, ...pins] }))
    return open('board-ahead', 'The board has changed since, but does not show how.')
  return seen([])
}

/** Whether the board was changed later than its newest Pin that is shown: its listing lags, or a Pin was removed. */
async function hidesPin(
  { network, accessToken, target }: PostContext,
  { since, pins }: { since: number; pins: ListedPin[] },
): Promise<boolean> {
  const answer = await network.call({
    method: 'GET',
    url: `${network.hosts.api}/${apiVersion}/boards/${boardOf({ target })}`,
    route: 'GET /boards/:id',
    token: accessToken,
  })
  const modified = read(board, answer).board_pins_modified_at
  if (modified === undefined || modified < since) return false
  return pins.every(({ created_at = 0 }) => created_at + boardTimeMs < modified)
}

const open = (row: string, message: string): Finding => {
  const failure: Failure = { class: 'unknown', userMessage: message, details: { message }, row }
  return { kind: 'unknown', failure }
}
