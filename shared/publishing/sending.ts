import { setTimeout as pause } from 'node:timers/promises'

const mostMs = 5_000

/** Posts of one worker that are about to be sent. */
export interface Sending {
  /** From its last wait on. @returns what says that it is out, or that it will not be sent now */
  begin(): () => void
  /**
   * Waits for them, but not long: what a post that is out still needs (its address, its event) is in no hurry, and
   * would take processor time from those whose second it is.
   */
  over(): Promise<void>
}

export function openSending(): Sending {
  let open = 0
  const waiting = new Set<() => void>()
  return {
    begin() {
      open += 1
      let counted = true
      return () => {
        if (counted) open -= 1
        counted = false
        if (open > 0) return
        for (const go of waiting) go()
        waiting.clear()
      }
    },
    async over() {
      if (open === 0) return
      const all = new Promise<void>((resolve) => waiting.add(resolve))
      await Promise.race([all, pause(mostMs, undefined, { ref: false })])
    },
  }
}
