import { catalogue, type ErrorCode } from '../domain/errors.ts'
import { type Json, toJson } from './json-schema.ts'
import { type AnswerHeader, answerHeaders, type Route } from './route.ts'
import { ErrorDetail, GatewayRefusal } from './schemas.ts'

/** A route as OpenAPI has it; named schemas go to `components`. */
export function operation(route: Route, components: Json): Json {
  const { scope } = route
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    description: scope === null ? 'Needs no token.' : `Needs the scope \`${scope}\`.`,
    security: scope === null ? [] : [{ bearer: [scope] }],
    parameters: parameters(route, components),
    ...(route.body ? { requestBody: requestBody(route, components) } : {}),
    responses: { ...goodAnswers(route, components), ...errorAnswers(route, components) },
  }
}

function parameters(route: Route, components: Json): Json[] {
  const of = (schema: Route['query'], place: 'path' | 'query'): Json[] => {
    if (!schema) return []
    const { properties = {}, required = [] } = toJson(schema, 'input', components) as {
      properties?: Record<string, Json>
      required?: string[]
    }
    return Object.entries(properties).map(([name, { description, ...inner }]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      description,
      schema: inner,
    }))
  }
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  })
  return [
    ...of(route.params, 'path'),
    ...of(route.query, 'query'),
    ...(route.idempotent
      ? [header('Idempotency-Key', 'The same key and body give the same answer; another body is refused.')]
      : []),
    ...(route.conditional ? [header('If-Match', 'Only if this is still the version; see `ETag`.')] : []),
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

function goodAnswers({ success, also = {}, idempotent }: Route, components: Json): Json {
  const content = success.schema
    ? { content: { 'application/json': { schema: toJson(success.schema, 'output', components) } } }
    : {}
  const replayed = idempotent
    ? { 'Idempotency-Replayed': header('`true`: this is the answer of an earlier call with this key') }
    : {}
  const answer = (status: number, description: string, names: readonly AnswerHeader[]) => ({
    description,
    headers: {
      ...Object.fromEntries(names.map((name) => [name, header(answerHeaders[name])])),
      ...(status < 300 ? replayed : {}),
    },
    ...(status < 300 ? content : {}),
  })
  return {
    [success.status]: answer(success.status, success.description, success.headers ?? []),
    ...Object.fromEntries(
      Object.entries(also).map(([status, text]) => [status, answer(Number(status), text, ['Location'])]),
    ),
  }
}

/** What the gateway answers by itself, in its own words. */
const refusals: Record<number, { says: string; on(route: Route): boolean }> = {
  401: { says: 'Or the gateway refuses the token.', on: ({ scope }) => scope !== null },
  413: { says: 'Or it is more than the gateway takes.', on: ({ body }) => body !== undefined },
  429: { says: 'More requests at once than this stage takes.', on: () => true },
  500: { says: 'Or the function failed.', on: () => true },
  503: { says: 'No function answered in time.', on: () => true },
}

/** What may be over by itself; an asset is not ready until it was measured. */
const passes = (code: ErrorCode): boolean =>
  catalogue[code].act === 'nobody, wait' || code === 'asset_state_conflict'

function errorAnswers(route: Route, components: Json): Json {
  const codes = new Set([
    ...route.errors,
    ...(route.scope === null ? [] : (['unauthorized', 'insufficient_scope'] as const)),
    // Whatever a function asks may not answer.
    ...(Object.keys(route.grant).length === 0 ? [] : (['unavailable'] as const)),
    'internal_error' as const,
  ])
  const byStatus = Map.groupBy(codes, (code): number => catalogue[code].status)
  const byGateway = Object.keys(refusals)
    .map(Number)
    .filter((status) => refusals[status]!.on(route))
  const ours = toJson(route.errorSchema ?? ErrorDetail, 'output', components)
  const theirs = toJson(GatewayRefusal, 'output', components)
  const answer = (status: number): Json => {
    const names = byStatus.get(status) ?? []
    const refused = byGateway.includes(status)
    const waits = status === 429 || names.some(passes)
    const schemas = [...(names.length ? [ours] : []), ...(refused ? [theirs] : [])]
    return {
      description: [
        ...names.map((name) => `\`${name}\`: ${catalogue[name].meaning}`),
        ...(refused ? [refusals[status]!.says] : []),
      ].join(' '),
      headers: waits ? { 'Retry-After': header('Seconds, where they are known') } : {},
      content: { 'application/json': { schema: schemas.length > 1 ? { anyOf: schemas } : schemas[0] } },
    }
  }
  const statuses = new Set([...byStatus.keys(), ...byGateway])
  return Object.fromEntries([...statuses].map((status) => [status, answer(status)]))
}

const header = (description: string): Json => ({ description, schema: { type: 'string' } })
