import * as z from 'zod/mini'
import type { Attachment } from './content.ts'
import { visibleText } from './little-text.ts'

const file = z.object({ id: z.string() })

/** A post as LinkedIn lists it. */
export const listedPost = z.object({
  id: z.string(),
  createdAt: z.number(),
  commentary: z.nullish(z.string()),
  lifecycleState: z.nullish(z.string()),
  content: z.nullish(
    z.object({
      media: z.optional(file),
      multiImage: z.optional(z.object({ images: z.array(file) })),
      article: z.optional(z.object({ title: z.nullish(z.string()) })),
      poll: z.optional(z.object({ question: z.nullish(z.string()) })),
    }),
  ),
})

export type ListedPost = z.infer<typeof listedPost>

/** What was asked to be posted. */
export interface Sought {
  commentary: string
  attachment: Attachment | undefined
  /** Only posts made from here on, ms. */
  since: number
}

/** Whether LinkedIn lists what was sent: same words, same files, not older. The same text with other files is another post. */
export const isSame = (post: ListedPost, { commentary, attachment, since }: Sought): boolean =>
  post.createdAt >= since &&
  !['DRAFT', 'PUBLISH_FAILED'].includes(post.lifecycleState ?? '') &&
  visibleText(post.commentary ?? '') === visibleText(commentary) &&
  likeness(post.content) === likeness(attachment)

type Content = Partial<z.infer<typeof listedPost>['content']>

function likeness(content: Content | Attachment | undefined): string {
  const { media, multiImage, article, poll } = (content ?? {}) as NonNullable<Content>
  if (media) return media.id
  if (multiImage) return multiImage.images.map(({ id }) => id).join(' ')
  if (article) return `article ${visibleText(article.title ?? '')}`
  return poll ? `poll ${visibleText(poll.question ?? '')}` : ''
}
