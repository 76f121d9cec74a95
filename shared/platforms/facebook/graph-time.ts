import * as z from 'zod'

const seconds = /^\d+$/

/** Seconds since the epoch as number or text, or "2026-11-20T09:30:00+0000", as ms. */
export const graphTime = z
  .union([z.number(), z.string()])
  .transform((time) =>
    seconds.test(String(time))
      ? Number(time) * 1000
      : Date.parse(String(time).replace(/([+-]\d\d)(\d\d)$/, '$1:$2')),
  )
  .pipe(z.number())
