import type { XContext } from './state.ts'

const epoch = 1288834974657n

/** The next id: milliseconds of the clock, then a worker and a sequence; always greater than the last. */
export function nextId(context: XContext): string {
  const first = ((BigInt(context.clock.now()) - epoch) << 22n) | (1n << 12n)
  const last = BigInt(context.state.lastId)
  const id = first > last ? first : last + 1n
  context.state.lastId = String(id)
  return context.state.lastId
}

/** An id of that moment; `sequence` tells those of the same one apart. */
export const idAt = (at: number, sequence: number): string =>
  String(((BigInt(at) - epoch) << 22n) | (2n << 12n) | BigInt(sequence % 4096))

export function createdAt(id: string): number {
  return Number((BigInt(id) >> 22n) + epoch)
}
