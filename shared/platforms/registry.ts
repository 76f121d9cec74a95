import type { Platform } from '../domain/platform.ts'
import type { PlatformModule } from './contract.ts'
import { instagram } from './instagram/index.ts'
import { x } from './x/index.ts'

/** Every network of this build. */
export const registry: Record<Platform, PlatformModule> = { instagram, x }
