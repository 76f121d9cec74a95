/** A published way to send scheduled posts: look every so often, send what is due. */
export interface Peer {
  name: string
  /** Where the loop was read, and when. */
  source: string
  everyMs: number
  /** The most it takes at one look. */
  take: number
}

export const peers: readonly Peer[] = [
  {
    name: 'poll every 15 s, taking 10',
    source:
      'brightbeanxyz/brightbean-studio at 0b58c32, apps/publisher/engine.py: poll_and_publish and MAX_CONCURRENT_PUBLISHES; read 2026-11-21',
    everyMs: 15_000,
    take: 10,
  },
  {
    name: 'poll every 60 s',
    source:
      'Arshpreet-Singh0/Postraft at 35c90cb, apps/http-backend/src/scheduler/twitterScheduler.ts: cron each minute, everything due; read 2026-11-21',
    everyMs: 60_000,
    take: Number.POSITIVE_INFINITY,
  },
  {
    name: 'poll every 120 s, taking 80',
    source:
      'the figures of a hosted scheduler as they were handed to us; its page was not found on 2026-11-21',
    everyMs: 120_000,
    take: 80,
  },
]

export const schedulerAlone = {
  name: 'Scheduler alone',
  source:
    'docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html: a schedule set to 1:00 fires between 1:00:00 and 1:00:59; read 2026-11-21',
}

const phases = 60
const minute = 60_000

/**
 * How late each post leaves, ms, when the loop's looks may lie anywhere against the minute: the arrivals once for each
 * of 60 phases. In its favour, sending takes no time.
 */
export const latenessOfPolling = (peer: Peer, times: readonly number[]): number[] =>
  Array.from({ length: phases }, (_, n) => poll(peer, times, (n / phases) * peer.everyMs)).flat()

function poll({ everyMs, take }: Peer, times: readonly number[], phase: number): number[] {
  const due = times.toSorted((a, b) => a - b)
  const lateness: number[] = []
  let look = Math.ceil((due[0]! - phase) / everyMs) * everyMs + phase
  for (let sent = 0; sent < due.length; look += everyMs) {
    const end = Math.min(due.length, sent + take)
    for (; sent < end && due[sent]! <= look; sent += 1) lateness.push(look - due[sent]!)
  }
  return lateness
}

/** Sent when the schedule of its minute fires: at every 60th of the minute, so also before its second. */
export const latenessOfScheduler = (times: readonly number[]): number[] =>
  times.flatMap((time) =>
    Array.from(
      { length: phases },
      (_, n) => Math.floor(time / minute) * minute + (n * minute) / phases - time,
    ),
  )
