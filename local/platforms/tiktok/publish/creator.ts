import type { SimAccount } from '../../kit/server.ts'
import { lists } from '../settings.ts'
import type { Privacy, TikTok } from '../state.ts'

export interface Creator {
  isPrivate: boolean
  privacyOptions: Privacy[]
  commentDisabled: boolean
  duetDisabled: boolean
  stitchDisabled: boolean
  maxSeconds: number
}

/** What the account allows at the moment. */
export function creatorOf({ settings }: TikTok, { username, traits }: SimAccount): Creator {
  const isPrivate = lists(settings.private_accounts, username)
  const own = traits?.max_video_post_duration_sec
  return {
    isPrivate,
    privacyOptions: [
      isPrivate ? 'FOLLOWER_OF_CREATOR' : 'PUBLIC_TO_EVERYONE',
      'MUTUAL_FOLLOW_FRIENDS',
      'SELF_ONLY',
    ],
    commentDisabled: lists(settings.comment_disabled_accounts, username),
    // Private accounts have neither.
    duetDisabled: isPrivate || lists(settings.duet_disabled_accounts, username),
    stitchDisabled: isPrivate || lists(settings.stitch_disabled_accounts, username),
    maxSeconds: Math.min(settings.max_video_post_duration_sec, typeof own === 'number' ? own : Infinity),
  }
}
