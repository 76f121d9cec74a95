const epochBits = 22n

/** Headers give URNs as they are, or as they stand in paths. */
const decoded = (id: string): string =>
  id.replace(/%3a/gi, ':').replace(/%28/g, '(').replace(/%2c/gi, ',').replace(/%29/g, ')')

/** Where a person's own posts stand. */
export const personUrn = (id: string): string => `urn:li:person:${id}`

export const isPerson = (author: string): boolean => author.startsWith('urn:li:person:')

/** The post that an answer names; a text is a share, a film a ugcPost. */
export const postUrn = (id: string): string | undefined =>
  /^urn:li:(share|ugcPost):\d+$/.exec(decoded(id))?.[0]

/** A comment's own number, out of its number or its URN. */
export const commentId = (id: string): string | undefined => /(\d+)\)?$/.exec(decoded(id))?.[1]

/**
 * When a post was made, ms: ids carry it above 22 other bits, without an offset. LinkedIn documents it nowhere;
 * three ids with known days agree (2023-12-14, 2026-02-22, 2026-06-11).
 */
export const createdAt = (urn: string): number => Number(BigInt(urn.split(':').at(-1) ?? '') >> epochBits)
