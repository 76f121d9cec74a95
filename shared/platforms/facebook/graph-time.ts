import * as z from 'zod/mini'

const seconds = /^\d+$/

/** Seconds since the epoch as number or text, or "2026-11-20T09:30:00+0000", as ms. */
export const graphTime = z.pipe(
  z.pipe(
    z.union([z.number(), z.string()]),
    z.transform((time) =>
      seconds.test(String(time))
        ? Number(time) * 1000
        : Date.parse(String(time).replace(/([+-]\d\d)(\d\d)$/, '$1:$2')),
    ),
  ),
  z.number(),
)
