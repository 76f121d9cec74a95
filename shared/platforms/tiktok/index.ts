import type { PlatformModule } from '../contract.ts'
import { check } from './check.ts'
import { definition } from './definition.ts'
import { dialect } from './dialect.ts'
import { errors } from './errors.ts'
import { insights } from './insights.ts'
import { oauth } from './oauth.ts'
import { posting } from './posting.ts'
import { probe } from './probe.ts'
import { publisher } from './publish.ts'
import { hooks } from './webhooks.ts'

/** TikTok: videos, photo posts and inbox drafts. */
export const tiktok: PlatformModule = {
  definition,
  dialect,
  oauth,
  errors,
  publisher,
  probe,
  insights,
  check,
  posting,
  hooks,
}
