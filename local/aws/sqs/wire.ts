import type { AwsClock } from '../clock.ts'
import { type Json, jsonService } from '../json-service.ts'
import { AwsError, arn, type Service } from '../service.ts'
import type { SqsCore } from './core.ts'
import {
  type Message,
  type MessageAttributes,
  md5,
  md5OfAttributes,
  messageBytes,
  systemAttributes,
} from './message.ts'
import type { Queue } from './queue.ts'

const maxBytes = 1024 * 1024

const refusal = (code: string, message: string) =>
  new AwsError(`com.amazonaws.sqs#${code}`, message, 400, `AWS.SimpleQueueService.${code}`)
const parameter = (code: 'InvalidParameterValue' | 'MissingParameter', message: string) =>
  new AwsError(`com.amazon.coral.service#${code}Exception`, message, 400, code)

/** SQS as the SDK speaks it: AWS JSON 1.0. */
export function sqsService(core: SqsCore, clock: AwsClock, urlOf: (name: string) => string): Service {
  const queueOf = (input: Json) => {
    if (typeof input.QueueUrl !== 'string') {
      throw parameter('MissingParameter', 'The request must contain the parameter QueueUrl.')
    }
    return core.queue(input.QueueUrl.split('/').at(-1) ?? '')
  }

  function send(queue: Queue, input: Json) {
    const { body, attributes, delay } = outgoing(input)
    const system = input.MessageSystemAttributes as MessageAttributes | undefined
    const traceHeader = system?.AWSTraceHeader?.StringValue
    const message = core.send(queue.options.name, { body, attributes, delay, traceHeader })
    return {
      MessageId: message.id,
      MD5OfMessageBody: md5(body),
      MD5OfMessageAttributes: md5OfAttributes(attributes),
      MD5OfMessageSystemAttributes: system && md5OfAttributes(system),
    }
  }

  function remove(queue: Queue, receipt: unknown) {
    const message = queue.held(String(receipt ?? ''))
    if (message === 'invalid') throw invalidReceipt(receipt)
    // An older handle is taken without effect, as with the real standard queue.
    if (message) queue.remove(message)
    return {}
  }

  return jsonService({
    GetQueueUrl: (input) => ({ QueueUrl: urlOf(core.queue(String(input.QueueName)).options.name) }),
    GetQueueAttributes(input) {
      const all = attributesOf(queueOf(input))
      const names = (input.AttributeNames as string[] | undefined) ?? []
      if (names.includes('All')) return { Attributes: all }
      return { Attributes: Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name))) }
    },
    SendMessage: (input) => send(queueOf(input), input),
    SendMessageBatch(input) {
      const queue = queueOf(input)
      const entries = entriesOf(input)
      const bytes = entries.reduce((sum, entry) => {
        return (
          sum +
          messageBytes(String(entry.MessageBody ?? ''), (entry.MessageAttributes ?? {}) as MessageAttributes)
        )
      }, 0)
      if (bytes > maxBytes) {
        throw refusal('BatchRequestTooLong', `Batch requests cannot be longer than ${maxBytes} bytes.`)
      }
      return each(entries, (entry) => send(queue, entry))
    },
    async ReceiveMessage(input, request) {
      const queue = queueOf(input)
      const max = whole(input, 'MaxNumberOfMessages', 1, 10, 1)
      const wait = whole(input, 'WaitTimeSeconds', 0, 20, 0)
      const visibility = whole(input, 'VisibilityTimeout', 0, 43_200, queue.options.visibilityTimeout ?? 30)
      const messages = await receive(queue, clock, { max, wait, visibility, gone: request.gone })
      if (messages.length === 0) return {}
      return { Messages: messages.map((message) => wireMessage(message, input)) }
    },
    DeleteMessage: (input) => remove(queueOf(input), input.ReceiptHandle),
    DeleteMessageBatch(input) {
      const queue = queueOf(input)
      return each(entriesOf(input), (entry) => remove(queue, entry.ReceiptHandle))
    },
    ChangeMessageVisibility(input) {
      const queue = queueOf(input)
      const message = queue.held(String(input.ReceiptHandle ?? ''))
      if (message === 'invalid') throw invalidReceipt(input.ReceiptHandle)
      const seconds = whole(input, 'VisibilityTimeout', 0, 43_200)
      if (!message || !queue.isHidden(message)) {
        throw refusal('MessageNotInflight', 'The message referred to is not in flight.')
      }
      queue.hide(message, seconds)
      return {}
    },
  })
}

