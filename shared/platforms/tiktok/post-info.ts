import type { JobContent, JobMedia } from '../../domain/publish-job.ts'
import { draftOptions, photoOptions, videoOptions } from './options.ts'

type Content = Pick<JobContent, 'text' | 'options' | 'post_type'>

/** `post_info` of a video: the owner's own choices, whole. What is absent is left out, never null. */
export function videoPostInfo({ text, options }: Content) {
  const { video_cover_timestamp_ms, is_aigc, ...choices } = videoOptions().parse(options)
  return {
    ...(text ? { title: text } : {}),
    ...choices,
    ...(video_cover_timestamp_ms == null ? {} : { video_cover_timestamp_ms }),
    ...(is_aigc == null ? {} : { is_aigc }),
  }
}

/** The body that makes photos a post, or a draft. TikTok pulls them from `urls`. */
export function photoPost(content: Content, urls: string[]) {
  const source_info = (cover: number | null | undefined) => ({
    source: 'PULL_FROM_URL',
    photo_images: urls,
    photo_cover_index: cover ?? 0,
  })
  if (content.post_type === 'draft') {
    const { title, photo_cover_index } = draftOptions().parse(content.options)
    return {
      media_type: 'PHOTO',
      post_mode: 'MEDIA_UPLOAD',
      post_info: words(title, content.text),
      source_info: source_info(photo_cover_index),
    }
  }
  const { title, photo_cover_index, is_aigc, auto_add_music, ...choices } = photoOptions().parse(
    content.options,
  )
  return {
    media_type: 'PHOTO',
    post_mode: 'DIRECT_POST',
    ...(is_aigc == null ? {} : { is_aigc }),
    post_info: {
      ...words(title, content.text),
      ...choices,
      ...(auto_add_music == null ? {} : { auto_add_music }),
    },
    source_info: source_info(photo_cover_index),
  }
}

const words = (title: string | null | undefined, description: string) => ({
  ...(title ? { title } : {}),
  ...(description ? { description } : {}),
})

/** The film of a post; undefined when it is one of photos. */
export const filmOf = (media: readonly JobMedia[]): JobMedia | undefined =>
  media.find(({ kind }) => kind === 'video')
