import { account } from './account.ts'
import { assets } from './assets.ts'
import { connections } from './connections.ts'
import { generations } from './generations.ts'
import { insights } from './insights.ts'
import { networks } from './networks.ts'
import { notifications } from './notifications.ts'
import { publishSocial } from './publish-social.ts'
import { publishing } from './publishing.ts'
import type { Route } from './route.ts'
import { system } from './system.ts'

export { basePath } from './route.ts'
/** Of each function of the API; it decides how fast a caller is answered, too. */
export const apiMemoryMb = 512

/** The whole API, in the order of the documentation. */
export const routes: readonly Route[] = [
  ...connections,
  ...publishing,
  publishSocial,
  ...assets,
  ...generations,
  ...notifications,
  ...account,
  ...networks,
  ...insights,
  ...system,
]
