import type { PlatformModule } from '../contract.ts'
import { graphDialect } from '../meta/dialect.ts'
import { metaHooks } from '../meta/signed-request.ts'
import { check } from './check.ts'
import { definition } from './definition.ts'
import { errors } from './errors.ts'
import { insights } from './insights.ts'
import { oauth } from './oauth.ts'
import { probe } from './probe.ts'
import { publisher } from './publish.ts'
import { limits } from './quota.ts'

/** Instagram with Instagram Login: images, carousels, reels and stories of professional accounts. */
export const instagram: PlatformModule = {
  definition,
  dialect: graphDialect,
  oauth,
  errors,
  publisher,
  probe,
  insights,
  limits,
  check,
  hooks: metaHooks,
}
