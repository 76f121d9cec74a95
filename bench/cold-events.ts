import { entryOf, type Route, scopes } from '../shared/api/route.ts'
import { routes } from '../shared/api/routes.ts'
import { queues, workers } from '../shared/api/workers.ts'

const id = '01930000-0000-7000-8000-000000000000'

/**
 * A first request of each kind, which asks for nothing that is there: of an API function its caller's request, with an
 * empty body; of a queue's consumer a message that is none; of a timer its turn over an empty table.
 */
export function coldEvent(entry: string): unknown {
  const route = routes.find((one) => entryOf(one) === entry)
  if (route) return request(route)
  const worker = workers.find((one) => one.entry === entry)!
  const isFed = queues.some((queue) => queue.worker === worker.name) || worker.name === 'dead-letter'
  return isFed ? { Records: [noMessage] } : {}
}

const noMessage = {
  messageId: id,
  body: '{}',
  eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:cold',
  attributes: { ApproximateReceiveCount: '1' },
}

function request({ id: user, method, path, body }: Route) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
  return {
    version: '2.0',
    rawPath: path,
    headers: { 'content-type': 'application/json' },
    pathParameters: Object.fromEntries(names.map((name) => [name, name === 'platform' ? 'x' : id])),
    isBase64Encoded: false,
    ...(body ? { body: '{}' } : {}),
    requestContext: {
      requestId: id,
      http: { method, path },
      authorizer: { jwt: { claims: { sub: user, scope: scopes.join(' ') } } },
    },
  }
}
