import { misfits, type Schema } from './misfits.ts'

/** What is looked at of an OpenAPI document. */
export interface Document {
  paths: Record<string, Record<string, Operation>>
  webhooks?: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

interface Operation {
  operationId: string
  security?: Record<string, string[]>[]
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[]
  requestBody?: { required?: boolean; content: Content }
  responses: Record<string, { headers?: object; content?: Content }>
}

type Content = Record<string, { schema: Schema }>

/**
 * What a client of the released document would stumble over today, a sentence each. Whatever was taken must be taken;
 * answers and webhooks lose nothing and get no other type. More fields, and more values of an enumeration, in answers are no break.
 */
export function breakingChanges(released: Document, today: Document): string[] {
  const [before, after] = [inlined(released), inlined(today)]
  return [
    ...each(before.paths, after.paths, operationChanges),
    ...each(before.webhooks, after.webhooks, (one, other) =>
      misfits('answer', 'body', [bodyOf(other.requestBody?.content), bodyOf(one.requestBody?.content)]),
    ),
  ]
}

type Changes = (before: Operation, after: Operation) => string[]

const each = (before: Document['paths'] = {}, after: Document['paths'] = {}, changes: Changes) =>
  Object.entries(before).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => {
      const now = after[path]?.[method]
      const found = now ? changes(operation, now) : ['is gone']
      return found.map((one) => `${method.toUpperCase()} ${path}: ${one}`)
    }),
  )

/** References replaced by what they refer to; a schema that contains itself has no end here. */
function inlined(document: Document): Document {
  const known = new Map<string, unknown>()
  const referred = (name: string) => {
    if (!known.has(name)) known.set(name, replace(document.components.schemas[name]))
    return known.get(name)
  }
  const replace = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(replace)
    const { $ref } = value as { $ref?: unknown }
    if (typeof $ref === 'string') return referred($ref.split('/').at(-1)!)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replace(inner)]))
  }
  const { paths, webhooks, components } = document
  return { paths: replace(paths), webhooks: replace(webhooks), components } as Document
}

const operationChanges: Changes = (before, after) => {
  const scopes = ({ security = [] }: Operation) => security.flatMap((one) => Object.entries(one).flat(2))
  const had = scopes(before)
  const body = { before: before.requestBody?.content ?? {}, after: after.requestBody?.content ?? {} }
  return [
    ...(before.operationId === after.operationId ? [] : [`is called ${after.operationId} now`]),
    ...scopes(after).flatMap((scope) => (had.includes(scope) ? [] : [`asks for ${scope} now`])),
    ...['path', 'query', 'header'].flatMap((place) =>
      misfits('request', place, [parametersOf(before, place), parametersOf(after, place)]),
    ),
    ...(after.requestBody?.required && !before.requestBody?.required ? ['body must be given now'] : []),
    ...Object.entries(body.before).flatMap(([type, { schema }]) =>
      body.after[type]
        ? misfits('request', 'body', [schema, body.after[type].schema])
        : [`body is not taken as ${type} any more`],
    ),
    ...Object.entries(before.responses).flatMap(([status, { content, headers = {} }]) => {
      const now = after.responses[status]
      if (!now) return Number(status) < 400 ? [`never answers ${status} any more`] : []
      const lost = Object.keys(headers).filter((name) => !Object.hasOwn(now.headers ?? {}, name))
      return [
        ...lost.map((name) => `${status} has no header ${name} any more`),
        ...misfits('answer', `${status}`, [bodyOf(now.content), bodyOf(content)]),
      ]
    }),
  ]
}

const bodyOf = (content: Content = {}): Schema => content['application/json']?.schema ?? {}

/** As an object that takes no other fields. */
function parametersOf({ parameters = [] }: Operation, place: string): Schema {
  const there = parameters.filter((one) => one.in === place)
  const properties = Object.fromEntries(there.map(({ name, schema }) => [name, schema]))
  const required = there.flatMap((one) => (one.required ? [one.name] : []))
  return { type: 'object', properties, required, additionalProperties: false }
}
