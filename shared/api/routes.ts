import { assets } from './assets.ts'
import { connections } from './connections.ts'
import { generations } from './generations.ts'
import { publishSocial } from './publish-social.ts'
import { publishing } from './publishing.ts'
import type { Route } from './route.ts'
import { system } from './system.ts'

export { basePath } from './route.ts'

/** The whole API, in the order of the documentation. */
export const routes: readonly Route[] = [
  ...Object.values(connections),
  ...Object.values(publishing),
  publishSocial,
  ...Object.values(assets),
  ...Object.values(generations),
  ...Object.values(system),
]
