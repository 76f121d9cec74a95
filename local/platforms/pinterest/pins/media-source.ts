import type { Caller } from '../calls.ts'
import { pictureOf } from '../media/picture-source.ts'
import { invalidRequest, ratiosDiffer, restricted } from '../problems.ts'
import type { Host, PinMedia, Pinterest } from '../state.ts'
import { acceptLink } from './link.ts'
import type { MediaSource } from './schema.ts'
import { sourceVideo } from './video-source.ts'

export interface Sourced {
  media: PinMedia
  isStandard: boolean
  fetchedFrom: string[]
}

type Carousel = Extract<MediaSource, { items: unknown[] }>

// Two sizes of one picture differ a little by rounding; how much Pinterest forgives is unknown.
const ratioTolerance = 0.01

/** Gets the pictures or the film of a Pin, while its caller waits. */
export async function sourceMedia(
  pinterest: Pinterest,
  source: MediaSource,
  caller: Caller,
): Promise<Sourced> {
  const isStandard = 'is_standard' in source ? (source.is_standard ?? true) : true
  if (source.source_type === 'pin_url') throw restricted('pin_url')
  if (source.source_type === 'video_id') {
    const media = await sourceVideo(pinterest, source, caller)
    return { media, isStandard, fetchedFrom: source.cover_image_url ? [bare(source.cover_image_url)] : [] }
  }
  if ('items' in source) {
    const media = await sourceCarousel(pinterest, source, caller.host)
    const fetchedFrom = source.items.flatMap((item) => ('url' in item ? bare(item.url) : []))
    return { media, isStandard, fetchedFrom }
  }
  const picture = await pictureOf(pinterest, source, caller.host)
  return {
    media: { kind: 'image', picture },
    isStandard,
    fetchedFrom: 'url' in source ? [bare(source.url)] : [],
  }
}

async function sourceCarousel(pinterest: Pinterest, source: Carousel, host: Host): Promise<PinMedia> {
  if (!pinterest.settings.carousels) throw restricted('carousel')
  const cover = source.index ?? 0
  if (cover >= source.items.length)
    throw invalidRequest(
      `Invalid request: media_source.index: constraint: maximum=${source.items.length - 1}`,
    )
  const items = await Promise.all(
    source.items.map(async (item) => ({
      title: item.title ?? null,
      description: item.description ?? null,
      link: acceptLink(pinterest, item.link ?? null),
      picture: await pictureOf(pinterest, item, host),
    })),
  )
  const ratios = items.map(({ picture }) => picture.width / picture.height)
  if (Math.max(...ratios) / Math.min(...ratios) > 1 + ratioTolerance) throw ratiosDiffer()
  return { kind: 'carousel', items, cover }
}

/** Without the query, which may be a signature. */
function bare(address: string): string {
  const { origin, pathname } = new URL(address)
  return origin + pathname
}
