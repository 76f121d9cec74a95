import { once } from './core.ts'
import { type Disconnecting, disconnecting } from './disconnecting.ts'
import { type Storing, storing } from './storing.ts'

/** For work that nobody waits for: files, events, deletions. */
export interface Background extends Disconnecting, Storing {}

export const background: () => Background = once(() => ({ ...disconnecting(), ...storing() }))
