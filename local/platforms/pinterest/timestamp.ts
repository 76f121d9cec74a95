import type { Pinterest } from './state.ts'

/** A moment as the network writes it: whole seconds of UTC, cut off, mostly without saying so. */
export function timestamp({ settings }: Pinterest, time: number): string {
  const seconds = new Date(time).toISOString().slice(0, 19)
  return settings.created_at_zone === 'utc' ? `${seconds}Z` : seconds
}
