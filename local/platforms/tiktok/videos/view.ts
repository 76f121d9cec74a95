import { postUrl } from '../ledger.ts'
import type { Publication, TikTok } from '../state.ts'

export const videoFields = [
  'id',
  'create_time',
  'cover_image_url',
  'share_url',
  'video_description',
  'duration',
  'height',
  'width',
  'title',
  'embed_html',
  'embed_link',
  'like_count',
  'comment_count',
  'share_count',
  'view_count',
  'is_aigc',
]

/** The asked fields of a public post; here ids are strings. */
export function viewVideo(
  tiktok: TikTok,
  publication: Publication,
  fields: string[],
): Record<string, unknown> {
  const { postId = '', info, media, clientKey } = publication
  const url = postUrl(tiktok, publication)
  const { likes } = publication
  const views = likes !== undefined ? likes * 20 : viewsOf(postId, tiktok.clock.now() - publication.publicAt!)
  const film = media[0]
  const all: Record<string, unknown> = {
    id: postId,
    create_time: Math.floor(publication.endedAt! / 1000),
    cover_image_url: `${tiktok.url}/covers/${postId}.svg`,
    share_url: `${url}?utm_campaign=tt4d_open_api&utm_source=${encodeURIComponent(clientKey)}`,
    video_description: (info.description ?? info.title ?? '').slice(0, 150),
    title: (info.title ?? '').slice(0, 150),
    duration: Math.round(film?.duration ?? 0),
    height: film?.height ?? 0,
    width: film?.width ?? 0,
    embed_html: `<blockquote class="tiktok-embed" cite="${url}" data-video-id="${postId}"></blockquote>`,
    embed_link: `${tiktok.url}/embed/v2/${postId}`,
    like_count: likes ?? Math.floor(views / 9),
    comment_count: likes !== undefined ? 0 : Math.floor(views / 70),
    share_count: likes !== undefined ? 0 : Math.floor(views / 110),
    view_count: views,
    is_aigc: info.is_aigc ?? false,
  }
  return Object.fromEntries(fields.map((field) => [field, all[field]]))
}

/** Grows with age towards a total made from the id, so that every run shows the same. */
function viewsOf(id: string, ageMs: number): number {
  const total = 200 + Number(BigInt(id) % 4800n)
  return Math.floor(total * (1 - Math.exp(-ageMs / (12 * 60 * 60_000))))
}
