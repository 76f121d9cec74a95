import { type Field, parseFields, type Readers, readNode } from '../meta/fields.ts'
import { invalidParameter } from '../meta/general-errors.ts'
import { type Parameters, text } from '../meta/parameters.ts'
import type { Call } from './call.ts'
import type { Facebook } from './state.ts'

export function askedFields(parameters: Parameters): Field[] {
  const fields = text(parameters, 'fields')
  return fields ? parseFields(fields) : []
}

/** Meta writes times without milliseconds and with a numeric zone. */
export function timestamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+0000`
}

/** Names of a node that are known and empty here. */
export function empty(names: string): Readers {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, () => undefined]))
}

/** An object inside a node: the asked keys of it, or all. */
export function part(
  type: string,
  values: Record<string, unknown>,
  nested: Field[],
): Record<string, unknown> {
  const readers: Readers = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, (deeper: Field[]) => within(value, deeper)]),
  )
  const { id, ...rest } = readNode({ type, readers, defaults: Object.keys(values) }, nested)
  return id === undefined ? rest : { ...rest, id }
}

function within(value: unknown, nested: Field[]): unknown {
  if (nested.length === 0 || typeof value !== 'object' || value === null) return value
  const { data } = value as { data?: unknown }
  if (Array.isArray(data)) return { data: data.map((entry) => within(entry, nested)) }
  return part('object', value as Record<string, unknown>, nested)
}

/** `true` or `false`, and nothing else. */
export function boolean(parameters: Parameters, name: string): boolean | undefined {
  const value = parameters[name]
  if (value === undefined || value === '') return undefined
  if (value === true || value === 'true' || value === 1 || value === '1') return true
  if (value === false || value === 'false' || value === 0 || value === '0') return false
  throw invalidParameter(`Param ${name} must be a boolean`)
}

export function oneOf<T extends string>(
  parameters: Parameters,
  name: string,
  values: readonly T[],
): T | undefined {
  const value = text(parameters, name)
  if (value === undefined) return undefined
  if (!values.includes(value as T))
    throw invalidParameter(`Param ${name} must be one of {${values.join(', ')}} - got "${value}".`)
  return value as T
}

interface Listed<Row> {
  rows: Row[]
  cursor(row: Row): string
  view(row: Row): unknown
  most?: number
}

/** One page of a listing: `limit`, `after`, cursors, and a `next` that carries the token as the real one does. */
export function paged<Row>(facebook: Facebook, call: Call, listed: Listed<Row>): unknown {
  const { rows, view, most = 100 } = listed
  const asked = Number(text(call.parameters, 'limit') ?? 25)
  if (!Number.isInteger(asked) || asked < 1 || asked > 100)
    throw invalidParameter('Param limit must be a number between 1 and 100')
  const limit = Math.min(asked, most)
  const cursorOf = (row: Row) => Buffer.from(`cursor:${listed.cursor(row)}`).toString('base64url')
  const after = text(call.parameters, 'after')
  const start = after ? rows.findIndex((row) => cursorOf(row) === after) + 1 : 0
  const shown = rows.slice(start, start + limit)
  const [first, last] = [shown[0], shown.at(-1)]
  if (first === undefined || last === undefined) return { data: [] }
  const cursors = { before: cursorOf(first), after: cursorOf(last) }
  const data = shown.map(view)
  if (start + limit >= rows.length) return { data, paging: { cursors } }
  const next = new URL(call.request.path, facebook.url)
  next.search = new URLSearchParams({
    ...Object.fromEntries(call.request.url.searchParams),
    access_token: call.token.value,
    after: cursors.after,
  }).toString()
  return { data, paging: { cursors, next: next.href } }
}
