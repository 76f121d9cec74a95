import { getJob as route } from '../../../shared/api/publishing.ts'
import { AppError } from '../../../shared/domain/errors.ts'
import { etag, presentJobDetail } from '../../../shared/publishing/present-job.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { reading } from '../../../shared/runtime/services/reading.ts'
import { getContent, getJob } from '../../../shared/storage/jobs.ts'

export const handler = endpoint(route, reading, async ({ params, caller }, { table }) => {
  const job = await getJob(table, { user_id: caller.userId, job_id: params.id }, true)
  if (!job) throw new AppError('job_not_found')
  const content = await getContent(table, job, job.content_version)
  return { body: presentJobDetail(job, content), headers: { etag: etag(job) } }
})
