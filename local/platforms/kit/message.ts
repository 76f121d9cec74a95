import type { Fault } from './faults.ts'

export interface SimRequest {
  method: string
  url: URL
  path: string
  params: Record<string, string>
  headers: Record<string, string>
  raw: Buffer
  /** The simulator's clock when the head arrived. */
  receivedAt: number
  /** The parsed JSON body; throws a `Refusal` with status 400 when it isn't JSON. */
  json(): unknown
  form(): URLSearchParams
  multipart(): Promise<FormData>
  /** Takes one armed fault of a kind that only this network knows, if this request is meant. */
  fault(kind: string): Fault | undefined
}

export interface SimResponse {
  status: number
  headers?: Record<string, string>
  /** An object goes out as JSON, a string (HTML unless told otherwise) or Buffer as it is. */
  body?: unknown
  /** The route acted, and the connection is cut instead of this answer. */
  cut?: true
}

export interface Route {
  method: string
  /** '/2/tweets/:id'; a parameter may be narrowed: '/:version(v\\d+\\.0)/me'. First match wins. */
  path: string
  /** What faults and the request log call it, e.g. 'POST /2/tweets'; several routes may share one. */
  name: string
  run(request: SimRequest): Promise<SimResponse> | SimResponse
}

/** Thrown inside a route to answer at once. */
export class Refusal extends Error {
  response: SimResponse
  constructor(response: SimResponse) {
    super(`answered ${response.status}`)
    this.name = 'Refusal'
    this.response = response
  }
}

/** Turns a route path into a matcher that returns its parameters. */
export function pathMatcher(pattern: string): (path: string) => Record<string, string> | undefined {
  const names: string[] = []
  const source = pattern
    .split('/')
    .map((segment) => {
      const parameter = /^:(\w+)(?:\((.+)\))?$/.exec(segment)
      if (!parameter) return segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      names.push(parameter[1]!)
      return `(${parameter[2] ?? '[^/]+'})`
    })
    .join('/')
  const expression = new RegExp(`^${source}/?$`)
  return (path) => {
    const found = expression.exec(path)
    if (!found) return undefined
    return Object.fromEntries(names.map((name, index) => [name, decode(found[index + 1]!)]))
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** The body readers of a request. */
export function bodyReaders(
  raw: Buffer,
  contentType: string,
): Pick<SimRequest, 'json' | 'form' | 'multipart'> {
  return {
    json() {
      try {
        return JSON.parse(raw.toString('utf8'))
      } catch {
        throw new Refusal({ status: 400, body: { error: 'the body is not JSON' } })
      }
    },
    form: () => new URLSearchParams(raw.toString('utf8')),
    async multipart() {
      try {
        return await new Response(new Uint8Array(raw), {
          headers: { 'content-type': contentType },
        }).formData()
      } catch {
        throw new Refusal({ status: 400, body: { error: 'the body is not multipart/form-data' } })
      }
    },
  }
}

/** A browser page of another origin is asking. */
export function crossSite(request: SimRequest): boolean {
  if (request.headers['sec-fetch-site'] === 'cross-site') return true
  const { origin } = request.headers
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== request.url.host)
}
