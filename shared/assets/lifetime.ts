import { lookAfterMs } from '../domain/queues.ts'

const hour = 3_600_000
const day = 24 * hour

/** How long an upload URL may be used. */
export const uploadSeconds = 3_600
/** A large upload that began in time may still arrive. */
export const arrivalMs = 2 * hour
/** What no job needs goes after this long. */
export const keptMs = 30 * day
/** Kept so long after it was needed anyway: prolonging by less than a day is not worth a write. */
export const keptEnoughMs = keptMs - day
/** A rejected one stays so that its owner can read why. */
export const rejectedKeptMs = 7 * day
/** When to look whether the file of a pending asset is there though nobody said so: ever more seldom. */
export const nextLook = (asset: { created_at: number; arrives_by: number }, now: number): number =>
  Math.min(now + Math.max(lookAfterMs, now - asset.created_at), asset.arrives_by + 60_000)
