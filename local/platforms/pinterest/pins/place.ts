import { nextId } from '../ids.ts'
import type { Pin, Pinterest } from '../state.ts'

/** A Pin that isn't live yet, and how long listings will lag behind it. */
export type Draft = Omit<Pin, 'id' | 'createdAt' | 'listedAt'> & { lagMs: number }

/** Makes the Pin live, now. */
export function place(pinterest: Pinterest, { lagMs, ...draft }: Draft): Pin {
  const createdAt = pinterest.clock.now()
  const pin: Pin = { ...draft, id: nextId(pinterest), createdAt, listedAt: createdAt + lagMs }
  pinterest.state.pins.push(pin)
  pinterest.changed()
  return pin
}
