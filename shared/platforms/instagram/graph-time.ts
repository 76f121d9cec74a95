import * as z from 'zod'

/** "2026-11-20T09:30:00+0000", whole seconds and a zone without a colon, as ms. */
export const graphTime = z
  .string()
  .transform((text) => Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))
  .pipe(z.number())
