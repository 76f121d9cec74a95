import type { Platform } from '../domain/platform.ts'
import type { PlatformModule } from './contract.ts'
import { facebook } from './facebook/index.ts'
import { instagram } from './instagram/index.ts'
import { linkedin } from './linkedin/index.ts'
import { pinterest } from './pinterest/index.ts'
import { tiktok } from './tiktok/index.ts'
import { x } from './x/index.ts'

/** Every network of this build. */
export const registry: Record<Platform, PlatformModule> = {
  instagram,
  facebook,
  linkedin,
  x,
  pinterest,
  tiktok,
}
