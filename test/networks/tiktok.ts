import { dayMs, type NetworkContract } from './contract.ts'

const put = 'PUT /video/'
const init = 'POST /v2/post/publish/video/init/'
const photoInit = 'POST /v2/post/publish/content/init/'
const refuse = (code: string) => ({ route: photoInit, kind: 'refuse', code })

const photoChoices = {
  privacy_level: 'PUBLIC_TO_EVERYONE',
  disable_comment: false,
  brand_organic_toggle: false,
  brand_content_toggle: false,
}
const videoChoices = { ...photoChoices, disable_duet: true, disable_stitch: true }

export const tiktok: NetworkContract = {
  platform: 'tiktok',
  name: 'TikTok',
  settings: {
    rate_limits: false,
    posts_per_creator_24h: 1000,
    pending_shares_24h: 1000,
    photos_in_video_list: true,
  },
  account: { id: /^[\w-]{20,}$/, name: 'alice' },
  partial: 'video.publish',
  renewal: { route: 'POST /v2/oauth/token/', afterMs: 2 * dayMs },
  revoke: 'POST /v2/oauth/revoke/',
  targets: [{ id: /^[\w-]{20,}$/, default: true }],
  place: null,
  foreign: 'visibility',
  ids: /^\d{19}$/,
  posts: [
    {
      name: 'a film',
      type: 'video',
      text: 'optional',
      files: ['film'],
      options: videoChoices,
      commit: { route: put },
      longest: 'a'.repeat(2200),
    },
    {
      name: 'photos',
      type: 'photo',
      text: 'optional',
      files: ['photo', 'second', 'tall'],
      options: { ...photoChoices, photo_cover_index: 1 },
      commit: { route: photoInit },
      // Photos may be missing in the list of what is there.
      unsent: 'Unknown',
      longest: 'a'.repeat(4000),
    },
    {
      name: 'a draft of a film',
      type: 'draft',
      text: null,
      files: ['film'],
      commit: { route: put },
      hidden: true,
    },
    {
      name: 'a draft of photos',
      type: 'draft',
      text: 'optional',
      files: ['photo', 'second'],
      options: { title: 'Two' },
      commit: { route: photoInit },
      // No list shows an inbox, and its name came with the answer that was lost.
      lost: 'Unknown',
      hidden: true,
    },
  ],
  plain: 'photos',
  failures: [
    {
      what: 'a film it cannot read',
      class: 'rejected',
      fault: { route: init, kind: 'publish_failed', reason: 'file_format_check_failed' },
      post: 'a film',
    },
    { what: 'a file it does not take', class: 'rejected', fault: refuse('invalid_file_upload') },
    { what: 'the limit of a minute', class: 'rate_limited', fault: refuse('rate_limit_exceeded') },
    { what: 'the day’s posts', class: 'rate_limited', fault: refuse('spam_risk_too_many_posts') },
    {
      what: 'a 401 although the token is good',
      class: 'reauth',
      mended: true,
      fault: { route: photoInit, kind: 'token_dead' },
    },
    {
      what: 'an app that was not audited',
      class: 'permission',
      fault: refuse('unaudited_client_can_only_post_to_private_accounts'),
    },
    { what: 'a banned owner', class: 'permission', fault: refuse('spam_risk_user_banned_from_posting') },
    { what: 'a privacy no longer offered', class: 'invalid', fault: refuse('privacy_level_option_mismatch') },
    {
      what: 'a 5xx before anything happened',
      class: 'unknown',
      fault: { route: put, kind: 'status', status: 503 },
      post: 'a film',
    },
    {
      what: 'a 5xx while preparing',
      class: 'retry',
      fault: { route: init, kind: 'status', status: 503, times: 3 },
      post: 'a film',
    },
    {
      what: 'a publication that failed inside',
      class: 'retry',
      fault: { route: init, kind: 'publish_failed', reason: 'internal' },
      post: 'a film',
    },
    {
      what: 'an answer lost with the last piece',
      class: 'unknown',
      fault: { route: put, kind: 'last_chunk_lost' },
      post: 'a film',
    },
    {
      what: 'a film that is slow',
      class: 'not_ready',
      fault: { route: init, kind: 'slow_processing', ms: 90_000 },
      post: 'a film',
    },
    {
      what: 'an upload it forgot',
      class: 'recreate',
      fault: { route: put, kind: 'upload_forgotten' },
      post: 'a film',
    },
  ],
}
