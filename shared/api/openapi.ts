import * as z from 'zod/mini'
import { eventKinds } from '../domain/events.ts'
import { type Json, toJson } from './json-schema.ts'
import { operation } from './openapi-operation.ts'
import { tags } from './route.ts'
import { basePath, routes } from './routes.ts'

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
  const webhooks = Object.fromEntries(
    Object.entries(eventKinds).map(([type, kind]) => [type, webhook(type, kind, components)]),
  )
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
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    security: [{ bearer: [] }],
    paths,
    webhooks,
    components: {
      schemas: components,
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token of the stage’s issuer. What an operation asks for are its scopes.',
        },
      },
    },
  }
}

/** In place of "any object": one of the networks' schemas, each by its title. */
function publishOptions(components: Json, options: readonly NamedSchema[]): void {
  const { description, examples } = components.PlatformOptions as Json
  const anyOf = options.map(({ component }) => ({ $ref: `#/components/schemas/${component}` }))
  components.PlatformOptions = { description, examples, anyOf }
  for (const { component, schema } of options) components[component] = schema
}

/** What an endpoint is sent of one type of event, by the Standard Webhooks convention. */
function webhook(
  type: string,
  { meaning, data }: { meaning: string; data: z.ZodMiniType },
  components: Json,
): Json {
  const body = z.object({ type: z.literal(type), timestamp: z.iso.datetime(), data })
  const header = (name: string, description: string) => ({
    ...{ name, in: 'header', required: true, description },
    schema: { type: 'string' },
  })
  return {
    post: {
      operationId: type,
      tags: ['notifications'],
      summary: meaning,
      description: 'Sent to every endpoint that wants this type.',
      security: [],
      parameters: [
        header('webhook-id', 'Id of the event, the same at every try'),
        header('webhook-timestamp', 'Of this try, in seconds'),
        header('webhook-signature', '`v1,…` by each secret that is valid, with blanks between'),
      ],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: toJson(body, 'output', components) } },
      },
      responses: { '2XX': { description: 'Taken; anything else is sent again' } },
    },
  }
}
