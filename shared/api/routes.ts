import { assets } from './assets.ts'
import { connections } from './connections.ts'
import { generations } from './generations.ts'
import { publishing } from './publishing.ts'
import type { Route } from './route.ts'
import { system } from './system.ts'

export const basePath = '/api/v1'

/** The whole API, in the order of the documentation. */
export const routes: readonly Route[] = [
  ...Object.values(connections),
  ...Object.values(publishing),
  ...Object.values(assets),
  ...Object.values(generations),
  ...Object.values(system),
]
