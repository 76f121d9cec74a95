import { setTimeout as pause } from 'node:timers/promises'
import { type Answered, ask } from '../fixtures/ask.ts'
import type { PresentedJob } from './endurance-verdict.ts'

const againMs = 100
const cutOff = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE'])

interface Asking {
  method?: string
  body?: object
  /** The Idempotency-Key. */
  key?: string
}

interface AcceptBody {
  connection_id: string
  schedule_time?: string
  [field: string]: unknown
}

/** A caller who asks again, in the same words, until there is an answer. */
export function createCarefulClient(api: string, user: string, stopped: AbortSignal) {
  let repeats = 0
  let token: Promise<string> | undefined

  async function until<T>(attempt: () => Promise<T | undefined>): Promise<T> {
    for (;;) {
      const done = await attempt().catch((error: NodeJS.ErrnoException) => {
        // Cut off, or nobody there: the answer may be lost, the effect may not.
        if (!cutOff.has(error.code ?? '')) throw error
        return undefined
      })
      if (done !== undefined) return done
      repeats += 1
      await pause(againMs, undefined, { signal: stopped })
    }
  }

  const answered = (url: string, asking: Parameters<typeof ask>[1] = {}): Promise<Answered> =>
    until(async () => {
      const answer = await ask(url, asking)
      return answer.status >= 500 ? undefined : answer
    })

  async function call(path: string, { method, body, key }: Asking = {}): Promise<Answered> {
    token ??= answered(`${api}/_local/token?sub=${user}`).then(({ text }) => text)
    return answered(`${api}/api/v1${path}`, {
      method: method ?? (body ? 'POST' : 'GET'),
      headers: {
        authorization: `Bearer ${await token}`,
        accept: 'application/json',
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  }

  return {
    /** How often something had to be asked again. */
    get repeats() {
      return repeats
    },

    /** Goes to the network's consent page, and from the start again when the way back is cut. @returns the connection's id */
    connect: (platform: string): Promise<string> =>
      until(async () => {
        const begun = await call(`/connections/connect/${platform}`)
        const page = await fetch(JSON.parse(begun.text).authorization_url, { redirect: 'manual' })
        const cookie = begun.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
        const back = await ask(page.headers.get('location')!.replace(/#.*$/, ''), { headers: { cookie } })
        return back.status === 200 ? (JSON.parse(back.text).id as string) : undefined
      }),

    /** @returns the job's id, or the code of the refusal */
    async accept(body: AcceptBody): Promise<{ jobId: string } | { refused: string }> {
      const path = body.schedule_time === undefined ? '/publishing/publish' : '/publishing/schedule'
      const { status, text } = await call(path, { body, key: crypto.randomUUID() })
      const answer = JSON.parse(text)
      return status === 202 ? { jobId: answer.job_id } : { refused: answer.code }
    },

    /** All jobs, page by page. */
    async jobs(): Promise<PresentedJob[]> {
      const jobs: PresentedJob[] = []
      let path: string | undefined = '/publishing/jobs?limit=100'
      while (path) {
        const { status, headers, text } = await call(path)
        if (status !== 200) throw new Error(`${path}: ${status} ${text}`)
        jobs.push(...JSON.parse(text))
        path = /\/api\/v1([^>]+)>; rel="next"/.exec(String(headers.link))?.[1]
      }
      return jobs
    },
  }
}
