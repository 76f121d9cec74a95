import * as z from 'zod/mini'

/** "2026-11-20T09:30:00+0000", whole seconds and a zone without a colon, as ms. */
export const graphTime = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))),
  ),
  z.number(),
)
