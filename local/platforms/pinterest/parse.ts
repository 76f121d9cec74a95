import type { z } from 'zod'
import type { SimRequest } from '../kit/server.ts'
import { invalidRequest } from './problems.ts'

/** Parses a JSON body, or refuses it with code 1, naming field and rule. */
export function parseBody<T>(schema: z.ZodType<T>, request: SimRequest): T {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json'))
    throw invalidRequest('Invalid request: the content type is not application/json')
  const body = request.json()
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const field = issue.path.map(String).join('.') || 'body'
  throw invalidRequest(`Invalid request: ${field}: ${rule(issue, valueAt(body, issue.path))}`)
}

// The pattern and the maxItems form were seen by other projects; the rest follows them.
function rule(issue: z.core.$ZodIssue, value: unknown): string {
  const shown = typeof value === 'string' ? `'${value.slice(0, 80)}'` : JSON.stringify(value)
  if (issue.code === 'unrecognized_keys')
    return `Additional properties are not allowed ('${issue.keys[0]}' was unexpected)`
  if (issue.code === 'invalid_format' && issue.pattern)
    return `${shown} does not match '${issue.pattern.slice(1, -1)}'`
  if (issue.code === 'too_big') return `constraint: max${measured(issue.origin)}=${issue.maximum}`
  if (issue.code === 'too_small') return `constraint: min${measured(issue.origin)}=${issue.minimum}`
  if (issue.code === 'invalid_value') return `${shown} is not one of ${JSON.stringify(issue.values)}`
  if (value === undefined) return 'is a required property'
  return `${shown} is not valid: ${issue.message}`
}

function measured(origin: string): string {
  return ({ string: 'Length', array: 'Items' } as Record<string, string>)[origin] ?? 'imum'
}

function valueAt(body: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined,
    body,
  )
}

/** An id in the path; anything but digits is refused as the pattern says. */
export function pathId(request: SimRequest, name: string): string {
  const id = request.params[name] ?? ''
  if (!/^\d+$/.test(id)) throw invalidRequest(`Invalid request: ${name}: '${id}' does not match '^\\d+$'`)
  return id
}

/** A query parameter that must be one of a list. */
export function choice<T extends string>(
  request: SimRequest,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const value = request.url.searchParams.get(name)
  if (value === null) return undefined
  if (!(allowed as readonly string[]).includes(value))
    throw invalidRequest(`Invalid request: ${name}: '${value}' is not one of ${JSON.stringify(allowed)}`)
  return value as T
}