/** Waits up to `wait` seconds for a message; whoever hung up gets none. */
async function receive(
  queue: Queue,
  clock: AwsClock,
  { max, wait, visibility, gone }: { max: number; wait: number; visibility: number; gone: AbortSignal },
): Promise<Message[]> {
  const deadline = clock.now() + wait * 1000
  for (;;) {
    if (gone.aborted) return []
    const messages = queue.take(max, visibility)
    if (messages.length > 0 || clock.now() >= deadline) return messages
    await new Promise<void>((resolve) => {
      const wake = () => {
        unwatch()
        cancel()
        gone.removeEventListener('abort', wake)
        resolve()
      }
      const unwatch = queue.watch(wake)
      const cancel = clock.at(deadline, wake)
      gone.addEventListener('abort', wake)
    })
  }
}

function outgoing(input: Json): { body: string; attributes: MessageAttributes; delay?: number } {
  const body = input.MessageBody
  if (typeof body !== 'string' || body === '') {
    throw parameter('MissingParameter', 'The request must contain the parameter MessageBody.')
  }
  const attributes = (input.MessageAttributes ?? {}) as MessageAttributes
  if (messageBytes(body, attributes) > maxBytes) {
    throw parameter(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${maxBytes} bytes.`,
    )
  }
  const delay = input.DelaySeconds === undefined ? undefined : whole(input, 'DelaySeconds', 0, 900)
  return { body, attributes, delay }
}

function whole(input: Json, name: string, least: number, most: number, otherwise?: number): number {
  const value = input[name] ?? otherwise
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return Number(value)
  const reason = `${name} must be >= ${least} and <= ${most}.`
  throw parameter(
    'InvalidParameterValue',
    `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`,
  )
}

function entriesOf(input: Json): Json[] {
  const entries = (input.Entries ?? []) as Json[]
  if (entries.length === 0)
    throw refusal('EmptyBatchRequest', 'There should be at least one entry in the request.')
  if (entries.length > 10) {
    throw refusal('TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10.')
  }
  const ids = entries.map((entry) => String(entry.Id))
  if (new Set(ids).size < ids.length) throw refusal('BatchEntryIdsNotDistinct', 'Ids must be distinct.')
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id))) {
    throw refusal(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores.',
    )
  }
  return entries
}

/** Each entry succeeds or fails by itself. */
function each(entries: Json[], act: (entry: Json) => Json) {
  const Successful: Json[] = []
  const Failed: Json[] = []
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...act(entry) })
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.queryCode, Message: error.message })
    }
  }
  return { Successful, Failed: Failed.length > 0 ? Failed : undefined }
}

function invalidReceipt(receipt: unknown) {
  const message = `The input receipt handle "${receipt}" is not a valid receipt handle.`
  return new AwsError('com.amazonaws.sqs#ReceiptHandleIsInvalid', message, 404, 'ReceiptHandleIsInvalid')
}

function wireMessage(message: Message, input: Json) {
  const wanted = [input.MessageSystemAttributeNames ?? [], input.AttributeNames ?? []].flat() as string[]
  const system = Object.entries(systemAttributes(message))
  const shown = system.filter(([name]) => wanted.includes('All') || wanted.includes(name))
  const patterns = (input.MessageAttributeNames ?? []) as string[]
  const chosen = Object.entries(message.attributes).filter(([name]) =>
    patterns.some((pattern) => pattern === 'All' || pattern === name || isPrefix(pattern, name)),
  )
  const attributes = Object.fromEntries(chosen)
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MD5OfBody: md5(message.body),
    Attributes: shown.length > 0 ? Object.fromEntries(shown) : undefined,
    MessageAttributes: chosen.length > 0 ? attributes : undefined,
    MD5OfMessageAttributes: md5OfAttributes(attributes),
  }
}

const isPrefix = (pattern: string, name: string) =>
  pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -2))

function attributesOf(queue: Queue): Record<string, string> {
  const { options } = queue
  const { visible, delayed, inFlight } = queue.depth()
  return {
    QueueArn: arn('sqs', options.name),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    VisibilityTimeout: String(options.visibilityTimeout ?? 30),
    DelaySeconds: String(options.delay ?? 0),
    MaximumMessageSize: String(maxBytes),
    MessageRetentionPeriod: String(options.retention ?? 345_600),
    ...(options.deadLetter && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: arn('sqs', options.deadLetter),
        maxReceiveCount: options.maxReceiveCount,
      }),
    }),
  }
}
