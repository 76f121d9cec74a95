/** The time that everything in here lives by. `at` fires once the (possibly advanced) clock reaches `time`. */
export interface AwsClock {
  now(): number
  at(time: number, run: () => void): () => void
}

/** A clock that runs with the real one and can be moved ahead. */
export interface MovableClock extends AwsClock {
  /** Goes ahead by `ms`, stopping at each appointment on the way. */
  advance(ms: number): Promise<void>
}

interface Appointment {
  time: number
  run: () => void
  timer?: NodeJS.Timeout
}

const longestTimeout = 2 ** 31 - 1

export function startClock(): MovableClock {
  let ahead = 0
  const waiting = new Set<Appointment>()
  const now = () => Date.now() + ahead

  function arm(appointment: Appointment) {
    clearTimeout(appointment.timer)
    const wait = Math.min(Math.max(appointment.time - now(), 0), longestTimeout)
    // setTimeout fires up to 1 ms early, so the clock itself has the last word.
    appointment.timer = setTimeout(
      () => (now() < appointment.time ? arm(appointment) : meet(appointment)),
      wait,
    )
    appointment.timer.unref()
  }

  function meet(appointment: Appointment) {
    clearTimeout(appointment.timer)
    if (waiting.delete(appointment)) appointment.run()
  }

  return {
    now,
    at(time, run) {
      const appointment: Appointment = { time, run }
      waiting.add(appointment)
      arm(appointment)
      return () => {
        clearTimeout(appointment.timer)
        waiting.delete(appointment)
      }
    },
    async advance(ms) {
      const target = now() + ms
      for (;;) {
        let next: Appointment | undefined
        for (const each of waiting) if (each.time <= target && (!next || each.time < next.time)) next = each
        if (!next) break
        ahead += Math.max(0, next.time - now())
        meet(next)
        await new Promise((resolve) => setImmediate(resolve))
      }
      ahead += Math.max(0, target - now())
      for (const appointment of waiting) arm(appointment)
    },
  }
}
