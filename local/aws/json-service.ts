import { type AwsError, type AwsRequest, AwsError as Refusal, type Reply, type Service } from './service.ts'

export type Json = { [name: string]: unknown }
export type JsonOperation = (input: Json, request: AwsRequest) => Promise<unknown> | unknown

/** The wire side of the AWS JSON 1.0 and 1.1 protocols: the operation is in a header, the rest is JSON. */
export function jsonService(operations: Record<string, JsonOperation>): Service {
  return {
    operationOf: (request) => String(request.headers['x-amz-target']).split('.')[1] ?? '',
    async handle(request) {
      const operation = Object.hasOwn(operations, request.operation) && operations[request.operation]
      if (!operation)
        throw new Refusal('UnknownOperationException', `${request.operation} is not emulated here`)
      return jsonReply(200, await operation(await readJson(request), request))
    },
    refuse: (error) => jsonRefusal(error),
  }
}

export async function readJson(request: AwsRequest): Promise<Json> {
  const text = (await request.body()).toString('utf8')
  try {
    const value: unknown = JSON.parse(text || '{}')
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
  } catch {
    // said below, like any other body that is no object
  }
  throw new Refusal('SerializationException', 'The body is not a JSON object')
}

export function jsonReply(status: number, value: unknown): Reply {
  const body = value === undefined ? '{}' : JSON.stringify(value)
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body }
}

export function jsonRefusal(error: AwsError): Reply {
  const reply = jsonReply(error.status, { __type: error.code, message: error.message })
  const headers: Record<string, string> = { ...reply.headers, 'x-amzn-errortype': error.code }
  if (error.queryCode) {
    headers['x-amzn-query-error'] = `${error.queryCode};${error.status < 500 ? 'Sender' : 'Receiver'}`
  }
  return { ...reply, headers }
}
