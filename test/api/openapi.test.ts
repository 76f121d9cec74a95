import { beforeAll, describe, expect, test } from 'vitest'
import { basePath, routes } from '../../shared/api/routes.ts'
import { openPublishingWorld, type PublishingWorld } from '../stories/publishing-world.ts'

type Json = Record<string, unknown>

interface Operation {
  operationId: string
  tags: string[]
  summary: string
  description: string
  security?: unknown[]
  parameters: { name: string; in: string; required: boolean; schema: Json }[]
  requestBody?: { required: boolean; content: Record<string, { schema: Json }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Json }> }>
}

interface OpenApi {
  openapi: string
  info: { title: string; version: string }
  servers: { url: string }[]
  security: Json[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Json>; securitySchemes: Record<string, Json> }
}

let document: OpenApi
let operations: { method: string; path: string; operation: Operation }[]
let api: string
let call: PublishingWorld['call']
beforeAll(async () => {
  const world = await openPublishingWorld({ simulators: [] })
  api = world.environment.api
  call = world.call
  document = (await world.call('nobody', '/openapi.json', { scope: null })).body
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, path, operation })),
  )
})

/** Every object of a tree; examples are none of the document's own words. */
function* objects(value: unknown): Generator<Json> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as Json
  for (const [name, inner] of Object.entries(value)) if (name !== 'examples') yield* objects(inner)
}

const types = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']

describe('the document', () => {
  test('is OpenAPI 3.1 with its title, its server and its way of authorizing', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/)
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) })
    expect(document.servers).toEqual([{ url: api }])
    const [scheme] = document.security.flatMap((one) => Object.keys(one))
    expect(document.components.securitySchemes[scheme!]).toMatchObject({ type: 'http', scheme: 'bearer' })
  })

  test('has every route, and nothing else', () => {
    expect(operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(
      routes.map(({ method, path }) => `${method} ${basePath}${path}`).sort(),
    )
  })

  test('names each operation once', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { operation } of operations) {
      expect(operation.summary.length).toBeGreaterThan(3)
      expect(operation.description.length).toBeGreaterThan(3)
      expect(operation.tags).toHaveLength(1)
    }
  })

  test('declares each parameter of a path, once and required', () => {
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const declared = operation.parameters.filter((one) => one.in === 'path')
      expect(declared.map(({ name }) => name).sort()).toEqual(inPath.sort())
      expect(declared.every(({ required }) => required)).toBe(true)
      const all = operation.parameters.map((one) => `${one.in} ${one.name}`)
      expect(new Set(all).size).toBe(all.length)
      for (const one of operation.parameters) {
        expect(['path', 'query', 'header']).toContain(one.in)
        expect(Object.keys(one.schema).length).toBeGreaterThan(0)
      }
    }
  })

  test('refers only to schemas that are there, and keeps none that nobody refers to', () => {
    const used = new Set(
      [...objects(document)].flatMap((each) => (typeof each.$ref === 'string' ? [each.$ref] : [])),
    )
    const there = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`)
    expect([...used].sort()).toEqual(there.sort())
    expect(there.length).toBeGreaterThan(10)
  })

  test('has schemas of JSON Schema 2020-12, without words of other dialects', () => {
    const schemas = [
      ...Object.values(document.components.schemas),
      ...operations.flatMap(({ operation }) => [
        ...operation.parameters.map(({ schema }) => schema),
        ...Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema),
        ...Object.values(operation.responses).flatMap(({ content }) =>
          Object.values(content ?? {}).map(({ schema }) => schema),
        ),
      ]),
    ]
    for (const schema of schemas.flatMap((one) => [...objects(one)])) {
      if (typeof schema.type === 'string') expect(types).toContain(schema.type)
      if (typeof schema.pattern === 'string')
        expect(() => new RegExp(schema.pattern as string, 'u')).not.toThrow()
      for (const word of ['nullable', '$defs', 'definitions', '$schema'])
        expect(schema).not.toHaveProperty(word)
      if (Array.isArray(schema.required) && schema.type === 'object')
        expect(Object.keys(schema.properties as Json)).toEqual(expect.arrayContaining(schema.required))
    }
  })

  test('says of each operation what it answers, errors included', () => {
    for (const route of routes) {
      const operation = document.paths[`${basePath}${route.path}`]![route.method.toLowerCase()]!
      expect(Object.keys(operation.responses)).toContain(String(route.success.status))
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        expect(description.length).toBeGreaterThan(3)
        if (Number(status) >= 400) expect(content?.['application/json']?.schema).toBeDefined()
      }
      expect(operation.security).toEqual(route.scope === null ? [] : [{ bearer: [route.scope] }])
      for (const status of ['429', '500', '503', ...(route.scope === null ? [] : ['401', '403'])])
        expect(Object.keys(operation.responses)).toContain(status)
      expect(Boolean(operation.requestBody)).toBe(route.body !== undefined)
      const header = operation.parameters.some(({ name }) => name === 'Idempotency-Key')
      expect(header).toBe(route.idempotent === true)
    }
  })

  test('says of each body that it may be too large or of another type', () => {
    const bodies = routes.filter((route) => route.body)
    expect(bodies.length).toBeGreaterThan(10)
    for (const { id } of bodies) {
      const { responses } = operations.find(({ operation }) => operation.operationId === id)!.operation
      expect(responses['413']!.description, id).toContain('`payload_too_large`')
      expect(responses['415']?.description, id).toContain('`unsupported_media_type`')
    }
  })

  test('shows the options of each network and type in place of any object', () => {
    const { schemas } = document.components
    const options = schemas.PlatformOptions as { anyOf: { $ref: string }[] }
    const named = options.anyOf.map(({ $ref }) => $ref.replace('#/components/schemas/', ''))
    expect(named).toEqual(expect.arrayContaining(['XPostOptions', 'InstagramReelOptions']))
    const titles = named.map((name) => schemas[name]!.title)
    expect(titles).toEqual(expect.arrayContaining(['X post', 'Instagram reel']))
    expect(new Set(titles).size).toBe(named.length)
    for (const name of ['PublishRequest', 'ScheduleRequest', 'ChangeRequest'])
      expect(JSON.stringify((schemas[name]!.properties as Json).platform_specific_options)).toContain(
        '#/components/schemas/PlatformOptions',
      )
  })

  test('shows an error as it is answered', async () => {
    const asked = { method: 'POST', body: { text_content: 'Morning over the hills' } }
    const answer = await call('alice', '/publishing/publish', asked)
    const { examples } = document.components.schemas.ErrorDetail as { examples: Json[] }
    expect([answer.status, examples]).toEqual([400, [answer.body]])
  })

  test('keeps the names that callers know', () => {
    const { schemas } = document.components
    for (const name of [
      'SocialConnectionResponse',
      'PublishJobResponse',
      'StatusResponse',
      'ErrorDetail',
      'PublishRequest',
    ])
      expect(Object.keys(schemas)).toContain(name)
    const job = schemas.PublishJobResponse as { properties: Json; required: string[] }
    expect(job.required.sort()).toEqual(Object.keys(job.properties).sort())
    const request = schemas.PublishRequest as { additionalProperties: unknown; required: string[] }
    expect([request.additionalProperties, request.required]).toEqual([false, ['connection_id']])
  })
})
