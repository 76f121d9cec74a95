import { publishing } from '../../../shared/api/publishing.ts'
import { basePath } from '../../../shared/api/routes.ts'
import { AppError } from '../../../shared/domain/errors.ts'
import { isPlatform } from '../../../shared/domain/platform.ts'
import type { Status } from '../../../shared/domain/publish-job.ts'
import { listJobs } from '../../../shared/publishing/list-jobs.ts'
import { presentJob } from '../../../shared/publishing/present-job.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { reading } from '../../../shared/runtime/services/reading.ts'

const time = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text))

export const handler = endpoint(
  publishing['list-jobs'],
  reading,
  async ({ query, caller }, { table, config }) => {
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
    if (page.cursor === undefined) return { body: page.jobs.map(presentJob) }
    const next = new URL(`${config.env.SERVICE_BASE_URL}${basePath}${publishing['list-jobs'].path}`)
    for (const [name, value] of Object.entries({ ...query, cursor: page.cursor }))
      if (value !== undefined) next.searchParams.set(name, String(value))
    return { body: page.jobs.map(presentJob), headers: { link: `<${next}>; rel="next"` } }
  },
)
