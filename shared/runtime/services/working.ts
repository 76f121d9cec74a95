import { once } from '../../domain/once.ts'
import { openSending, type Sending } from '../../publishing/sending.ts'
import { waitUntil } from '../clock.ts'
import { type Connecting, connecting } from './connecting.ts'
import { type Measuring, measuring } from './measuring.ts'

export interface Working extends Measuring, Connecting {
  sending: Sending
  waitUntil(time: number): Promise<void>
}

/** For the workers that prepare and publish. */
export const working: () => Working = once(() => ({
  ...measuring(),
  ...connecting(),
  sending: openSending(),
  waitUntil,
}))
