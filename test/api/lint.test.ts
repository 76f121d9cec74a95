import { createConfig, lintFromString } from '@redocly/openapi-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { openApiDocument } from '../../shared/api/openapi.ts'
import { optionSchemas } from '../../shared/publishing/option-schemas.ts'

type Schema = { $ref?: string; type?: string; examples?: unknown[]; items?: Schema; anyOf?: Schema[] }
type Body = { content?: Record<string, { schema: Schema }> }
interface Operation {
  operationId: string
  requestBody?: Body
  responses: Record<string, Body>
}

const document = openApiDocument('https://api.creativeflow.test', optionSchemas()) as {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

const lint = async (subject: object) => {
  const config = await createConfig({
    extends: ['recommended'],
    rules: Object.fromEntries(beyondRecommended.map((rule) => [rule, 'error'] as const)),
  })
  const problems = await lintFromString({ source: JSON.stringify(subject), config })
  return problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`)
}

/** Off in Redocly's recommended set, kept here. */
const beyondRecommended = [
  'no-invalid-schema-examples',
  'no-invalid-media-type-examples',
  'no-invalid-parameter-examples',
  'no-required-schema-properties-undefined',
  'operation-description',
  'operation-tag-defined',
  'parameter-description',
]

/** An id is a UUID, which `connect` is not: no address fits both, and the gateway prefers the written word anyway. */
const toldApart = ['targets', 'limits'].map(
  (last) =>
    `no-ambiguous-paths #/paths/~1api~1v1~1connections~1{id}~1${last}: Paths should resolve unambiguously. ` +
    'Found two ambiguous paths: `/api/v1/connections/connect/{platform}` and ' +
    `\`/api/v1/connections/{id}/${last}\`.`,
)

describe('Redocly', () => {
  let found: string[]
  beforeAll(async () => {
    found = await lint(document)
  })

  test('finds no error and no warning in the document', () => {
    expect(found.filter((problem) => !toldApart.includes(problem))).toEqual([])
  })

  test('finds nothing to tell apart but what a UUID tells apart', () => {
    expect(found.filter((problem) => problem.startsWith('no-ambiguous-paths'))).toEqual(toldApart)
    const { schema } = (document.paths['/api/v1/connections/{id}/targets']!.get as never as Parameters)
      .parameters[0]!
    expect(schema.format).toBe('uuid')
  })

  test('is heard: an example that its schema refuses is found', async () => {
    const wrong = structuredClone(document)
    wrong.components.schemas.PublishRequest!.examples = [{ connection_id: 5 }]
    expect((await lint(wrong)).join('\n')).toContain(
      'no-invalid-schema-examples #/components/schemas/Publish',
    )
  })
})

interface Parameters {
  parameters: { schema: { format?: string } }[]
}

test('every body that is sent or answered has an example', () => {
  const named = (schema: Schema): Schema =>
    schema.$ref ? document.components.schemas[schema.$ref.split('/').pop()!]! : schema
  const shows = (given: Schema): boolean => {
    const schema = named(given)
    if (schema.examples?.length) return true
    return schema.items ? shows(schema.items) : (schema.anyOf?.every(shows) ?? false)
  }
  const bodies = Object.values(document.paths)
    .flatMap((item) => Object.values(item))
    .flatMap(({ operationId, requestBody = {}, responses }) =>
      [requestBody, ...Object.values(responses)]
        .flatMap(({ content = {} }) => Object.values(content))
        .map(({ schema }) => ({ operationId, schema })),
    )
  expect(bodies.length).toBeGreaterThan(100)
  expect(bodies.filter(({ schema }) => !shows(schema))).toEqual([])
})
