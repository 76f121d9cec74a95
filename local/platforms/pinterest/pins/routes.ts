import type { Route } from '../../kit/server.ts'
import { apiCall } from '../calls.ts'
import type { Pinterest } from '../state.ts'
import { readablePin } from './access.ts'
import { deletePin, savePin, updatePin } from './change.ts'
import { listPins } from './list.ts'
import { writeScopes } from './scopes.ts'
import { viewPin } from './view.ts'

/** Reading, changing, removing and saving Pins. */
export function pinRoutes(pinterest: Pinterest): Route[] {
  const read = { scopes: ['boards:read', 'pins:read'], category: 'org_read' } as const
  const write = { scopes: writeScopes, category: 'org_write' } as const
  return [
    ...apiCall(pinterest, {
      method: 'GET',
      path: '/pins',
      ...read,
      run: (request, caller) => listPins(pinterest, request, caller),
    }),
    ...apiCall(pinterest, {
      method: 'GET',
      path: '/pins/:pin_id',
      ...read,
      run(request, caller) {
        const pin = readablePin(pinterest, request, caller)
        return { status: 200, body: viewPin(pinterest, request, pin, caller) }
      },
    }),
    ...apiCall(pinterest, {
      method: 'PATCH',
      path: '/pins/:pin_id',
      ...write,
      run: (request, caller) => updatePin(pinterest, request, caller),
    }),
    ...apiCall(pinterest, {
      method: 'DELETE',
      path: '/pins/:pin_id',
      ...write,
      run: (request, caller) => deletePin(pinterest, request, caller),
    }),
    ...apiCall(pinterest, {
      method: 'POST',
      path: '/pins/:pin_id/save',
      ...write,
      run: (request, caller) => savePin(pinterest, request, caller),
    }),
  ]
}
