import { once } from '../../domain/once.ts'
import { type Disconnecting, disconnecting } from './disconnecting.ts'
import { type Generating, generating } from './generating.ts'

export interface Background extends Omit<Disconnecting, 'settings'>, Omit<Generating, 'settings'> {
  settings: Disconnecting['settings'] & Generating['settings']
}

/** For work that nobody waits for: files, images, events, deletions. */
export const background: () => Background = once(() => ({
  ...disconnecting(),
  ...generating(),
  settings: { ...disconnecting().settings, ...generating().settings },
}))
