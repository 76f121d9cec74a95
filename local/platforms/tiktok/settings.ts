/** The knobs of `POST /_control/settings`, with what TikTok does or is believed to do. Lists are separated by commas. */
export const defaultSettings = {
  /** An app that wasn't audited posts SELF_ONLY to private accounts only, for few users a day. */
  audited: true,
  /** What the app may ask for; one scope more fails the whole authorization. */
  approved_scopes: 'user.info.basic,user.info.profile,user.info.stats,video.upload,video.publish,video.list',
  /** 'off'; 'web' checks the usual S256, 'desktop' SHA-256 in hexadecimal. Web apps are documented to need none. */
  pkce: 'off',
  /** Undocumented. */
  code_life_ms: 5 * 60_000,
  /** Undocumented; other projects saw OAuth errors with status 200. */
  oauth_error_status: 200,
  /** "May" change on a refresh; then the old one is spent. */
  refresh_rotates: true,
  /** Undocumented; the page says 365 days after the first issuance. */
  refresh_life_restarts: false,
  /** Undocumented: whether the access tokens before end with a refresh. */
  refresh_ends_access: false,
  /** Sandboxes were seen to refuse every refresh. */
  refuses_refresh: false,
  /** The posting pages say invalid_param, the wire invalid_params. */
  invalid_param_code: 'invalid_params',
  /** 'scope_not_authorized' (401) or 'scope_permission_missed' (400). */
  missing_scope_code: 'scope_not_authorized',
  rate_limits: true,
  posts_per_creator_24h: 15,
  pending_shares_24h: 5,
  unaudited_users_24h: 5,
  /** From the audit form. */
  active_users_24h: 1000,
  /** Usernames of private accounts, and of those who switched an interaction off. */
  private_accounts: 'carol',
  comment_disabled_accounts: '',
  duet_disabled_accounts: 'bob',
  stitch_disabled_accounts: 'bob',
  banned_accounts: '',
  /** Users whose app is older than 31.8 can't take photo drafts. */
  old_app_accounts: '',
  max_video_post_duration_sec: 600,
  upload_url_life_ms: 60 * 60_000,
  /** Content-Range of upload answers, `bytes 0-{UPLOADED}/{TOTAL}`: 'count' of bytes or index of the 'last'. */
  content_range_end: 'count',
  /** Domains (with their subdomains) or URL prefixes that the app's owner verified; http and IP hosts only on loopback. */
  verified_urls: '127.0.0.1,localhost',
  /** On this clock, until a pull begins. */
  pull_delay_ms: 0,
  /** Real milliseconds a media host has to answer in. */
  fetch_timeout_ms: 20_000,
  processing_ms: 2000,
  /** From publishing to the public post id. */
  moderation_ms: 5000,
  /** Post ids in publish status and webhooks: JSON numbers beyond 2^53, or strings. */
  ids_as_numbers: true,
  /** When the user posts a draft from the inbox, publicly; 0 = only by hand at /inbox/:publish_id. */
  drafts_posted_after_ms: 0,
  /** Undocumented: whether video/list and video/query show photo posts. */
  photos_in_video_list: false,
  /** Undocumented on TikTok: how long video/list lags behind. */
  listing_lag_ms: 0,
  /** The app's callback for events; empty = none. */
  webhook_url: '',
  /** At-least-once: how often each event is sent. */
  webhook_copies: 1,
}

export type TikTokSettings = typeof defaultSettings

export const faultKinds = {
  token_dead: '401 access_token_invalid although the token is good',
  refuse: 'answers with the error `code` of TikTok, in its status and words, without acting',
  refresh_lost: 'POST /v2/oauth/token/ issues tokens and spends the old one, then the answer is lost',
  publish_failed: 'an init: the publication ends FAILED with `reason` (internal)',
  status_lag: 'an init: publish status goes on showing the processing for `ms` (60000) after the end',
  slow_processing: 'an init: processing takes `ms` (60000)',
  slow_moderation: 'an init: the public post id comes `ms` (3600000) after publishing',
  slow_pull: 'an init: the pull begins `ms` (60000) later',
  taken_down: 'an init: the public post is removed again after `ms` (60000)',
  last_chunk_lost: 'PUT /video/: the last chunk is taken, then the connection is cut, or `status` answered',
  upload_forgotten: 'PUT /video/: 404, no such upload task',
}

/** Whether a comma-separated setting has this entry. */
export function lists(setting: string, entry: string): boolean {
  return entriesOf(setting).includes(entry)
}

export function entriesOf(setting: string): string[] {
  return setting
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
}
