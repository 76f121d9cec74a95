import { setTimeout as pause } from 'node:timers/promises'
import { type Api, good, openApi, type Schema } from '../../client/open-api.ts'

export type Job = Schema<'PublishJobResponse'>

/** A caller of the API: one user with a token. */
export interface Client {
  api: Api
  /** For pages that a browser opens in this user's name. */
  headers: Record<string, string>
  /** Asks for the job until `done` says so, or 40 seconds are over. */
  wait(jobId: string, done?: (job: Job) => boolean): Promise<Job>
}

const ended = ['Published', 'ContentRejected', 'Failed', 'Unknown', 'Cancelled']

export function openClient(origin: string, token: string): Client {
  const api = openApi(origin, token)
  return {
    api,
    headers: { authorization: `Bearer ${token}` },
    async wait(id, done = ({ status }) => ended.includes(status)) {
      const until = performance.now() + 40_000
      while (true) {
        const job = good(await api.GET('/api/v1/publishing/jobs/{id}/status', { params: { path: { id } } }))
        if (done(job) || performance.now() > until) return job
        await pause(150)
      }
    },
  }
}
