import { invalidParameter } from '../../meta/general-errors.ts'
import { type Parameters, time } from '../../meta/parameters.ts'
import { boolean, oneOf } from '../read.ts'
import type { Effect, Facebook } from '../state.ts'

const minute = 60 * 1000
const day = 24 * 60 * minute

export interface Publication {
  published: boolean
  scheduledAt?: number
}

const unpublishedTypes = [
  'ADS_POST',
  'DRAFT',
  'INLINE_CREATED',
  'PUBLISHED',
  'REVIEWABLE_BRANDED_CONTENT',
  'SCHEDULED',
  'SCHEDULED_RECURRING',
] as const

/** `published`, `scheduled_publish_time`, `unpublished_content_type`: live, draft or scheduled. */
export function readPublication(facebook: Facebook, parameters: Parameters, mostDays: number): Publication {
  const published = boolean(parameters, 'published') ?? true
  const scheduledAt = time(parameters, 'scheduled_publish_time')
  const type = oneOf(parameters, 'unpublished_content_type', unpublishedTypes)
  if (published && (scheduledAt !== undefined || (type && type !== 'PUBLISHED')))
    throw invalidParameter(
      'You cannot specify a scheduled publish time or an unpublished content type on a published post',
    )
  if (type === 'SCHEDULED' && scheduledAt === undefined)
    throw invalidParameter('You must specify a scheduled publish time')
  if (scheduledAt !== undefined) checkTime(facebook, scheduledAt, mostDays)
  return { published, scheduledAt }
}

/** Ten minutes ahead at least; the guides differ in the most. */
export function checkTime(facebook: Facebook, at: number, mostDays: number): void {
  const wait = at - facebook.clock.now()
  if (wait < 10 * minute || wait > mostDays * day)
    throw invalidParameter('The specified scheduled publish time is invalid.')
}

/** When it is live: at once, at the scheduled time, or never by itself. */
export function effectOf({ published, scheduledAt }: Publication, effect: Effect): Effect | undefined {
  if (published) return effect
  return scheduledAt === undefined ? undefined : movedTo(effect, scheduledAt)
}

/** The same effect at another time, as late in the listings as before. */
export function movedTo(effect: Effect, liveAt: number): Effect {
  return { ...effect, liveAt, listedAt: liveAt + effect.listedAt - effect.liveAt }
}
