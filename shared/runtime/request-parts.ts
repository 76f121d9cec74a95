import type * as z from 'zod/mini'
import type { Route } from '../api/route.ts'
import { AppError, type Violation } from '../domain/errors.ts'
import type { ApiEvent } from './caller.ts'

const maxBodyBytes = 1_000_000

/** Size and type of the body, before anything reads it. */
export function checkMedia(route: Route, event: ApiEvent): void {
  if (!route.body) return
  const bytes = Buffer.byteLength(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
  const most = route.maxBodyBytes ?? maxBodyBytes
  if (bytes > most) throw new AppError('payload_too_large', `The body is over ${most / 1_000_000} MB.`)
  if (bytes === 0) {
    if (!route.bodyOptional)
      throw invalid([{ path: 'body', rule: 'required', message: 'A JSON body is required.' }])
    event.body = 'null'
    return
  }
  const allowed = route.bodyTypes ?? ['application/json']
  const type = event.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (!type || !allowed.includes(type))
    throw new AppError('unsupported_media_type', `The body must be ${allowed.join(' or ')}.`)
}

/** The body by its schema. */
export const checkBody = (route: Route, body: unknown) =>
  route.body ? parsePart(route.body, body, 'body') : undefined

/** One part of the request by its schema, or `invalid_input` naming every path and rule. */
export function parsePart(
  schema: z.ZodMiniType | undefined,
  value: unknown,
  part: 'path' | 'query' | 'body',
): unknown {
  if (!schema) return {}
  const read = schema.safeParse(value)
  if (read.success) return read.data
  throw invalid(read.error.issues.flatMap((issue) => violationsOf(issue, part)))
}

function violationsOf(issue: z.core.$ZodIssue, part: string): Violation[] {
  const at = (path: readonly PropertyKey[]) =>
    [...(part === 'body' ? [] : [part]), ...path.map(String)].join('.') || part
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: at([...issue.path, key]),
      rule: 'unknown_field',
      message: `There is no field ${key}.`,
    }))
  return [{ path: at(issue.path), rule: issue.code, message: issue.message }]
}

const invalid = (violations: Violation[]) =>
  new AppError('invalid_input', violations.map(({ path, message }) => `${path}: ${message}`).join(' '), {
    violations,
  })

/** 1–255 printable ASCII characters, or undefined when not sent. */
export function idempotencyKey(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  if (/^[\x20-\x7e]{1,255}$/.test(value)) return value
  throw invalid([
    { path: 'header.Idempotency-Key', rule: 'format', message: 'It must be 1 to 255 printable characters.' },
  ])
}
