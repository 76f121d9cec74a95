import type { Platform } from './platform.ts'

/** Names of the queues within a stage. */
export const workQueue = (platform: Platform) => `work-${platform}`
export const commitQueue = (platform: Platform) => `commit-${platform}`
export const preflightQueue = 'preflight'
export const deadLetterQueue = 'dead-letters'
