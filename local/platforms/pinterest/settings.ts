/** The knobs of `POST /_control/settings`, with what Pinterest does or is believed to do. */
export const defaultSettings = {
  /** 'trial': no Pins on the production host, and the daily limits of an app under review. */
  access_tier: 'standard',
  rate_limits: true,
  org_write_per_minute: 100,
  org_write_per_day_trial: 300,
  /** Documented with commas and with spaces: 'space' or 'comma'. */
  scope_separator: 'space',
  /** Undocumented; a product that never stores the new refresh token works for 60 days. */
  refresh_ends_old_token: false,
  /** 'none' as seen live (2022), 'utc' as the specification declares; never finer than a second. */
  created_at_zone: 'none',
  /** Unspecified for Pins: 'newest', 'oldest' or 'shuffled'. */
  listing_order: 'newest',
  /** Undocumented: how long listings lag behind a new Pin. */
  listing_lag_ms: 0,
  /** How a link is read back: 'as_sent', 'normalised' (as browsers do) or 'without_query'. */
  link_readback: 'as_sent',
  /** Whether organic carousels are accepted; sources differ. */
  carousels: true,
  /** Undocumented; other projects take 100 to 600. */
  min_image_px: 100,
  media_processing_ms: 4000,
  /** Until a video Pin tells its duration and size. */
  video_pin_processing_ms: 2000,
  /** Undocumented: how long the upload parameters are good for. */
  upload_policy_ms: 60 * 60_000,
  /** Real milliseconds a media host has to answer in. */
  fetch_timeout_ms: 20_000,
  /** Hosts of destination links that are refused, each in its own words. */
  spam_host: 'spam.example',
  unsavable_host: 'nopin.example',
  unreachable_host: 'unreachable.example',
  /** PATCH of Pins and analytics of several Pins are betas that an app must be given. */
  beta_features: false,
}

export type PinterestSettings = typeof defaultSettings

export const faultKinds = {
  token_dead: '401 code 2 although the token is good',
  restricted: '401 code 3, the app lacks the `feature`',
  trial: '403 code 29 in the words for apps with Trial access',
  not_permitted: '403 code 29',
  rate_limit: '429 code 8 with the bucket emptied and reset in `reset_in` seconds (60)',
  spam: '429 code 9, link blocked as spam',
  fetch_failed: '400, the image could not be fetched',
  unreachable: '400, unable to reach the URL',
  board_busy: '409, no exclusive access to the board',
  upload_timeout:
    'POST /v5/pins answers 408; `effect`: now (default), never, or later: the Pin appears after `ms` (5000)',
  server_error: 'POST /v5/pins answers 500 in its words, with `effect` as upload_timeout',
  listing_lag: 'POST /v5/pins: the Pin appears in listings after `ms` (60000)',
  refresh_lost: 'POST /v5/oauth/token issues tokens, then the answer is lost and the old one is spent',
  media_failed: 'POST media-upload: the upload ends with status failed',
  slow_media: 'POST media-upload: processing takes `ms` (60000)',
}
