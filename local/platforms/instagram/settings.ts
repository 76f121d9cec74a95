/** The knobs of `POST /_control/settings`. */
export const defaultSettings = {
  /** `wrapped` = {"data":[…]} as documented, `flat` as other projects read it. */
  token_answer: 'wrapped',
  /** `text` = "a,b" as documented, `array` as seen. */
  permissions_answer: 'text',
  /** Whether the old long-lived token dies when it is refreshed; undocumented. */
  refresh_ends_old_token: false,
  /** Official pages say 50 and 100. */
  quota_total: 50,
  containers_per_day: 400,
  /** Milliseconds on the simulator's clock until a container may be FINISHED. */
  image_processing_ms: 1500,
  video_processing_ms: 8000,
  /** How late new posts appear in listings. */
  listing_lag_ms: 0,
  /** Captions are read back without their @ signs, as seen in the wild. */
  strip_at: false,
  hashtag_limit: 30,
  /** Real milliseconds a media host has to answer in. */
  fetch_timeout_ms: 20_000,
  /** Percentages of the usage headers; 0 = headers left out, as below a threshold at Meta. */
  usage_app_percent: 0,
  usage_business_percent: 0,
  usage_regain_minutes: 0,
}

export type InstagramSettings = typeof defaultSettings

export const faultKinds = {
  effect_then_error:
    'POST /:ig/media_publish or /:media/comments takes effect, then answers the error `code` (2), `subcode`',
  delayed_effect:
    'POST /:ig/media_publish answers the error `code` (2), `subcode` and publishes after `ms` (5000)',
  listing_lag: 'the next published post or comment appears in listings after `ms` (60000)',
  strip_at: 'the next published post is read back without the @ signs of its caption',
  container_error: 'the next container ends ERROR with `subcode` (2207026) in its status',
  slow_container: 'the next container takes `ms` (60000) longer',
  false_100_33: 'a read of a container or post says 100/33 although it is there',
  rate_limit: 'answers `code` 80002 or 4 with usage headers and `regain_minutes` (5)',
  kill_token:
    'the token used is dead from this request on: 190 with `subcode` 458, 459, 460 (default), 464 or 467',
}
