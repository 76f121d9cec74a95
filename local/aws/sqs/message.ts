import { createHash } from 'node:crypto'
import type { SQSRecordAttributes } from 'aws-lambda'
import { account } from '../service.ts'

export interface MessageAttribute {
  DataType: string
  StringValue?: string
  /** base64, as on the wire. */
  BinaryValue?: string
}

export type MessageAttributes = Record<string, MessageAttribute>

/** A message as it is stored. */
export interface Message {
  /** Ours; a redelivered copy has its own and shares the `id`. */
  key: number
  id: string
  body: string
  attributes: MessageAttributes
  traceHeader?: string
  sentAt: number
  visibleAt: number
  received: number
  firstReceivedAt?: number
  receipt?: string
  /** Made by `misbehave`; has no copies of its own. */
  copy?: boolean
}

export const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** MD5 over attributes as the SQS developer guide spells it ("Calculating the MD5 message digest"). */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort()
  if (names.length === 0) return undefined
  const hash = createHash('md5')
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  for (const name of names) {
    const attribute = attributes[name]!
    add(Buffer.from(name))
    add(Buffer.from(attribute.DataType))
    const binary = attribute.DataType.startsWith('Binary')
    hash.update(Buffer.from([binary ? 2 : 1]))
    add(
      binary ? Buffer.from(attribute.BinaryValue ?? '', 'base64') : Buffer.from(attribute.StringValue ?? ''),
    )
  }
  return hash.digest('hex')
}

/** Body and attributes together count against the limit of 1 MiB. */
export function messageBytes(body: string, attributes: MessageAttributes): number {
  let bytes = Buffer.byteLength(body)
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(StringValue ?? '')
    bytes += Buffer.byteLength(BinaryValue ?? '', 'base64')
  }
  return bytes
}

/** Strings all, as SQS and Lambda's event have them. */
export function systemAttributes(message: Message): SQSRecordAttributes {
  return {
    ApproximateReceiveCount: String(message.received),
    ...(message.traceHeader && { AWSTraceHeader: message.traceHeader }),
    SentTimestamp: String(message.sentAt),
    SenderId: account,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  }
}
