import { listJobs as route } from '../../../shared/api/publishing.ts'
import { AppError } from '../../../shared/domain/errors.ts'
import { isPlatform } from '../../../shared/domain/platform.ts'
import type { Status } from '../../../shared/domain/publish-job.ts'
import { listJobs } from '../../../shared/publishing/list-jobs.ts'
import { presentJob } from '../../../shared/publishing/present-job.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { nextLink } from '../../../shared/runtime/next-link.ts'
import { reading } from '../../../shared/runtime/services/reading.ts'

const time = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text))

export const handler = endpoint(route, reading, async ({ query, caller }, { table, config }) => {
  const { platform, status, connection_id, scheduled_from, scheduled_to, limit, cursor } = query
  if (platform !== undefined && !isPlatform(platform)) throw new AppError('unsupported_platform')
  const filter = {
    platform,
    status: status as Status | undefined,
    connectionId: connection_id,
    scheduledFrom: time(scheduled_from),
    scheduledTo: time(scheduled_to),
  }
  const page = await listJobs({ table }, caller.userId, { filter, limit, cursor })
  return {
    body: page.jobs.map(presentJob),
    ...nextLink(config, { path: route.path, query, cursor: page.cursor }),
  }
})
