import { validate as route } from '../../../shared/api/publishing.ts'
import { resolveAssets } from '../../../shared/assets/use-assets.ts'
import { AppError } from '../../../shared/domain/errors.ts'
import { lapseWarnings } from '../../../shared/publishing/lapse-warnings.ts'
import { unsafeUrls } from '../../../shared/publishing/media-urls.ts'
import { judgeTime } from '../../../shared/publishing/schedule-time.ts'
import { judgeContent } from '../../../shared/publishing/validate-content.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { localHook } from '../../../shared/runtime/local-hook.ts'
import { reading } from '../../../shared/runtime/services/reading.ts'
import { getConnection } from '../../../shared/storage/connections.ts'

export const handler = endpoint(route, reading, async ({ body, caller }, { table, now }) => {
  const { connection_id, schedule_time, ...post } = body
  const connection = await getConnection(table, caller.userId, connection_id)
  if (!connection) throw new AppError('connection_not_found')
  const assets = await resolveAssets({ table }, caller.userId, post.assets)
  const verdict = await judgeContent(connection, { ...post, assets })
  const time = judgeTime(schedule_time ?? undefined, now())
  const urls = unsafeUrls(localHook().fetchExceptions, assets)
  const violations = [...urls, ...verdict.violations, ...time.violations]
  const warnings = [...verdict.warnings, ...lapseWarnings(connection, time.at, now())]
  return { body: { valid: violations.length === 0, violations, warnings } }
})
