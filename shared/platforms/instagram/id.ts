import * as z from 'zod/mini'

/** The Graph API's ids, which come as text or as numbers. */
export const id = z.pipe(z.union([z.string(), z.number()]), z.transform(String))
