import middy from '@middy/core'
import jsonBodyParser from '@middy/http-json-body-parser'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { AnswerOf, BodyOf, ParamsOf, QueryOf, Route } from '../api/route.ts'
import { AppError } from '../domain/errors.ts'
import { type ApiEvent, type Caller, readCaller } from './caller.ts'
import { errorAnswer } from './error-answer.ts'
import { errorFields, type Logger } from './logger.ts'
import { checkBody, checkMedia, idempotencyKey, parsePart } from './request-parts.ts'
import type { Core } from './services/core.ts'

/** What a handler is given: everything checked, nothing raw. */
export interface Input<R extends Route> {
  params: ParamsOf<R>
  query: QueryOf<R>
  body: BodyOf<R>
  /** The body's bytes, on routes that ask for them; empty elsewhere. */
  raw: Buffer
  /** On public routes the user id is empty: they must not ask for it. */
  caller: Caller
  /** Lower-case names. */
  headers: Record<string, string | undefined>
  cookies: readonly string[]
  idempotencyKey: string | undefined
  log: Logger
}

/** What a handler answers; the status is the route's own unless it says otherwise. */
export interface Reply<R extends Route> {
  body?: AnswerOf<R>
  /** HTML in place of a body, for people. */
  page?: string
  status?: number
  headers?: Record<string, string>
  cookies?: string[]
}

/**
 * Wraps a handler: reads and checks the request by its route, checks the caller's scope (or, on an open route, what
 * `admit` checks of the bytes as they were sent), maps errors to answers, writes one log line. Only fields the route
 * declares leave.
 */
export function endpoint<const R extends Route, S extends Core>(
  route: R,
  services: () => S,
  handler: Run<R, S> | { admit: Admit<S>; run: Run<R, S> },
) {
  const { run, admit = undefined } = typeof handler === 'function' ? { run: handler } : handler
  const jobs = new WeakMap<ApiEvent, string | undefined>()
  const handle = async (event: ApiEvent): Promise<APIGatewayProxyStructuredResultV2> => {
    const available = services()
    const log = available.log.with({ correlation_id: event.requestContext.requestId, route: route.id })
    const reply = await run(
      {
        ...readInput(route, event, available),
        headers: event.headers,
        cookies: event.cookies ?? [],
        log,
      } as Input<R>,
      { ...available, log },
    )
    jobs.set(event, jobOf(reply.body))
    return answer(route, reply)
  }
  const wrapped = middy<ApiEvent, APIGatewayProxyStructuredResultV2>()
    .use(requestLine(route, { services, jobs }))
    .before(async ({ event }) => {
      // Whoever may not call learns nothing about the body.
      callerOf(route, event, services())
      checkMedia(route, event)
      await admit?.(asSent(event), services())
    })
  if (route.body && !route.raw)
    wrapped.use(jsonBodyParser({ disableContentTypeCheck: true }) as unknown as Plugin)
  return wrapped.handler(handle)
}

type Run<R extends Route, S extends Core> = (input: Input<R>, services: S) => Promise<Reply<R>>

/** A request as it was sent, before anything is read of it. */
export interface SentRequest {
  method: string
  path: string
  /** Lower-case names. */
  headers: Record<string, string | undefined>
  body: Buffer
}

/** Of a route that is open to anybody: lets in who signed. @throws AppError for all others */
type Admit<S extends Core> = (request: SentRequest, services: S) => Promise<void>

const asSent = ({ requestContext, rawPath, headers, body, isBase64Encoded }: ApiEvent): SentRequest => ({
  method: requestContext.http.method,
  path: rawPath,
  headers,
  body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
})

type Plugin = middy.MiddlewareObj<ApiEvent, APIGatewayProxyStructuredResultV2>

function callerOf(route: Route, event: ApiEvent, { config }: Core): Caller {
  if (route.scope === null) return { userId: '', scopes: [] }
  const caller = readCaller(event, config.env)
  if (!caller.scopes.includes(route.scope))
    throw new AppError('insufficient_scope', `This route needs the scope ${route.scope}.`)
  return caller
}

function readInput(route: Route, event: ApiEvent, services: Core) {
  return {
    caller: callerOf(route, event, services),
    params: parsePart(route.params, event.pathParameters ?? {}, 'path'),
    query: parsePart(route.query, event.queryStringParameters ?? {}, 'query'),
    body: route.raw ? undefined : checkBody(route, event.body),
    raw: route.raw
      ? Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
      : Buffer.alloc(0),
    idempotencyKey: route.idempotent ? idempotencyKey(event.headers['idempotency-key']) : undefined,
  }
}

function answer<R extends Route>(route: R, reply: Reply<R>): APIGatewayProxyStructuredResultV2 {
  const { schema, status } = route.success
  const json = reply.body === undefined || !schema ? undefined : JSON.stringify(schema.parse(reply.body))
  const body = reply.page ?? json
  const type = reply.page === undefined ? 'application/json' : 'text/html; charset=utf-8'
  return {
    statusCode: reply.status ?? status,
    headers: {
      ...(body === undefined ? {} : { 'content-type': type }),
      'cache-control': 'no-store',
      ...reply.headers,
    },
    ...(reply.cookies ? { cookies: reply.cookies } : {}),
    ...(body === undefined ? {} : { body }),
  }
}

/** The job that an answer names: by its id one follows it through queues and workers to the network. */
const jobOf = (body: unknown): string | undefined => {
  const { job_id, jobId } = (body ?? {}) as Record<string, string | undefined>
  return job_id ?? jobId
}

/** One line per request, and every error as an answer. */
function requestLine(
  route: Route,
  { services, jobs }: { services: () => Core; jobs: WeakMap<ApiEvent, string | undefined> },
): Plugin {
  const started = new WeakMap<object, number>()
  const line = (event: ApiEvent, status: number | undefined, extra: Record<string, unknown> = {}) => {
    const { log } = services()
    const fields = {
      msg: 'request',
      correlation_id: event.requestContext.requestId,
      route: route.id,
      method: route.method,
      status,
      ms: Math.round(performance.now() - (started.get(event) ?? performance.now())),
      job_id: jobs.get(event),
      ...extra,
    }
    if ((status ?? 500) >= 500) log.error(fields)
    else log.info(fields)
  }
  return {
    before: ({ event }) => void started.set(event, performance.now()),
    after: ({ event, response }) => line(event, response?.statusCode),
    onError: (request) => {
      const { event, error } = request
      request.response = errorAnswer(error)
      const { code, extras } = error instanceof AppError ? error : {}
      const unexpected = (request.response.statusCode ?? 500) >= 500
      line(event, request.response.statusCode, {
        code,
        job_id: jobOf(extras?.more),
        ...(unexpected ? errorFields(error) : {}),
      })
    },
  }
}
