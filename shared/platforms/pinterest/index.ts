import type { PlatformModule } from '../contract.ts'
import { targets } from './boards.ts'
import { check } from './check.ts'
import { definition } from './definition.ts'
import { dialect } from './dialect.ts'
import { errors } from './errors.ts'
import { insights } from './insights.ts'
import { oauth } from './oauth.ts'
import { probe } from './probe.ts'
import { publisher } from './publish.ts'

/** Pinterest: image Pins, carousels and video Pins on a chosen board. */
export const pinterest: PlatformModule = {
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
