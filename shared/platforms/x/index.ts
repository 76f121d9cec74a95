import type { PlatformModule } from '../contract.ts'
import { check } from './check.ts'
import { definition } from './definition.ts'
import { dialect } from './dialect.ts'
import { errors } from './errors.ts'
import { insights } from './insights.ts'
import { oauth } from './oauth.ts'
import { probe } from './probe.ts'
import { publisher } from './publish.ts'
import { weightedLength } from './weighted-length.ts'

export const x: PlatformModule = {
  definition,
  dialect,
  oauth,
  errors,
  publisher,
  probe,
  insights,
  measureText: weightedLength,
  check,
}
