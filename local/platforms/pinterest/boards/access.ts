import type { Caller } from '../calls.ts'
import { boardMissing, missingScopes, notPermitted, sectionMissing } from '../problems.ts'
import type { Board, Pin, Pinterest } from '../state.ts'

type Viewer = Pick<Caller, 'account' | 'host' | 'scopes'>

/** Boards the caller owns or works on; secret ones only with the scope for them. */
export function visibleBoards(pinterest: Pinterest, viewer: Viewer): Board[] {
  return Object.values(pinterest.state.boards).filter(
    (board) =>
      board.host === viewer.host && isMember(board, viewer.account.id) && mayRead(board, viewer.scopes),
  )
}

/** The board, for its members; `missing` is what is said of one that isn't there. */
export function boardFor(pinterest: Pinterest, viewer: Viewer, id: string, missing = boardMissing): Board {
  const board = pinterest.state.boards[id]
  if (!board || board.host !== viewer.host) throw missing()
  if (!isMember(board, viewer.account.id)) throw board.privacy === 'SECRET' ? missing() : notPermitted()
  if (!mayRead(board, viewer.scopes)) throw missingScopes(['boards:read_secret'])
  return board
}

/** The board and section a Pin is put into. */
export function placeFor(
  pinterest: Pinterest,
  viewer: Viewer,
  { boardId, sectionId }: { boardId: string; sectionId: string | null },
): Board {
  const board = boardFor(pinterest, viewer, boardId)
  const secret = board.privacy === 'SECRET' ? ['boards:write_secret', 'pins:write_secret'] : []
  const missing = secret.filter((scope) => !viewer.scopes.includes(scope))
  if (missing.length > 0) throw missingScopes(missing)
  if (sectionId !== null && pinterest.state.sections[sectionId]?.boardId !== board.id) throw sectionMissing()
  return board
}

export function isMember(board: Board, accountId: string): boolean {
  return board.ownerId === accountId || board.collaborators.includes(accountId)
}

function mayRead(board: Board, scopes: string[]): boolean {
  return board.privacy !== 'SECRET' || scopes.includes('boards:read_secret')
}

/** The board's Pins that listings show by now. */
export function listedPins(pinterest: Pinterest, board: Board): Pin[] {
  const now = pinterest.clock.now()
  return pinterest.state.pins.filter((pin) => pin.boardId === board.id && pin.listedAt <= now)
}
