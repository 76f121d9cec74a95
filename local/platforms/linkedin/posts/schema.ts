import { z } from 'zod'

const altText = z.string().optional()
const media = z.strictObject({ id: z.string(), title: z.string().optional(), altText })
const picture = z.strictObject({ id: z.string(), altText })
const article = z.strictObject({
  source: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  thumbnail: z.string().optional(),
})
const poll = z.strictObject({
  question: z.string(),
  options: z.array(z.strictObject({ text: z.string() })),
  settings: z.strictObject({ duration: z.enum(['ONE_DAY', 'THREE_DAYS', 'SEVEN_DAYS', 'FOURTEEN_DAYS']) }),
})

/** A union of rest.li has exactly one member; carousels are for sponsored content and not offered here. */
const content = z
  .strictObject({
    media: media.optional(),
    multiImage: z.strictObject({ images: z.array(picture) }).optional(),
    article: article.optional(),
    poll: poll.optional(),
  })
  .refine((value) => Object.keys(value).length === 1, {
    message: 'DataMap should have exactly one entry for a union type',
  })

// Posts API, li-lms-2025-11.
export const createRequest = z.strictObject({
  author: z.string(),
  commentary: z.string(),
  visibility: z.enum(['PUBLIC', 'CONNECTIONS', 'LOGGED_IN', 'CONTAINER']),
  distribution: z.strictObject({
    feedDistribution: z.enum(['MAIN_FEED', 'NONE']),
    targetEntities: z.array(z.unknown()).optional(),
    thirdPartyDistributionChannels: z.array(z.unknown()).optional(),
  }),
  lifecycleState: z.enum(['DRAFT', 'PUBLISHED', 'PUBLISH_REQUESTED', 'PUBLISH_FAILED']),
  isReshareDisabledByAuthor: z.boolean().optional(),
  content: content.optional(),
  reshareContext: z.strictObject({ parent: z.string() }).optional(),
})

export type CreateRequest = z.infer<typeof createRequest>
export type Content = z.infer<typeof content>

export const updateRequest = z.strictObject({
  patch: z.strictObject({ $set: z.strictObject({ commentary: z.string() }) }),
})
