import type { PlatformModule, PostingTerms } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import { type CreatorInfo, readCreatorInfo } from './creator-info.ts'
import { videoOptions } from './options.ts'

/** Rows that say "not now" of the account; anything else only says that the question failed. */
const refusals = ['too-many-posts', 'too-many-active-users', 'banned-from-posting']

/**
 * The creator info, for the form that TikTok demands (content-sharing-guidelines, 2026-09-11). It may be asked 20
 * times a minute: two minutes of the clock side by side leave six of any sixty seconds, one for each post that may be
 * begun in them.
 */
export const posting: NonNullable<PlatformModule['posting']> = {
  perMinute: 7,
  async read(network, accessToken) {
    try {
      return termsOf(await readCreatorInfo({ network, accessToken }))
    } catch (error) {
      if (error instanceof PlatformFailure && refusals.includes(error.failure.row ?? ''))
        return { refused: error.failure }
      throw error
    }
  },
}

const levels = () => videoOptions().shape.privacy_level.options

const termsOf = (info: CreatorInfo): PostingTerms => ({
  username: info.creator_username || null,
  display_name: info.creator_nickname || null,
  avatar_url: info.creator_avatar_url || null,
  choices: {
    // In TikTok's order; a level that it invents is nothing that could be sent.
    privacy_level: info.privacy_level_options.filter((level) => levels().some((known) => known === level)),
    disable_comment: switches(info.comment_disabled),
    disable_duet: switches(info.duet_disabled),
    disable_stitch: switches(info.stitch_disabled),
  },
  max_video_seconds: info.max_video_post_duration_sec,
})

/** What the account has switched off, a post can't switch on. */
const switches = (isDisabled: boolean): boolean[] => (isDisabled ? [true] : [true, false])
