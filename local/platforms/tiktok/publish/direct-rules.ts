import type { Caller } from '../calls.ts'
import { invalidParams, TikTokError } from '../errors.ts'
import type { PostInfo, TikTok } from '../state.ts'
import { checkCreator } from './caps.ts'
import { creatorOf } from './creator.ts'

/** Whether this creator may post this, at once, as chosen. */
export function checkDirectPost(tiktok: TikTok, { account, clientKey }: Caller, info: PostInfo): void {
  const creator = creatorOf(tiktok, account)
  const { privacy_level: privacy } = info
  if (!tiktok.settings.audited && (privacy !== 'SELF_ONLY' || !creator.isPrivate))
    throw new TikTokError('unaudited_client_can_only_post_to_private_accounts')
  if (!privacy || !creator.privacyOptions.includes(privacy))
    throw new TikTokError('privacy_level_option_mismatch')
  // The rule is documented, its code isn't.
  if (info.brand_content_toggle && privacy === 'SELF_ONLY')
    throw invalidParams(tiktok, 'Branded content visibility cannot be set to private')
  checkCreator(tiktok, account, clientKey)
}
