import type { JobContent, JobMedia } from '../../domain/publish-job.ts'
import type { PostRow } from './list-posts.ts'

/** Words as they are compared; the API may read captions back without their @ signs. */
export const comparable = (caption: string): string =>
  caption.normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('@', '').trim()

/** The rows that may be this post, by type, number of items and caption. */
export function matchingPosts(
  content: Pick<JobContent, 'post_type' | 'text'>,
  media: readonly JobMedia[],
  rows: readonly PostRow[],
): PostRow[] {
  const alike = rows.filter((row) => isOfType(content.post_type, media, row))
  if (content.post_type === 'story') return alike
  // Where no row shows a caption, the network keeps them from us and time and type must do.
  if (rows.every(({ caption }) => caption === undefined)) return alike
  const caption = comparable(content.text)
  return alike.filter((row) => comparable(row.caption ?? '') === caption)
}

function isOfType(postType: string, media: readonly JobMedia[], row: PostRow): boolean {
  const product = row.media_product_type
  const single = media[0]?.kind === 'video' ? 'VIDEO' : 'IMAGE'
  switch (postType) {
    case 'carousel':
      return (
        row.media_type === 'CAROUSEL_ALBUM' &&
        (row.children === undefined || row.children.data.length === media.length)
      )
    case 'reel':
      return row.media_type === 'VIDEO' && (product === undefined || product === 'REELS')
    case 'story':
      return row.media_type === single && (product === undefined || product === 'STORY')
    default:
      return row.media_type === 'IMAGE' && (product === undefined || product === 'FEED')
  }
}
