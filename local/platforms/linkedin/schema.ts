import type { z } from 'zod'
import type { SimRequest } from '../kit/server.ts'
import { refusal, schemaRefusal } from './errors.ts'

/** Reads a JSON body by its schema, or refuses it in the words of rest.li. */
export function readBody<T>(request: SimRequest, schema: z.ZodType<T>): T {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json'))
    throw refusal({ status: 415, message: 'Unsupported Media Type' })
  const body = request.json()
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw schemaRefusal(result.error.issues.flatMap((issue) => complaints(issue, body)))
}

function complaints(issue: z.core.$ZodIssue, body: unknown): string[] {
  const at = issue.path.map((part) => `/${String(part)}`).join('')
  const value = issue.path.reduce<unknown>(
    (inner, part) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[part],
    body,
  )
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${at}/${key} :: unrecognized field found but not allowed`)
  if (value === undefined) return [`${at} :: field is required but not found and has no default value`]
  if (issue.code === 'invalid_value') return [`${at} :: ${JSON.stringify(value)} is not an enum symbol`]
  if (issue.code === 'invalid_type')
    return [`${at} :: ${JSON.stringify(value)} cannot be coerced to ${restliType(issue.expected)}`]
  return [`${at} :: ${issue.message}`]
}

function restliType(expected: string): string {
  const names: Record<string, string> = { string: 'String', boolean: 'Boolean', int: 'Long', number: 'Long' }
  return names[expected] ?? expected
}
