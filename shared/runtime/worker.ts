import middy from '@middy/core'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type * as z from 'zod/mini'
import { errorFields, type Logger } from './logger.ts'
import type { Core } from './services/core.ts'

/** What a consumer knows about its invocation. */
export interface Turn {
  /** When the invocation is over at the latest, ms; a lease must outlive it. */
  endsAt: number
  queue: string
  /** The message was handed out before: that turn broke off, or goes on beside this one. */
  redelivered: boolean
  log: Logger
}

/**
 * Wraps a queue consumer. Returning means done; throwing leaves the message on its queue. Records of a batch run
 * side by side, and only the failed ones come back.
 */
export function worker<M, S extends Core>(
  schema: z.ZodMiniType<M>,
  services: () => S,
  run: (message: M, services: S, turn: Turn) => Promise<void>,
) {
  const one = async (record: SQSRecord, context: Context): Promise<SQSBatchResponse['batchItemFailures']> => {
    const available = services()
    const started = performance.now()
    const queue = record.eventSourceARN.split(':').at(-1) ?? ''
    let log = available.log.with({
      correlation_id: record.messageId,
      function: context.functionName,
      queue,
    })
    const endsAt = available.now() + context.getRemainingTimeInMillis()
    try {
      const message = schema.parse(JSON.parse(record.body))
      log = log.with(subjectOf(message))
      await run(
        message,
        { ...available, log },
        { endsAt, queue, redelivered: Number(record.attributes.ApproximateReceiveCount) > 1, log },
      )
      log.debug({ msg: 'message', ms: Math.round(performance.now() - started) })
      return []
    } catch (error) {
      log.error({ msg: 'message failed', ms: Math.round(performance.now() - started), ...errorFields(error) })
      return [{ itemIdentifier: record.messageId }]
    }
  }
  return middy<SQSEvent, SQSBatchResponse>().handler(async (event, context) => ({
    batchItemFailures: (await Promise.all(event.Records.map((record) => one(record, context)))).flat(),
  }))
}

/** What a message is about: the same id stands on the line of the request that began it. */
const subjectOf = (message: unknown): Record<string, unknown> => {
  const { job_id, asset_id, generation_id } = message as Record<string, unknown>
  return { job_id, asset_id, generation_id }
}

/** Wraps a function that the clock starts, or an operator, who reads the answer. */
export function timer<S extends Core, R>(
  services: () => S,
  run: (services: S, turn: { endsAt: number }) => Promise<R>,
) {
  return middy<unknown, R>().handler(async (_event, context) => {
    const available = services()
    const log = available.log.with({ correlation_id: context.awsRequestId, function: context.functionName })
    const started = performance.now()
    try {
      const done = await run(
        { ...available, log },
        { endsAt: available.now() + context.getRemainingTimeInMillis() },
      )
      log.info({ msg: 'turn', ms: Math.round(performance.now() - started) })
      return done
    } catch (error) {
      log.error({ msg: 'turn failed', ms: Math.round(performance.now() - started), ...errorFields(error) })
      throw error
    }
  })
}
