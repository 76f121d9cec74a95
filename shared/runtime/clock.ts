import { setTimeout as pause } from 'node:timers/promises'

/** The only reader of the time of day. */
export const now = (): number => Date.now()

const longestPauseMs = 50

/**
 * Waits until the clock says `time` (ms), never a moment less: timers fire up to 1 ms early. In short pauses,
 * because the clock itself may be set meanwhile.
 */
export async function waitUntil(time: number): Promise<void> {
  for (let left = time - now(); left > 0; left = time - now()) await pause(Math.min(left, longestPauseMs))
}
