import * as z from 'zod/mini'
import { entryOf, type Route, scopes } from '../shared/api/route.ts'
import { routes } from '../shared/api/routes.ts'
import { queues, workers } from '../shared/api/workers.ts'

const id = '01930000-0000-7000-8000-000000000000'

/**
 * A first request of each kind, about something that isn't there: of an API function the example of its documentation;
 * of a queue's consumer a message; of a timer its turn over an empty table.
 */
export function coldEvent(entry: string): unknown {
  const route = routes.find((one) => entryOf(one) === entry)
  if (route) return request(route)
  const worker = workers.find((one) => one.entry === entry)!
  const isFed = queues.some((queue) => queue.worker === worker.name) || worker.name === 'dead-letter'
  return isFed ? { Records: [record] } : {}
}

/** Each consumer reads the fields of its own. */
const message = { kind: 'erasure', user_id: 'cold', job_id: id, wake: 1, content_version: 1, tries: 0 }

const record = {
  messageId: id,
  body: JSON.stringify(message),
  eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:cold',
  attributes: { ApproximateReceiveCount: '1' },
}

function request({ id: name, method, path, body, bodyTypes }: Route) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
  return {
    version: '2.0',
    rawPath: path,
    headers: { 'content-type': bodyTypes?.at(-1) ?? 'application/json' },
    pathParameters: Object.fromEntries(names.map((name) => [name, name === 'platform' ? 'x' : id])),
    ...(name === 'callback' ? { queryStringParameters: { state: 'none', code: 'none' } } : {}),
    isBase64Encoded: false,
    ...(body ? { body: JSON.stringify(exampleOf(body)) } : {}),
    requestContext: {
      requestId: id,
      http: { method, path },
      authorizer: { jwt: { claims: { sub: name, scope: scopes.join(' ') } } },
    },
  }
}

const exampleOf = (schema: z.ZodMiniType): unknown =>
  (z.globalRegistry.get(schema)?.examples as unknown[] | undefined)?.at(-1) ?? {}
