import { startFacebookSimulator } from './facebook/index.ts'
import { startInstagramSimulator } from './instagram/index.ts'
import type { Simulator, SimulatorOptions } from './kit/server.ts'
import { startLinkedInSimulator } from './linkedin/index.ts'
import { startPinterestSimulator } from './pinterest/index.ts'
import { startTikTokSimulator } from './tiktok/index.ts'
import { startXSimulator } from './x/index.ts'

/** How people read their names. */
export const titles: Record<string, string> = {
  x: 'X',
  instagram: 'Instagram',
  facebook: 'Facebook',
  linkedin: 'LinkedIn',
  pinterest: 'Pinterest',
  tiktok: 'TikTok',
}

/** How each simulated network is started. */
export const simulators: Record<string, (options: SimulatorOptions) => Promise<Simulator>> = {
  x: startXSimulator,
  instagram: startInstagramSimulator,
  facebook: startFacebookSimulator,
  linkedin: startLinkedInSimulator,
  pinterest: startPinterestSimulator,
  tiktok: startTikTokSimulator,
}
