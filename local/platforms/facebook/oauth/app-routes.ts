import type { Route, SimRequest } from '../../kit/server.ts'
import { GraphError } from '../../meta/graph-error.ts'
import { readParameters } from '../../meta/parameters.ts'
import { checkVersion, refuse, versionPath } from '../call.ts'
import { scriptedError } from '../errors.ts'
import type { Facebook } from '../state.ts'
import { exchange } from './access-token.ts'
import { debugToken } from './debug-token.ts'

/** Calls of graph.facebook.com made by an app rather than for a person or Page. */
export function appRoutes(facebook: Facebook): Route[] {
  const routes = [
    { method: 'GET', path: '/oauth/access_token', answer: exchange },
    { method: 'POST', path: '/oauth/access_token', answer: exchange },
    { method: 'GET', path: '/debug_token', answer: debugToken },
  ]
  return routes.flatMap(({ method, path, answer }) =>
    ['', versionPath].map((version) => ({
      method,
      path: version + path,
      // One name for both methods: a client uses one of them.
      name: `GET ${path}`,
      async run(request: SimRequest) {
        try {
          checkVersion(request)
          const refused = request.fault('refuse')
          if (refused) throw scriptedError(refused, 1)
          return { status: 200, body: answer(facebook, await readParameters(request), request) }
        } catch (error) {
          throw error instanceof GraphError ? refuse(error) : error
        }
      },
    })),
  )
}
