import type { NetworkContract } from './contract.ts'
import { facebook } from './facebook.ts'
import { instagram } from './instagram.ts'
import { linkedin } from './linkedin.ts'
import { pinterest } from './pinterest.ts'
import { tiktok } from './tiktok.ts'
import { x } from './x.ts'

/** Every network of this build; the suite holds each to the same promises. */
export const networks: NetworkContract[] = [instagram, facebook, linkedin, x, pinterest, tiktok]
