import { once } from '../../domain/once.ts'
import { waitUntil } from '../clock.ts'
import { type Accepting, accepting } from './accepting.ts'

export interface Waiting extends Accepting {
  waitConcurrency: number
  waitUntil(time: number): Promise<void>
}

/** For the endpoint that waits for what it began. */
export const waiting: () => Waiting = once(() => ({
  ...accepting(),
  waitConcurrency: accepting().config.env.WAIT_CONCURRENCY,
  waitUntil,
}))
