import type { z } from 'zod'
import { type Complaint, invalidRequest } from './problems.ts'
import type { XContext } from './state.ts'

/** Parses a JSON body, or refuses it in X's words. */
export function parse<T>(context: XContext, schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw invalidRequest(context, ...result.error.issues.flatMap((issue) => complaints(issue, body)))
}

function complaints(issue: z.core.$ZodIssue, body: unknown): Complaint[] {
  const at = (path: PropertyKey[]) =>
    ['$', ...path].reduce<string>(
      (text, part) =>
        typeof part === 'number'
          ? `${text}[${part}]`
          : text === ''
            ? String(part)
            : `${text}.${String(part)}`,
      '',
    )
  const value = valueAt(body, issue.path)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      parameters: { [at([...issue.path, key])]: [JSON.stringify(valueAt(body, [...issue.path, key]))] },
      message: `${at([...issue.path, key])}: is not defined in the schema and the schema does not allow additional properties`,
    }))
  }
  if (issue.code === 'invalid_type' && value === undefined) {
    const parent = issue.path.slice(0, -1)
    return [
      {
        parameters: { [at(parent)]: [JSON.stringify(valueAt(body, parent))] },
        message: `${at(issue.path)}: is missing but it is required`,
      },
    ]
  }
  return [
    {
      parameters: { [at(issue.path)]: [JSON.stringify(value)] },
      message: `${at(issue.path)}: ${issue.message}`,
    },
  ]
}

function valueAt(body: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined,
    body,
  )
}
