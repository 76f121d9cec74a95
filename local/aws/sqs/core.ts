import type { Message, MessageAttributes } from './message.ts'
import type { Queue } from './queue.ts'

/** The queues as the rest of the embedded AWS uses them. */
export interface SqsCore {
  has(name: string): boolean
  queue(name: string): Queue
  send(queue: string, message: OutgoingMessage): Message
}

export interface OutgoingMessage {
  body: string
  attributes?: MessageAttributes
  traceHeader?: string
  /** Seconds. */
  delay?: number
}
