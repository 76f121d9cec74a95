import { z } from 'zod'
import type { SimRequest, SimResponse } from '../../kit/server.ts'
import type { Caller } from '../calls.ts'
import { nextId } from '../ids.ts'
import { parseBody, pathId } from '../parse.ts'
import { boardNameTaken, missingScopes, notPermitted } from '../problems.ts'
import type { Board, Pinterest } from '../state.ts'
import { boardFor } from './access.ts'
import { viewBoard } from './view.ts'

// BoardCreate and BoardWithUpdatePrivacyUpdate of specification 5.23.0.
const boardCreate = z.strictObject({
  name: z.string().min(1),
  description: z.string().nullish(),
  privacy: z.enum(['PUBLIC', 'PROTECTED', 'SECRET']).optional(),
  is_ads_only: z.boolean().optional(),
})
const boardUpdate = z.strictObject({
  name: z.string().min(1).optional(),
  description: z.string().nullish(),
  privacy: z.enum(['PUBLIC', 'SECRET']).optional(),
})

export function createBoard(pinterest: Pinterest, request: SimRequest, caller: Caller): SimResponse {
  const asked = parseBody(boardCreate, request)
  const privacy = asked.privacy ?? 'PUBLIC'
  if (privacy === 'SECRET' && !caller.scopes.includes('boards:write_secret'))
    throw missingScopes(['boards:write_secret'])
  checkName(pinterest, caller, asked.name)
  const now = pinterest.clock.now()
  const board: Board = {
    id: nextId(pinterest),
    host: caller.host,
    ownerId: caller.account.id,
    name: asked.name,
    description: asked.description ?? null,
    privacy,
    isAdsOnly: asked.is_ads_only ?? false,
    collaborators: [],
    createdAt: now,
    modifiedAt: now,
  }
  pinterest.state.boards[board.id] = board
  return { status: 201, body: viewBoard(pinterest, board) }
}

export function updateBoard(pinterest: Pinterest, request: SimRequest, caller: Caller): SimResponse {
  const board = ownBoard(pinterest, request, caller)
  const asked = parseBody(boardUpdate, request)
  if (asked.name !== undefined && asked.name !== board.name) checkName(pinterest, caller, asked.name)
  board.name = asked.name ?? board.name
  board.privacy = asked.privacy ?? board.privacy
  if (asked.description !== undefined) board.description = asked.description
  return { status: 200, body: viewBoard(pinterest, board) }
}

/** The board goes with its sections and Pins. */
export function deleteBoard(pinterest: Pinterest, request: SimRequest, caller: Caller): SimResponse {
  const { id } = ownBoard(pinterest, request, caller)
  const { state } = pinterest
  delete state.boards[id]
  for (const section of Object.values(state.sections))
    if (section.boardId === id) delete state.sections[section.id]
  state.pins = state.pins.filter((pin) => pin.boardId !== id)
  return { status: 204 }
}

function ownBoard(pinterest: Pinterest, request: SimRequest, caller: Caller): Board {
  const board = boardFor(pinterest, caller, pathId(request, 'board_id'))
  if (board.ownerId !== caller.account.id) throw notPermitted()
  return board
}

function checkName(pinterest: Pinterest, { account, host }: Caller, name: string): void {
  const isTaken = Object.values(pinterest.state.boards).some(
    (board) =>
      board.host === host && board.ownerId === account.id && board.name.toLowerCase() === name.toLowerCase(),
  )
  if (isTaken) throw boardNameTaken()
}
