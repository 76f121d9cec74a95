import * as z from 'zod'
import { catalogue } from '../domain/errors.ts'
import type { Route } from './route.ts'
import { basePath, routes } from './routes.ts'
import { ErrorDetail, GatewayRefusal } from './schemas.ts'

type Json = Record<string, unknown>

/** A network's own options as JSON Schema, and their name among the schemas. */
export interface NamedSchema {
  component: string
  schema: Json
}

/**
 * The contract as OpenAPI 3.1, derived from the route table.
 * @param options what `platform_specific_options` may hold, for every network and post type
 */
export function openApiDocument(serverUrl: string, options: readonly NamedSchema[]): Json {
  const components: Json = {}
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = `${basePath}${route.path}`
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, components) }
  }
  publishOptions(components, options)
  return {
    openapi: '3.1.0',
    info: {
      title: 'CreativeFlow Social Publishing',
      version: '0.1.0',
      description:
        'Connects social accounts and publishes creatives to them, exactly once and on the second.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    security: [{ bearer: [] }],
    paths,
    components: {
      schemas: components,
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}

/** In place of "any object": one of the networks' schemas, each by its title. */
function publishOptions(components: Json, options: readonly NamedSchema[]): void {
  const { description } = components.PlatformOptions as Json
  const anyOf = options.map(({ component }) => ({ $ref: `#/components/schemas/${component}` }))
  components.PlatformOptions = { description, anyOf }
  for (const { component, schema } of options) components[component] = schema
}

function operation(route: Route, components: Json): Json {
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(route.scope === null ? { security: [] } : { description: `Needs the scope \`${route.scope}\`.` }),
    parameters: parameters(route, components),
    ...(route.body ? { requestBody: requestBody(route, components) } : {}),
    responses: responses(route, components),
  }
}

function parameters(route: Route, components: Json): Json[] {
  const of = (schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] => {
    if (!schema) return []
    const { properties = {}, required = [] } = toJson(schema, 'input', components) as {
      properties?: Record<string, Json>
      required?: string[]
    }
    return Object.entries(properties).map(([name, inner]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: inner,
    }))
  }
  const idempotency = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'The same key and body give the same answer; another body is refused.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  }
  return [
    ...of(route.params, 'path'),
    ...of(route.query, 'query'),
    ...(route.idempotent ? [idempotency] : []),
  ]
}

const requestBody = (route: Route, components: Json): Json => ({
  required: !route.bodyOptional,
  content: Object.fromEntries(
    (route.bodyTypes ?? ['application/json']).map((type) => [
      type,
      { schema: toJson(route.body!, 'input', components) },
    ]),
  ),
})

function responses(route: Route, components: Json): Json {
  const { status, schema, description } = route.success
  const errors = [
    ...route.errors,
    ...(route.scope === null ? [] : (['unauthorized', 'insufficient_scope'] as const)),
  ]
  const byStatus = Map.groupBy(errors, (code) => catalogue[code].status)
  const ours = toJson(route.errorSchema ?? ErrorDetail, 'output', components)
  const error = (status: number) =>
    status === catalogue.unauthorized.status
      ? { anyOf: [ours, toJson(GatewayRefusal, 'output', components)] }
      : ours
  const content = schema
    ? { content: { 'application/json': { schema: toJson(schema, 'output', components) } } }
    : {}
  return {
    [status]: { description, ...content },
    ...Object.fromEntries(
      Object.entries(route.also ?? {}).map(([code, text]) => [
        code,
        { description: text, ...(code.startsWith('2') ? content : {}) },
      ]),
    ),
    ...Object.fromEntries(
      [...byStatus].map(([code, names]) => [
        code,
        {
          description: names.map((name) => `\`${name}\`: ${catalogue[name].meaning}`).join(' '),
          content: { 'application/json': { schema: error(code) } },
        },
      ]),
    ),
  }
}

/** A schema as JSON Schema; named ones go to the components and are referred to. */
function toJson(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const { $schema, $defs, ...json } = z.toJSONSchema(schema, {
    io,
    reused: 'inline',
    unrepresentable: 'any',
  }) as Json & {
    $defs?: Record<string, Json>
  }
  for (const [name, definition] of Object.entries($defs ?? {})) components[name] = refer(definition)
  const { id, ...rest } = refer(json) as Json
  if (typeof id !== 'string') return rest
  components[id] = rest
  return { $ref: `#/components/schemas/${id}` }
}

const refer = (value: unknown): Json =>
  JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json
