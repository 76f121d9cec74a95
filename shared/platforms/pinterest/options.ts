import * as z from 'zod/mini'
import { once } from '../../domain/once.ts'
import type { Steps } from '../contract.ts'

// PinCreate of Pinterest's OpenAPI 5.23.0 and its change list to 5.28, checked 2026-11-20.
const numericId = once(() => z.string().check(z.regex(/^\d{1,25}$/, 'a numeric id')))
const words = once(() => z.string().check(z.trim(), z.minLength(1)))
const link = once(() =>
  z
    .nullish(z.url({ protocol: /^https?$/ }).check(z.maxLength(2048)))
    .check(z.describe('Where a click on it leads')),
)

const common = once(() => ({
  board_id: z.nullish(numericId()).check(z.describe('The board it goes to')),
  board_section_id: z.nullish(numericId()).check(z.describe('A section of that board')),
  title: z.nullish(words().check(z.maxLength(100))),
  link: link(),
  dominant_color: z
    .nullish(z.string().check(z.regex(/^#[0-9a-f]{6}$/i)))
    .check(z.describe('Shown until the picture is loaded')),
  ai_disclosures: z
    .nullish(
      z.strictObject({
        values: z.array(z.enum(['AI_MODIFIED', 'SYNTHETIC_PERFORMER'])).check(z.minLength(1)),
      }),
    )
    .check(z.describe('Discloses what AI made')),
}))

export const imageOptions = once(() => z.strictObject(common()))

export const carouselOptions = once(() =>
  z.strictObject({
    ...common(),
    index: z
      .nullish(z.int().check(z.minimum(0), z.maximum(4)))
      .check(z.describe('Which picture is the cover, from 0')),
    items: z
      .nullish(
        z
          .array(
            z.strictObject({
              title: z.nullish(words().check(z.maxLength(100))),
              description: z.nullish(words().check(z.maxLength(800))),
              link: link(),
            }),
          )
          .check(z.maxLength(5)),
      )
      .check(z.describe('What single pictures say and lead to, in their order')),
  }),
)

export const videoOptions = once(() =>
  z.strictObject({
    ...common(),
    cover_image_key_frame_time: z
      .nullish(z.int().check(z.minimum(0)))
      .check(z.describe('Second of the film that is its cover, where no picture is given; 0 when left out')),
  }),
)

/** The options of any type as they are read back from a stored job; unknown names are the schemas' affair. */
export const storedOptions = once(() => z.object({ ...carouselOptions().shape, ...videoOptions().shape }))

export const steps: Steps = { count: () => 1 }
