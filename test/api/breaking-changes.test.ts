import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { openApiDocument } from '../../shared/api/openapi.ts'
import { optionSchemas } from '../../shared/publishing/option-schemas.ts'
import { breakingChanges, type Document } from './breaking-changes.ts'

const document = openApiDocument('https://api.example.com', optionSchemas()) as unknown as Document
const today = () => structuredClone(document)

test('nothing that the last release promised is broken', async () => {
  const released = JSON.parse(await readFile('docs/openapi.released.json', 'utf8')) as Document
  expect(Object.keys(released.paths).length).toBeGreaterThan(30)
  // Meant to be? Then it is for a release with a new major version: see CONTRIBUTING.md, "The contract".
  expect(breakingChanges(released, today())).toEqual([])
})

const path = '/api/v1/publishing/publish'
const schemas = (document: Document) => document.components.schemas as Record<string, Changed>
const publish = (document: Document) => document.paths[path]!.post as unknown as Changed
const field = (document: Document, schema: string, name: string) =>
  schemas(document)[schema]!.properties[name]

// biome-ignore lint/suspicious/noExplicitAny: changed at will
type Changed = any

const named = (document: Document, name: string) =>
  publish(document).parameters.find((one: { name: string }) => one.name === name)

const breaks: [what: string, change: (document: Document) => unknown, sentence: string][] = [
  ['a path that is gone', (now) => delete now.paths[path], 'is gone'],
  ['a method that is gone', (now) => delete now.paths[path]!.post, 'is gone'],
  ['another operation id', (now) => (publish(now).operationId = 'post'), 'is called post now'],
  [
    'one more scope',
    (now) => publish(now).security[0].bearer.push('assets:read'),
    'asks for assets:read now',
  ],
  [
    'a header that is not taken',
    (now) => publish(now).parameters.pop(),
    'header.Idempotency-Key is not taken any more',
  ],
  [
    'a parameter that must be there',
    (now) => (named(now, 'Idempotency-Key').required = true),
    'header.Idempotency-Key must be given now',
  ],
  [
    'a shorter limit of a parameter',
    (now) => (named(now, 'Idempotency-Key').schema.maxLength = 64),
    'header.Idempotency-Key has the maxLength 64 now',
  ],
  [
    'a field that must be there',
    (now) => schemas(now).PublishRequest.required.push('text_content'),
    'body.text_content must be given now',
  ],
  [
    'a new field that must be there',
    (now) => {
      schemas(now).PublishRequest.properties.title = { type: 'string' }
      schemas(now).PublishRequest.required.push('title')
    },
    'body.title must be given now',
  ],
  [
    'a field that is not taken',
    (now) => delete schemas(now).AssetInput.properties.alt_text,
    'body.assets[].alt_text is not taken any more',
  ],
  [
    'a value that is not taken',
    (now) => field(now, 'AssetInput', 'asset_type').anyOf[0].enum.pop(),
    'body.assets[].asset_type may not be document any more',
  ],
  [
    'null that is not taken',
    (now) => field(now, 'PublishRequest', 'text_content').anyOf.pop(),
    'body.text_content may not be null any more',
  ],
  [
    'another type',
    (now) => (schemas(now).PublishRequest.properties.connection_id = { type: 'integer' }),
    'body.connection_id may not be string any more',
  ],
  [
    'a narrower limit',
    (now) => (field(now, 'PublishRequest', 'assets').anyOf[0].maxItems = 10),
    'body.assets has the maxItems 10 now',
  ],
  [
    'a pattern',
    (now) => (field(now, 'PublishRequest', 'text_content').anyOf[0].pattern = '^A'),
    'body.text_content has the pattern ^A now',
  ],
  [
    'a media type that is not taken',
    (now) => {
      publish(now).requestBody.content = { 'text/json': publish(now).requestBody.content['application/json'] }
    },
    'body is not taken as application/json any more',
  ],
  ['an answer that never comes', (now) => delete publish(now).responses[202], 'never answers 202 any more'],
  [
    'a header that is missing',
    (now) => delete publish(now).responses[202].headers.Location,
    '202 has no header Location any more',
  ],
  [
    'an answered field that is gone',
    (now) => delete schemas(now).PublishJobResponse.properties.post_url,
    '202.post_url is gone',
  ],
  [
    'an answered field that may be absent',
    (now) => schemas(now).PublishJobResponse.required.shift(),
    '202.job_id may be absent now',
  ],
  [
    'an answered field that may be null',
    (now) => (field(now, 'PublishJobResponse', 'version').type = ['integer', 'null']),
    '202.version may be null now',
  ],
  [
    'an answered field of another type',
    (now) => (field(now, 'PublishJobResponse', 'version').type = 'string'),
    '202.version may be string now',
  ],
]

describe('a client of the last release would stumble over', () => {
  test.each(breaks)('%s', (_what, change, sentence) => {
    const changed = today()
    change(changed)
    expect(breakingChanges(today(), changed)).toContain(`POST ${path}: ${sentence}`)
  })

  test('an event that is gone, or a field of one', () => {
    const changed = today()
    delete changed.webhooks!['generation.failed']
    delete schemas(changed).PublishJobEvent.properties.version
    expect(breakingChanges(today(), changed)).toEqual(
      expect.arrayContaining([
        'POST generation.failed: is gone',
        'POST publish_job.published: body.data.version is gone',
      ]),
    )
  })
})

test('what is only more breaks nobody', () => {
  const more = today()
  more.paths['/api/v1/news'] = structuredClone(more.paths['/api/v1/health']!)
  const { PublishRequest, PublishJobResponse, AssetInput } = schemas(more)
  PublishRequest.properties.title = { type: 'string' }
  PublishRequest.required = []
  PublishRequest.properties.connection_id.type = ['string', 'null']
  AssetInput.properties.asset_type.anyOf[0].enum.push('audio')
  AssetInput.properties.alt_text.anyOf[0].maxLength = 9_000
  PublishJobResponse.properties.title = { type: 'string' }
  PublishJobResponse.properties.status.enum.push('Archived')
  expect(breakingChanges(today(), more)).toEqual([])
})

test('a document is no break of itself', () => {
  expect(breakingChanges(today(), today())).toEqual([])
})
