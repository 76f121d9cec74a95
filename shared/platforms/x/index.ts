import type { Check } from '../contract.ts'

export { definition } from './definition.ts'
export { dialect } from './dialect.ts'
export { insights } from './insights.ts'
export { oauth } from './oauth.ts'
export { steps } from './options.ts'
export { probe } from './probe.ts'
export { publisher } from './publish.ts'

// X's library of texts comes with the first one: to read its patterns takes a tenth of a cold start.

export const check = async (...post: Parameters<Check>) => (await import('./check.ts')).check(...post)

export const measureText = async (text: string) => (await import('./weighted-length.ts')).weightedLength(text)
