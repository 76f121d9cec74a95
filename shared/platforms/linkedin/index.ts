import type { PlatformModule } from '../contract.ts'
import { check } from './check.ts'
import { definition } from './definition.ts'
import { dialect } from './dialect.ts'
import { errors } from './errors.ts'
import { insights } from './insights.ts'
import { oauth } from './oauth.ts'
import { probe } from './probe.ts'
import { publisher } from './publish.ts'
import { targets } from './targets.ts'

/** LinkedIn: posts of a person and of the organizations they post for. */
export const linkedin: PlatformModule = {
  definition,
  dialect,
  oauth,
  errors,
  publisher,
  probe,
  insights,
  targets,
  check,
}
