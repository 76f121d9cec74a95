import type { Platform } from './platform.ts'

/** Names of the queues within a stage. */
export const workQueue = (platform: Platform) => `work-${platform}`
export const commitQueue = (platform: Platform) => `commit-${platform}`
export const preflightQueue = 'preflight'
/** What nobody waits for by the second; each message says by `kind` what is to be done. */
export const backgroundQueue = 'background'
export const deadLetterQueue = 'dead-letters'

/** If nothing happened this long after a message was sent, or something else should have, the sweeper looks. */
export const lookAfterMs = 75_000
