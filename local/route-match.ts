import type { Route } from '../shared/api/route.ts'

export interface Match {
  route: Route
  params: Record<string, string>
}

/** Finds a route by method and path (as sent, validly encoded); a fixed segment wins over a parameter, a trailing slash is served too. */
export function routeMatcher(basePath: string, routes: readonly Route[]) {
  const table = routes
    .map((route) => ({ route, segments: `${basePath}${route.path}`.split('/') }))
    .sort((a, b) => (rank(a.segments) < rank(b.segments) ? -1 : 1))
  return (method: string, path: string): Match | undefined => {
    const given = path.replace(/(?<=.)\/$/, '').split('/')
    for (const { route, segments } of table) {
      if (route.method !== method) continue
      const params = paramsIn(segments, given)
      if (params) return { route, params }
    }
    return undefined
  }
}

const name = (segment: string) => /^\{(.+)\}$/.exec(segment)?.[1]
const rank = (segments: string[]) => segments.map((segment) => (name(segment) ? '1' : '0')).join('')

function paramsIn(segments: string[], given: string[]): Record<string, string> | undefined {
  if (segments.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, segment] of segments.entries()) {
    const value = given[index]!
    const parameter = name(segment)
    if (parameter === undefined ? segment !== value : value === '') return undefined
    if (parameter !== undefined) params[parameter] = decodeURIComponent(value)
  }
  return params
}
