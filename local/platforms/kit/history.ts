/** A post of days gone by, with what people did with it: likes and nothing else, the same whenever it is asked. */
export interface PastPost {
  /** ms since the epoch. */
  at: number
  text: string
  likes: number
  /** The Page, organization or board it belongs to. */
  place?: string
}

/** Reads `posts` of `POST /_control/history`; oldest first. */
export function readHistory(value: unknown, now: number): PastPost[] {
  if (!Array.isArray(value)) throw new Error('posts is a list')
  return value.map((one: unknown) => readPost(one, now)).sort((a, b) => a.at - b.at)
}

function readPost(value: unknown, now: number): PastPost {
  const { at, text, likes, place } = (value ?? {}) as Record<string, unknown>
  const time = typeof at === 'string' ? Date.parse(at) : Number.NaN
  if (!(time <= now)) throw new Error('at is a time gone by, as RFC 3339')
  if (typeof text !== 'string') throw new Error('text is a string')
  if (typeof likes !== 'number' || !(likes >= 0)) throw new Error('likes is a number from 0')
  return { at: time, text, likes, ...(place === undefined ? {} : { place: String(place) }) }
}
