import { invalidParameter } from '../meta/general-errors.ts'
import { flag, list, map, type Parameters, text } from '../meta/parameters.ts'
import { checkCaption } from './caption-rules.ts'
import { refusal } from './errors.ts'
import type { ContainerKind, Draft } from './state.ts'

/** Reads what `POST /:ig/media` asks for and refuses what the network refuses before it fetches anything. */
export function readDraft(parameters: Parameters, hashtagLimit: number): Draft {
  if (text(parameters, 'upload_type'))
    throw invalidParameter('Param upload_type is not available for this login type.')
  const isCarouselItem = flag(parameters, 'is_carousel_item')
  const kind = kindOf(parameters, isCarouselItem)
  const draft: Draft = {
    kind,
    isCarouselItem,
    ...mediaUrls(parameters, kind),
    ...words(parameters, kind, isCarouselItem, hashtagLimit),
    children: kind === 'carousel' ? childIds(parameters) : [],
    userTags: userTags(parameters, kind),
    collaborators: collaborators(parameters, kind),
    shareToFeed: parameters.share_to_feed === undefined || flag(parameters, 'share_to_feed'),
    thumbOffset: thumbOffset(parameters),
    trial: trial(parameters, kind),
  }
  if (isCarouselItem && flag(parameters, 'is_ai_generated'))
    throw invalidParameter('Param is_ai_generated is not supported for carousel items.')
  const location = text(parameters, 'location_id')
  if (location && !/^\d+$/.test(location))
    throw invalidParameter('INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID')
  return draft
}

function kindOf(parameters: Parameters, isCarouselItem: boolean): ContainerKind {
  const type = text(parameters, 'media_type')
  if (type === 'VIDEO') {
    if (!isCarouselItem) throw refusal(2207067)
    return 'video'
  }
  // The guide gives single images no media_type; IMAGE is sent by others and taken.
  if (type === undefined || type === 'IMAGE') return 'image'
  if (isCarouselItem && ['REELS', 'STORIES', 'CAROUSEL'].includes(type))
    throw invalidParameter(`Param media_type ${type} is not allowed for carousel items.`)
  if (type === 'REELS') return 'reel'
  if (type === 'STORIES') return 'story'
  if (type === 'CAROUSEL') return 'carousel'
  throw refusal(2207023, { type })
}

function mediaUrls(
  parameters: Parameters,
  kind: ContainerKind,
): Pick<Draft, 'imageUrl' | 'videoUrl' | 'coverUrl'> {
  const imageUrl = text(parameters, 'image_url')
  const videoUrl = text(parameters, 'video_url')
  if (kind === 'carousel') return {}
  if (kind === 'image') {
    if (!imageUrl) throw invalidParameter('The parameter image_url is required.')
    return { imageUrl }
  }
  if (kind === 'story') {
    if (!imageUrl && !videoUrl) throw invalidParameter('The parameter image_url or video_url is required.')
    if (imageUrl && videoUrl) throw invalidParameter('Only one of image_url and video_url can be given.')
    return { imageUrl, videoUrl }
  }
  if (!videoUrl) throw invalidParameter('The parameter video_url is required.')
  return { videoUrl, coverUrl: kind === 'reel' ? text(parameters, 'cover_url') : undefined }
}

/** Stories and carousel items have no caption; alt text is for pictures. Given elsewhere they are passed over. */
function words(
  parameters: Parameters,
  kind: ContainerKind,
  isCarouselItem: boolean,
  hashtagLimit: number,
): Pick<Draft, 'caption' | 'altText'> {
  const caption = kind === 'story' || isCarouselItem ? undefined : text(parameters, 'caption')
  if (caption) checkCaption(caption, hashtagLimit)
  const altText = kind === 'image' ? text(parameters, 'alt_text') : undefined
  if (altText && [...altText].length > 1000)
    throw invalidParameter('Param alt_text must be no longer than 1000 characters.')
  return { caption, altText }
}

function childIds(parameters: Parameters): string[] {
  const children = (list(parameters, 'children') ?? []).map(String)
  if (children.length < 2 || children.length > 10) throw refusal(2207028)
  return children
}

function userTags(parameters: Parameters, kind: ContainerKind): unknown[] {
  const tags = list(parameters, 'user_tags') ?? []
  if (tags.length > 20) throw refusal(2207040)
  for (const tag of tags) checkTag(tag, kind)
  return tags
}

function checkTag(tag: unknown, kind: ContainerKind): void {
  const { username, x, y } = (typeof tag === 'object' && tag ? tag : {}) as Record<string, unknown>
  if (typeof username !== 'string' || !username)
    throw invalidParameter('Param user_tags must be a list of objects with a username.')
  const placed = x !== undefined || y !== undefined
  if (placed && (kind === 'reel' || kind === 'video'))
    throw invalidParameter('Param user_tags must not have x and y for videos.')
  if (!placed && (kind === 'story' || kind === 'reel' || kind === 'video')) return
  if (![x, y].every((at) => typeof at === 'number' && at >= 0 && at <= 1))
    throw invalidParameter('Param user_tags must have x and y between 0 and 1.')
}

function collaborators(parameters: Parameters, kind: ContainerKind): string[] {
  const names = (list(parameters, 'collaborators') ?? []).map(String)
  if (names.length > 0 && kind === 'story')
    throw invalidParameter('Param collaborators is not supported for stories.')
  if (names.length > 3) throw invalidParameter('Param collaborators must have at most 3 usernames.')
  return names
}

function thumbOffset(parameters: Parameters): number | undefined {
  const offset = text(parameters, 'thumb_offset')
  if (offset === undefined) return undefined
  if (!/^\d+$/.test(offset)) throw refusal(2207057)
  return Number(offset)
}

function trial(parameters: Parameters, kind: ContainerKind): boolean {
  const trial = map(parameters, 'trial_params')
  if (!trial) return false
  if (kind !== 'reel') throw invalidParameter('Param trial_params is only supported for REELS.')
  if (!['MANUAL', 'SS_PERFORMANCE'].includes(String(trial.graduation_strategy)))
    throw invalidParameter('Param graduation_strategy must be one of MANUAL, SS_PERFORMANCE.')
  return true
}
