import type { JobContent } from '../../domain/publish-job.ts'
import { storedOptions } from './options.ts'

/** The one attachment of a post, in LinkedIn's form. */
export type Attachment =
  | { media: { id: string; title?: string; altText?: string } }
  | { multiImage: { images: { id: string; altText?: string }[] } }
  | { article: { source: string; title: string; description?: string; thumbnail?: string } }
  | { poll: { question: string; options: { text: string }[]; settings: { duration: string } } }

/**
 * What stands below the text; undefined for a text alone.
 * @param urns the uploaded files, in the order of the assets
 */
export function attachmentOf(
  content: Pick<JobContent, 'post_type' | 'options'>,
  files: readonly { urn: string; alt_text?: string | undefined }[],
): Attachment | undefined {
  const [first] = files
  switch (content.post_type) {
    case 'article': {
      const { source, title, description } = storedOptions().article.parse(content.options)
      return {
        article: {
          source,
          title,
          ...(description ? { description } : {}),
          ...(first ? { thumbnail: first.urn } : {}),
        },
      }
    }
    case 'poll': {
      const { question, options, duration } = storedOptions().poll.parse(content.options)
      return { poll: { question, options: options.map((text) => ({ text })), settings: { duration } } }
    }
    case 'video':
    case 'document': {
      const { title } = storedOptions()[content.post_type].parse(content.options)
      return first && { media: { id: first.urn, ...(title ? { title } : {}) } }
    }
    default: {
      const images = files.map(({ urn, alt_text }) => ({
        id: urn,
        ...(alt_text ? { altText: alt_text } : {}),
      }))
      // A lone picture may not go as several.
      return images.length > 1 ? { multiImage: { images } } : images[0] && { media: images[0] }
    }
  }
}
