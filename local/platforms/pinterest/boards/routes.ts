import type { Route, SimRequest, SimResponse } from '../../kit/server.ts'
import { apiCall, type Caller } from '../calls.ts'
import { page } from '../paging.ts'
import { choice, pathId } from '../parse.ts'
import { viewPin } from '../pins/view.ts'
import { listedBoardMissing } from '../problems.ts'
import type { Pinterest } from '../state.ts'
import { boardFor, listedPins, visibleBoards } from './access.ts'
import { createBoard, deleteBoard, updateBoard } from './change.ts'
import { viewBoard } from './view.ts'

const filters = ['ALL', 'PUBLIC', 'PROTECTED', 'SECRET', 'PUBLIC_AND_SECRET'] as const

export function boardRoutes(pinterest: Pinterest): Route[] {
  const read = { scopes: ['boards:read'], category: 'org_read' } as const
  const write = { scopes: ['boards:read', 'boards:write'], category: 'org_write' } as const
  return [
    ...apiCall(pinterest, {
      method: 'GET',
      path: '/boards',
      ...read,
      run: (request, caller) => listBoards(pinterest, request, caller),
    }),
    ...apiCall(pinterest, {
      method: 'POST',
      path: '/boards',
      ...write,
      run: (request, caller) => createBoard(pinterest, request, caller),
    }),
    ...apiCall(pinterest, {
      method: 'GET',
      path: '/boards/:board_id',
      ...read,
      run: (request, caller) => ({
        status: 200,
        body: viewBoard(pinterest, boardFor(pinterest, caller, pathId(request, 'board_id'))),
      }),
    }),
    ...apiCall(pinterest, {
      method: 'PATCH',
      path: '/boards/:board_id',
      ...write,
      run: (request, caller) => updateBoard(pinterest, request, caller),
    }),
    ...apiCall(pinterest, {
      method: 'DELETE',
      path: '/boards/:board_id',
      ...write,
      run: (request, caller) => deleteBoard(pinterest, request, caller),
    }),
    ...apiCall(pinterest, {
      method: 'GET',
      path: '/boards/:board_id/pins',
      scopes: ['boards:read', 'pins:read'],
      category: 'org_read',
      run: (request, caller) => listBoardPins(pinterest, request, caller),
    }),
  ]
}

function listBoards(pinterest: Pinterest, request: SimRequest, caller: Caller): SimResponse {
  const filter = choice(request, 'privacy', filters) ?? 'ALL'
  const shown = visibleBoards(pinterest, caller).filter(
    ({ privacy }) => filter === 'ALL' || filter.split('_AND_').includes(privacy),
  )
  const { items, bookmark } = page(pinterest, request, shown)
  return { status: 200, body: { items: items.map((board) => viewBoard(pinterest, board)), bookmark } }
}

function listBoardPins(pinterest: Pinterest, request: SimRequest, caller: Caller): SimResponse {
  const board = boardFor(pinterest, caller, pathId(request, 'board_id'), listedBoardMissing)
  const { items, bookmark } = page(pinterest, request, listedPins(pinterest, board))
  return {
    status: 200,
    body: { items: items.map((pin) => viewPin(pinterest, request, pin, caller)), bookmark },
  }
}
