import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'

export type ServiceName = 'dynamodb' | 'sqs' | 'kms' | 'scheduler' | 'events' | 's3'

export const account = '000000000000'
export const region = 'us-east-1'
export const arn = (service: string, resource: string) =>
  `arn:aws:${service}:${region}:${account}:${resource}`

export interface AwsRequest {
  service: ServiceName
  operation: string
  /** The access key id of the caller, '' when there is none. */
  caller: string
  method: string
  /** As sent, not decoded: signatures are made over this form. */
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  stream: IncomingMessage
  /** The whole body; refused when longer than a service would take. */
  body(): Promise<Buffer>
  /** Ends when the caller hangs up. */
  gone: AbortSignal
}

export interface Reply {
  status: number
  headers?: Record<string, string>
  body?: string | Buffer | Readable
  /** DynamoDB capacity units, for the call log. */
  capacity?: Capacity
}

export interface Capacity {
  read: number
  write: number
}

export interface Service {
  operationOf(request: Pick<AwsRequest, 'method' | 'path' | 'query' | 'headers'>): string
  handle(request: AwsRequest): Promise<Reply>
  /** Says no in the words of this service's protocol. */
  refuse(error: AwsError, request: Pick<AwsRequest, 'method' | 'path'>): Reply
}

/** A refusal that the SDK turns into an exception whose name is `code`. */
export class AwsError extends Error {
  code: string
  status: number
  /** The older name that SQS sends along in `x-amzn-query-error`. */
  queryCode?: string
  capacity?: Capacity

  constructor(code: string, message: string, status = 400, queryCode?: string) {
    super(message)
    this.code = code
    this.status = status
    this.queryCode = queryCode
  }
}

export const invalid = (message: string) => new AwsError('ValidationException', message)
