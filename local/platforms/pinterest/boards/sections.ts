import { z } from 'zod'
import type { Route, SimRequest } from '../../kit/server.ts'
import { apiCall, type Caller } from '../calls.ts'
import { nextId } from '../ids.ts'
import { page } from '../paging.ts'
import { parseBody, pathId } from '../parse.ts'
import { viewPin } from '../pins/view.ts'
import { sectionMissing } from '../problems.ts'
import type { Pinterest, Section } from '../state.ts'
import { boardFor, listedPins } from './access.ts'

// BoardSection of specification 5.23.0.
const sectionBody = z.strictObject({ name: z.string().min(1).max(180) })

const view = ({ id, name }: Section) => ({ id, name })

/** Sections of a board: listing, making and removing them, and their Pins. */
export function sectionRoutes(pinterest: Pinterest): Route[] {
  const read = { scopes: ['boards:read'], category: 'org_read' } as const
  const write = { scopes: ['boards:read', 'boards:write'], category: 'org_write' } as const
  const boardOf = (request: SimRequest, caller: Caller) =>
    boardFor(pinterest, caller, pathId(request, 'board_id'))
  const sectionOf = (request: SimRequest, boardId: string) => {
    const section = pinterest.state.sections[pathId(request, 'section_id')]
    if (section?.boardId !== boardId) throw sectionMissing()
    return section
  }
  return [
    ...apiCall(pinterest, {
      method: 'GET',
      path: '/boards/:board_id/sections',
      ...read,
      run(request, caller) {
        const board = boardOf(request, caller)
        const all = Object.values(pinterest.state.sections).filter(({ boardId }) => boardId === board.id)
        const { items, bookmark } = page(pinterest, request, all)
        return { status: 200, body: { items: items.map(view), bookmark } }
      },
    }),
    ...apiCall(pinterest, {
      method: 'POST',
      path: '/boards/:board_id/sections',
      ...write,
      run(request, caller) {
        const boardId = boardOf(request, caller).id
        const section = { id: nextId(pinterest), boardId, name: parseBody(sectionBody, request).name }
        pinterest.state.sections[section.id] = section
        return { status: 201, body: view(section) }
      },
    }),
    ...apiCall(pinterest, {
      method: 'DELETE',
      path: '/boards/:board_id/sections/:section_id',
      ...write,
      run(request, caller) {
        const { id } = sectionOf(request, boardOf(request, caller).id)
        delete pinterest.state.sections[id]
        pinterest.state.pins = pinterest.state.pins.filter((pin) => pin.sectionId !== id)
        return { status: 204 }
      },
    }),
    ...apiCall(pinterest, {
      method: 'GET',
      path: '/boards/:board_id/sections/:section_id/pins',
      scopes: ['boards:read', 'pins:read'],
      category: 'org_read',
      run(request, caller) {
        const board = boardOf(request, caller)
        const { id } = sectionOf(request, board.id)
        const all = listedPins(pinterest, board).filter((pin) => pin.sectionId === id)
        const { items, bookmark } = page(pinterest, request, all)
        return {
          status: 200,
          body: { items: items.map((pin) => viewPin(pinterest, request, pin, caller)), bookmark },
        }
      },
    }),
  ]
}
