/** The one clock of an environment: runs with the real one, plus what it was advanced by. */
export interface LocalClock {
  readonly offset: number
  now(): number
  advance(ms: number): void
  /** Calls back, never at once, when the clock reaches `time`; returns the cancel. */
  at(time: number, run: () => void): () => void
  onAdvance(listener: (offset: number) => void): () => void
}

interface Appointment {
  time: number
  run: () => void
  timer?: NodeJS.Timeout
}

const longestTimeout = 2 ** 31 - 1

export function createLocalClock(offset = 0): LocalClock {
  const waiting = new Set<Appointment>()
  const listeners = new Set<(offset: number) => void>()
  const now = () => Date.now() + offset

  function arm(appointment: Appointment) {
    clearTimeout(appointment.timer)
    const wait = Math.min(Math.max(appointment.time - now(), 0), longestTimeout)
    // Timers fire up to 1 ms early, so the clock itself has the last word.
    appointment.timer = setTimeout(() => {
      if (now() < appointment.time) arm(appointment)
      else meet(appointment)
    }, wait)
    appointment.timer.unref()
  }

  function meet(appointment: Appointment) {
    clearTimeout(appointment.timer)
    if (waiting.delete(appointment)) appointment.run()
  }

  return {
    get offset() {
      return offset
    },
    now,
    advance(ms) {
      offset += ms
      for (const listener of listeners) listener(offset)
      for (const each of [...waiting].sort((a, b) => a.time - b.time)) {
        if (each.time <= now()) meet(each)
        else if (waiting.has(each)) arm(each)
      }
    },
    at(time, run) {
      const appointment: Appointment = { time, run }
      waiting.add(appointment)
      arm(appointment)
      return () => {
        clearTimeout(appointment.timer)
        waiting.delete(appointment)
      }
    },
    onAdvance(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
