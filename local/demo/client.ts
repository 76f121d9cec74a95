import { setTimeout as pause } from 'node:timers/promises'

export interface Answer<T = Record<string, unknown>> {
  status: number
  headers: Headers
  body: T
}

/** A job as the API shows it, as far as the demo looks. */
export interface Job {
  job_id: string
  status: string
  post_url: string | null
  external_post_id: string | null
  error_code: string | null
  error_message: string | null
  reauth_required: boolean
  next_attempt_at: string | null
  attempts: number
  parts: { post_url: string | null }[]
}

/** A caller of the API: one user with a token. */
export interface Client {
  /** What every call carries. */
  headers: Record<string, string>
  call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>
  /** Asks for the job until `done` says so, or 40 seconds are over. */
  wait(jobId: string, done?: (job: Job) => boolean): Promise<Job>
}

const ended = ['Published', 'ContentRejected', 'Failed', 'Unknown', 'Cancelled']

export function openClient(api: string, token: string): Client {
  const client: Client = {
    headers: { authorization: `Bearer ${token}` },
    async call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const response = await fetch(`${api}/api/v1${path}`, {
        method,
        headers: {
          ...client.headers,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: response.status, headers: response.headers, body: (await response.json()) as T }
    },
    async wait(jobId, done = ({ status }) => ended.includes(status)) {
      const until = performance.now() + 40_000
      while (true) {
        const { body } = await client.call<Job>('GET', `/publishing/jobs/${jobId}/status`)
        if (done(body) || performance.now() > until) return body
        await pause(150)
      }
    },
  }
  return client
}
