import * as z from 'zod'
import { once } from '../../domain/once.ts'
import type { Steps } from '../contract.ts'

// PinCreate of Pinterest's OpenAPI 5.23.0 and its change list to 5.28, checked 2026-11-20.
const numericId = once(() => z.string().regex(/^\d{1,25}$/, 'a numeric id'))
const words = once(() => z.string().trim().min(1))
const link = once(() =>
  z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .nullish()
    .describe('Where a click on it leads'),
)

const common = once(() => ({
  board_id: numericId().nullish().describe('The board it goes to'),
  board_section_id: numericId().nullish().describe('A section of that board'),
  title: words().max(100).nullish(),
  link: link(),
  dominant_color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .nullish()
    .describe('Shown until the picture is loaded'),
  ai_disclosures: z
    .strictObject({ values: z.array(z.enum(['AI_MODIFIED', 'SYNTHETIC_PERFORMER'])).min(1) })
    .nullish()
    .describe('Discloses what AI made'),
}))

export const imageOptions = once(() => z.strictObject(common()))

export const carouselOptions = once(() =>
  z.strictObject({
    ...common(),
    index: z.int().min(0).max(4).nullish().describe('Which picture is the cover, from 0'),
    items: z
      .array(
        z.strictObject({
          title: words().max(100).nullish(),
          description: words().max(800).nullish(),
          link: link(),
        }),
      )
      .max(5)
      .nullish()
      .describe('What single pictures say and lead to, in their order'),
  }),
)

export const videoOptions = once(() =>
  z.strictObject({
    ...common(),
    cover_image_key_frame_time: z
      .int()
      .min(0)
      .nullish()
      .describe('Second of the film that is its cover, where no picture is given; 0 when left out'),
  }),
)

/** The options of any type as they are read back from a stored job; unknown names are the schemas' affair. */
export const storedOptions = once(() => z.object({ ...carouselOptions().shape, ...videoOptions().shape }))

export const steps: Steps = { count: () => 1 }
