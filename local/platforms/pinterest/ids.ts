import type { Pinterest } from './state.ts'

const epoch = BigInt(Date.UTC(2010, 0, 1))

/** Eighteen digits, above 2^53, and always greater than the last: higher ids were added later. */
export function nextId(pinterest: Pinterest): string {
  const first = (BigInt(pinterest.clock.now()) - epoch) << 20n
  const last = BigInt(pinterest.state.lastId)
  pinterest.state.lastId = String(first > last ? first : last + 1n)
  return pinterest.state.lastId
}

/** An id of that moment; `sequence` tells those of the same one apart. */
export const idAt = (at: number, sequence: number): string =>
  String(((BigInt(at) - epoch) << 20n) + BigInt(sequence % 1_000_000))

/** Negative when `a` was made after `b`. */
export function newestFirst(a: string, b: string): number {
  return a === b ? 0 : BigInt(a) > BigInt(b) ? -1 : 1
}
