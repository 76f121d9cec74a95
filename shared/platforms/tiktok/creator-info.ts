import * as z from 'zod/mini'
import type { JobMedia } from '../../domain/publish-job.ts'
import { PlatformFailure } from '../failures.ts'
import type { Network } from '../request.ts'
import { post } from './answers.ts'
import type { Choices } from './options.ts'

const creatorInfo = z.object({
  creator_username: z.nullish(z.string()),
  creator_nickname: z.nullish(z.string()),
  creator_avatar_url: z.nullish(z.string()),
  privacy_level_options: z.array(z.string()),
  comment_disabled: z.boolean(),
  duet_disabled: z.boolean(),
  stitch_disabled: z.boolean(),
  max_video_post_duration_sec: z.number().check(z.positive()),
})

/** What an account may choose now; a form for a post must be made from it. */
export type CreatorInfo = z.output<typeof creatorInfo>

/** Also tells, as a refusal, that the account may post no more today, without spending a post. */
export const readCreatorInfo = (caller: { network: Network; accessToken: string }): Promise<CreatorInfo> =>
  post(caller, { path: '/v2/post/publish/creator_info/query/', json: {} }, creatorInfo)

/**
 * Holds the owner's choices against what TikTok allows now. Nothing is ever changed to fit.
 * @throws PlatformFailure `rejected` with every choice that is no longer allowed
 */
export function assertAllowed(info: CreatorInfo, choices: Choices, film: JobMedia | undefined): void {
  const seconds = film?.duration_s
  const problems = [
    ...(info.privacy_level_options.includes(choices.privacy_level)
      ? []
      : [
          `TikTok does not offer the privacy ${choices.privacy_level} to this account now; it offers ${info.privacy_level_options.join(', ')}.`,
        ]),
    ...(info.comment_disabled && !choices.disable_comment
      ? ['The account has comments switched off; this post allows them.']
      : []),
    // TikTok says so of every private account, and of photos it means nothing.
    ...(info.duet_disabled && choices.disable_duet === false
      ? ['The account has Duet switched off; this post allows it.']
      : []),
    ...(info.stitch_disabled && choices.disable_stitch === false
      ? ['The account has Stitch switched off; this post allows it.']
      : []),
    ...(seconds !== undefined && seconds > info.max_video_post_duration_sec
      ? [
          `The video lasts ${Math.ceil(seconds)} s; TikTok allows this account ${info.max_video_post_duration_sec} s.`,
        ]
      : []),
  ]
  if (problems.length > 0)
    throw new PlatformFailure({
      class: 'rejected',
      userMessage: `${problems.join(' ')} Choose again and send it anew.`,
      details: { message: 'creator info' },
      row: 'choice-not-allowed',
    })
}
