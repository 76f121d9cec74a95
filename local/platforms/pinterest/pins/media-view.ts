import type { Picture, PinMedia, Pinterest } from '../state.ts'

const urlOf = (pinterest: Pinterest, { file }: { file: string }) => `${pinterest.url}/_media/${file}`

/** The picture that stands for the Pin; the film itself when its cover is a moment of it. */
export function pictureUrl(pinterest: Pinterest, media: PinMedia): string {
  if (media.kind === 'image') return urlOf(pinterest, media.picture)
  if (media.kind === 'carousel') return urlOf(pinterest, media.items[media.cover]!.picture)
  return urlOf(pinterest, media.cover ?? media.film)
}

/** ImageSize of the specification; every size is the picture itself here. */
function sizes(pinterest: Pinterest, picture: Picture) {
  const url = urlOf(pinterest, picture)
  const high = (width: number) => Math.round((picture.height * width) / picture.width)
  return {
    '150x150': { width: 150, height: 150, url },
    '400x300': { width: 400, height: 300, url },
    '600x': { width: 600, height: high(600), url },
    '1200x': { width: 1200, height: high(1200), url },
  }
}

/** PinMedia of the specification. */
export function viewMedia(pinterest: Pinterest, media: PinMedia) {
  if (media.kind === 'image') return { media_type: 'image', images: sizes(pinterest, media.picture) }
  if (media.kind === 'carousel') {
    const items = media.items.map(({ picture, title, description, link }) => ({
      item_type: 'image',
      title,
      description,
      link,
      images: sizes(pinterest, picture),
    }))
    return { media_type: 'multiple_images', items }
  }
  const isReady = pinterest.clock.now() >= media.readyAt
  return {
    media_type: 'video',
    cover_image_url: pictureUrl(pinterest, media),
    ...(media.cover && { images: sizes(pinterest, media.cover) }),
    duration: isReady ? Math.round(media.film.seconds * 1000) : null,
    width: isReady ? media.film.width : null,
    height: isReady ? media.film.height : null,
    // Only given to some apps.
    video_url: null,
  }
}
