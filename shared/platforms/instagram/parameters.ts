import type { JobMedia } from '../../domain/publish-job.ts'
import type { PostContext } from '../contract.ts'
import { definition } from './definition.ts'
import { carouselOptions } from './options.ts'

type Parameters = Record<string, unknown>

const postTypes: Record<string, { options: () => { shape: object } }> = definition.postTypes

const only = <T>(items: readonly T[]): T => {
  const [item] = items
  if (item === undefined) throw new Error('a post without media was accepted')
  return item
}

/** Parameters of the container that will be published. */
export function postParameters(context: PostContext, children: readonly string[]): Parameters {
  const { content, media } = context
  const caption = content.text || undefined
  switch (content.post_type) {
    case 'carousel': {
      const { user_tags: _onChildren, ...options } = givenOptions(context)
      return { media_type: 'CAROUSEL', children, caption, ...options }
    }
    case 'reel':
      return {
        media_type: 'REELS',
        ...fileParameters(context, only(media)),
        caption,
        ...givenOptions(context),
      }
    case 'story': {
      // Stories show no alt text.
      const { alt_text: _unused, ...file } = fileParameters(context, only(media))
      return { media_type: 'STORIES', ...file, ...givenOptions(context) }
    }
    default:
      // A single image has no media_type at all.
      return { ...fileParameters(context, only(media)), caption, ...givenOptions(context) }
  }
}

/** Parameters of a carousel's item. */
export function childParameters(context: PostContext, index: number): Parameters {
  const media = context.media[index]
  if (!media) throw new Error(`a carousel has no item ${index}`)
  const tags = carouselOptions()
    .shape.user_tags.parse(context.content.options.user_tags)
    ?.filter(({ item }) => item === index)
    .map(({ username, x, y }) => ({ username, x, y }))
  return {
    is_carousel_item: true,
    ...(media.kind === 'video' ? { media_type: 'VIDEO' } : {}),
    ...fileParameters(context, media),
    ...(tags?.length ? { user_tags: tags } : {}),
  }
}

const fileParameters = (context: PostContext, media: JobMedia): Parameters =>
  media.kind === 'video'
    ? { video_url: context.mediaUrl(media) }
    : { image_url: context.mediaUrl(media), alt_text: media.alt_text }

/** The type's options are named as the network names them; those not given are left out. The comment is a step. */
function givenOptions({ content }: PostContext): Parameters {
  const names = Object.keys(postTypes[content.post_type]?.options().shape ?? {})
  return Object.fromEntries(
    names
      .filter((name) => name !== 'first_comment')
      .map((name) => [name, content.options[name]])
      .filter(([, value]) => value !== null && value !== undefined),
  )
}
