import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'

export type FetchFailureKind = 'timeout' | 'unreachable' | 'status' | 'too_large' | 'wrong_type'

/** The URL was asked and gave nothing of use. `status` is that of the answer, where there was one. */
export class FetchFailedError extends Error {
  override name = 'FetchFailedError'
  kind: FetchFailureKind
  status: number | undefined

  constructor(kind: FetchFailureKind, message: string, options: { status?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.kind = kind
    this.status = options.status
  }
}

/** A 2xx answer. Its body is read once, by `bytes` or `save`, or given up by `discard`. */
export interface SafeResponse {
  status: number
  headers: IncomingHttpHeaders
  /** Where the last redirect led. */
  url: string
  bytes(): Promise<Uint8Array>
  /** Writes the body to a file and returns its length; a body that fails leaves no file. */
  save(path: string): Promise<number>
  discard(): void
}

export interface BodyRules {
  maxBytes: number
  /** Content types, as `image/png` or `image/*`; any when absent. */
  accept?: string[]
}

/** Checks an answer's head against the rules and hands out its body under the same limit. */
export function safeResponse(
  message: IncomingMessage,
  context: { url: string; rules: BodyRules; explain: (cause: unknown) => unknown },
): SafeResponse {
  const { url, rules, explain } = context
  refuseHead(message, rules)

  async function* body(): AsyncGenerator<Uint8Array> {
    let received = 0
    try {
      for await (const chunk of message as AsyncIterable<Uint8Array>) {
        received += chunk.length
        if (received > rules.maxBytes) throw tooLarge(rules)
        yield chunk
      }
    } catch (cause) {
      throw explain(cause)
    }
  }

  return {
    status: message.statusCode!,
    headers: message.headers,
    url,
    async bytes() {
      const chunks: Uint8Array[] = []
      for await (const chunk of body()) chunks.push(chunk)
      return Buffer.concat(chunks)
    },
    async save(path) {
      const file = createWriteStream(path)
      try {
        await pipeline(body(), file)
      } catch (cause) {
        await rm(path, { force: true })
        throw cause
      }
      return file.bytesWritten
    },
    discard: () => void message.destroy(),
  }
}

function refuseHead({ statusCode, headers }: IncomingMessage, rules: BodyRules): void {
  const status = statusCode!
  if (status < 200 || status > 299)
    throw new FetchFailedError('status', `The server answered ${status}.`, { status })
  const encoding = headers['content-encoding'] ?? 'identity'
  // A compressed body would hide its size until unpacked; identity was asked for.
  if (encoding !== 'identity')
    throw new FetchFailedError('wrong_type', 'The server sent a compressed body.', { status })
  if (Number(headers['content-length'] ?? 0) > rules.maxBytes) throw tooLarge(rules)
  const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()
  const accepted = rules.accept?.some((pattern) =>
    pattern.endsWith('/*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern,
  )
  if (accepted === false)
    throw new FetchFailedError('wrong_type', `The server sent ${type || 'no content type'}.`, { status })
}

const tooLarge = ({ maxBytes }: BodyRules) =>
  new FetchFailedError('too_large', `The file is larger than ${maxBytes} bytes.`)
