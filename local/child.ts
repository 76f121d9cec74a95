import type { Context } from 'aws-lambda'
import { useLocal } from '../shared/runtime/local-hook.ts'
import type { FromChild, FunctionError, InvocationContext, ToChild } from './invocation.ts'

// Runs handlers on behalf of local/children.ts; built into the handlers' own bundle, so that both share modules.

type Handler = (event: unknown, context: Context) => Promise<unknown>

const realNow = Date.now
let offset = 0
// The handlers' only reader of time; this is how it moves in here.
Date.now = () => realNow() + offset

async function invoke({ id, module, event, context }: ToChild & { type: 'invoke' }): Promise<FromChild> {
  try {
    const { handler } = (await import(module)) as { handler: Handler }
    const result = await handler(event, contextOf(context))
    return { id, cpuMs: cpuSinceLast(), result }
  } catch (error) {
    return { id, cpuMs: cpuSinceLast(), error: errorOf(error) }
  }
}

let told = process.cpuUsage()
function cpuSinceLast(): number {
  const { user, system } = process.cpuUsage(told)
  told = process.cpuUsage()
  return (user + system) / 1000
}

function contextOf({ functionName, awsRequestId, memoryLimitInMB, deadline }: InvocationContext): Context {
  const old = () => {
    throw new Error('callback-style handlers are not supported by nodejs24.x')
  }
  return {
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
    memoryLimitInMB,
    awsRequestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: `local/${process.pid}`,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - realNow()),
    done: old,
    fail: old,
    succeed: old,
  }
}

function errorOf(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] }
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
}

process.on('message', async (message: ToChild) => {
  if (message.type === 'invoke') {
    const answer = await invoke(message)
    if (process.connected) process.send?.(answer)
    return
  }
  offset = message.offset
  if (message.type !== 'start') return
  const { fetchExceptions, chance } = message
  useLocal({
    fetchExceptions: { origins: fetchExceptions },
    ...(chance === undefined ? {} : { chance: () => chance }),
  })
})
process.on('disconnect', () => process.exit())
