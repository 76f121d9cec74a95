import { randomUUID } from 'node:crypto'
import type { AwsClock } from '../clock.ts'
import type { Message } from './message.ts'

export interface QueueOptions {
  name: string
  /** Seconds; 30 by default. */
  visibilityTimeout?: number
  /** With `deadLetter`: how often a message may be received before it goes there. */
  maxReceiveCount?: number
  /** The name of the dead-letter queue. */
  deadLetter?: string
  /** Seconds that a message without a delay of its own waits; 0 by default. */
  delay?: number
  /** Seconds; 4 days by default. */
  retention?: number
}

export interface Depth {
  visible: number
  delayed: number
  inFlight: number
}

/** The standard queue is at-least-once and unordered; these make it show. */
export interface Misbehaviour {
  /** Probability that a delivered message is delivered once more. */
  duplicate?: number
  reorder?: boolean
}

export type QueueEntry =
  | { type: 'queue'; options: QueueOptions }
  | { type: 'message'; queue: string; message: Message }
  | { type: 'gone'; queue: string; key: number }

export interface Surroundings {
  clock: AwsClock
  random: () => number
  record: (...entries: QueueEntry[]) => void
  misbehaviour: () => Misbehaviour
  deadLetter: (message: Message, name: string) => QueueEntry
  nextKey: () => number
}

export type Queue = ReturnType<typeof createQueue>

/** One queue: messages are ready, in the order of their time, or hidden until `visibleAt`. */
export function createQueue(options: QueueOptions, around: Surroundings) {
  const { clock } = around
  const messages = new Map<number, Message>()
  const ready = new Set<Message>()
  const hidden = new Map<Message, () => void>()
  const listeners = new Set<() => void>()

  function place(message: Message) {
    if (message.visibleAt <= clock.now()) return show(message)
    hidden.get(message)?.()
    const cancel = clock.at(message.visibleAt, () => show(message))
    hidden.set(message, cancel)
  }

  function show(message: Message) {
    hidden.get(message)?.()
    hidden.delete(message)
    if (!messages.has(message.key)) return
    ready.add(message)
    for (const listener of [...listeners]) listener()
  }

  function add(message: Message) {
    messages.set(message.key, message)
    place(message)
  }

  function forget(message: Message): QueueEntry {
    messages.delete(message.key)
    ready.delete(message)
    hidden.get(message)?.()
    hidden.delete(message)
    return { type: 'gone', queue: options.name, key: message.key }
  }

  const stored = (message: Message): QueueEntry => ({ type: 'message', queue: options.name, message })

  /** The next ready message that may be delivered; outworn and overdue ones leave on the way. */
  function next(): Message | undefined {
    for (;;) {
      const candidates = around.misbehaviour().reorder ? [...ready] : ready
      const pick = Array.isArray(candidates)
        ? candidates[Math.floor(around.random() * candidates.length)]
        : candidates.values().next().value
      if (!pick) return undefined
      ready.delete(pick)
      if (clock.now() - pick.sentAt >= (options.retention ?? 345_600) * 1000) around.record(forget(pick))
      else if (options.deadLetter && pick.received >= (options.maxReceiveCount ?? Number.POSITIVE_INFINITY)) {
        around.record(around.deadLetter(pick, options.deadLetter), forget(pick))
      } else return pick
    }
  }

  return {
    options,
    add,
    messages: () => messages.values(),

    send(message: Omit<Message, 'key' | 'received'>): Message {
      const whole = { ...message, key: around.nextKey(), received: 0 }
      around.record(stored(whole))
      add(whole)
      return whole
    },

    /** Takes up to `max` ready messages and hides them for `visibility` seconds. */
    take(max: number, visibility = options.visibilityTimeout ?? 30): Message[] {
      const now = clock.now()
      const taken: Message[] = []
      while (taken.length < max) {
        const message = next()
        if (!message) break
        if (!message.copy && around.random() < (around.misbehaviour().duplicate ?? 0)) {
          const visibleAt = now + Math.floor(around.random() * 2000)
          const copy = { ...message, copy: true, key: around.nextKey(), visibleAt }
          around.record(stored(copy))
          add(copy)
        }
        message.received += 1
        message.firstReceivedAt ??= now
        message.visibleAt = now + visibility * 1000
        message.receipt = Buffer.from(`${message.key}:${randomUUID()}`).toString('base64url')
        taken.push(message)
      }
      if (taken.length > 0) around.record(...taken.map(stored))
      // The message is handed out as it was at this moment; the stored one goes on changing.
      return taken.map((message) => {
        place(message)
        return { ...message }
      })
    },

    /** The message that a receipt handle names, if that is the newest handle given out for it. */
    held(receipt: string): Message | 'invalid' | undefined {
      const key = Number(/^(\d+):/.exec(Buffer.from(receipt, 'base64url').toString())?.[1])
      if (!Number.isInteger(key)) return 'invalid'
      const message = messages.get(key)
      return message?.receipt === receipt ? message : undefined
    },

    remove(message: Message) {
      around.record(forget(message))
    },

    hide(message: Message, seconds: number) {
      message.visibleAt = clock.now() + seconds * 1000
      around.record(stored(message))
      place(message)
    },

    isHidden: (message: Message) => hidden.has(message),

    /** Calls back whenever a message becomes ready. */
    watch(listener: () => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    depth(): Depth {
      let delayed = 0
      for (const message of hidden.keys()) if (message.received === 0) delayed += 1
      return { visible: ready.size, delayed, inFlight: hidden.size - delayed }
    },

    isEmpty: () => ready.size === 0,

    close() {
      for (const cancel of hidden.values()) cancel()
    },
  }
}
