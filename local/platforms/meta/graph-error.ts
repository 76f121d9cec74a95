import { randomBytes } from 'node:crypto'

/** What Meta says when it refuses: classified by clients on code and subcode, never on `type`. */
export interface ErrorWords {
  code: number
  subcode?: number
  message: string
  title?: string
  userMessage?: string
  /** HTTP status; almost all of Meta's refusals are 400. */
  status?: number
  type?: string
  transient?: boolean
  data?: Record<string, unknown>
}

export class GraphError extends Error {
  readonly words: ErrorWords

  constructor(words: ErrorWords) {
    super(words.message)
    this.words = words
  }
}

export function newTraceId(): string {
  return `A${randomBytes(16).toString('base64url')}`
}

/** The JSON body every Graph host answers a refusal with. */
export function errorBody(words: ErrorWords, traceId: string): Record<string, unknown> {
  const { code, subcode, message, title, userMessage, transient, data } = words
  return {
    error: {
      message,
      type: words.type ?? 'OAuthException',
      code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      ...(transient === undefined ? {} : { is_transient: transient }),
      ...(title === undefined ? {} : { error_user_title: title }),
      ...(userMessage === undefined ? {} : { error_user_msg: userMessage }),
      ...(data === undefined ? {} : { error_data: data }),
      fbtrace_id: traceId,
    },
  }
}

export function errorStatus(words: ErrorWords): number {
  return words.status ?? 400
}
