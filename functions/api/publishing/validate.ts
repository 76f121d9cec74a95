import { publishing } from '../../../shared/api/publishing.ts'
import { resolveAssets } from '../../../shared/assets/use-assets.ts'
import { AppError } from '../../../shared/domain/errors.ts'
import { unsafeUrls } from '../../../shared/publishing/media-urls.ts'
import { judgeContent } from '../../../shared/publishing/validate-content.ts'
import { endpoint } from '../../../shared/runtime/endpoint.ts'
import { localHook } from '../../../shared/runtime/local-hook.ts'
import { reading } from '../../../shared/runtime/services/reading.ts'
import { getConnection } from '../../../shared/storage/connections.ts'

export const handler = endpoint(publishing.validate, reading, async ({ body, caller }, { table }) => {
  const { connection_id, ...post } = body
  const connection = await getConnection(table, caller.userId, connection_id)
  if (!connection) throw new AppError('connection_not_found')
  const assets = await resolveAssets({ table }, caller.userId, post.assets)
  const verdict = judgeContent(connection, { ...post, assets })
  const violations = [...unsafeUrls(localHook().fetchExceptions, assets), ...verdict.violations]
  return { body: { valid: violations.length === 0, violations, warnings: verdict.warnings } }
})
