/** A clock that tests move: time runs as usual, plus whatever was added to it. */
export interface SimClock {
  now(): number
  advance(ms: number): void
  /** Runs once when this clock reaches `time`; returns the cancel. */
  at(time: number, run: () => void): () => void
}

interface Appointment {
  time: number
  run: () => void
  timer?: NodeJS.Timeout
}

// setTimeout overflows beyond 2^31 ms; longer waits are taken in pieces.
const longestTimer = 2 ** 30

export function createClock(offsetMs = 0): SimClock {
  let offset = offsetMs
  const pending = new Set<Appointment>()
  const now = () => Date.now() + offset

  const settle = (appointment: Appointment) => {
    clearTimeout(appointment.timer)
    if (!pending.has(appointment)) return
    const wait = appointment.time - now()
    if (wait <= 0) {
      pending.delete(appointment)
      appointment.run()
      return
    }
    appointment.timer = setTimeout(() => settle(appointment), Math.min(wait, longestTimer))
    appointment.timer.unref()
  }

  return {
    now,
    advance(ms) {
      offset += ms
      for (const appointment of [...pending].sort((a, b) => a.time - b.time)) settle(appointment)
    },
    at(time, run) {
      const appointment: Appointment = { time, run }
      pending.add(appointment)
      settle(appointment)
      return () => {
        pending.delete(appointment)
        clearTimeout(appointment.timer)
      }
    },
  }
}
