/** The knobs of `POST /_control/settings`. */
export const defaultSettings = {
  /** Ids of the Pages ticked at consent, with commas; empty = all of the person's. */
  consent_pages: '',
  /** What a `config_id` of Facebook Login for Business asks for. */
  configuration_scopes: 'pages_show_list,pages_read_engagement,pages_manage_posts,pages_manage_engagement',
  require_appsecret_proof: false,
  /** The app has the feature Instagram Public Content Access. */
  public_content_access: true,
  /** Different hashtags an Instagram account may search for in 7 days. */
  hashtags_per_week: 30,
  /** The posts guide asks for publish_video with videos, the references of reels and videos don't. */
  require_publish_video: false,
  /** Life of a short-lived user token; documented as one to two hours. */
  short_token_seconds: 5400,
  /** Leaves `expires_in` out of token answers, as seen. */
  hide_expires_in: false,
  /** Most Pages in one answer of /me/accounts, to force paging. */
  accounts_per_answer: 100,
  /** Story post ids and upload video ids go out as JSON numbers above 2^53. */
  numeric_ids: false,
  /** How late new posts appear in listings. */
  listing_lag_ms: 0,
  /** `application` on posts of this app. */
  show_application: true,
  /** A Page's message equal to its last one is refused. */
  refuse_duplicates: true,
  /** Milliseconds on the simulator's clock until an accepted video is live. */
  video_processing_ms: 8000,
  /** Permalinks of videos without a host, as seen. */
  relative_video_permalinks: true,
  /** Phases end as `complete` or `completed`. */
  phase_word: 'complete',
  /** The byte counter is `bytes_transfered` in Page docs, `bytes_transferred` in the specification. */
  byte_counter: 'bytes_transfered',
  /** Errors of a phase: `errors` = a list as in the specification, `error` = one object as in the docs. */
  phase_errors: 'errors',
  /** What a chunked upload asks for at a time. */
  chunk_bytes: 4_194_304,
  reels_per_day: 30,
  /** Stories stay listed after their day. */
  story_archive: false,
  photo_max_bytes: 10_000_000,
  /** Undocumented; other projects stop at ten. */
  attached_media_max: 10,
  /** Links to other machines are fetched too; otherwise only those to this one. */
  scrape_outside_links: false,
  /** Real milliseconds a media host has to answer in. */
  fetch_timeout_ms: 20_000,
  /** Called with a signed request when a person removes the app. */
  deauthorize_callback_url: '',
  data_deletion_callback_url: '',
  /** Percentages of the usage headers; 0 = headers left out, as below a threshold at Meta. */
  usage_app_percent: 0,
  usage_business_percent: 0,
  usage_regain_minutes: 0,
}

export type FacebookSettings = typeof defaultSettings

export const faultKinds = {
  refuse: 'answers the error `code` (1), `subcode` in the network’s words without acting',
  effect_then_error:
    'a call that makes a post live takes effect, then answers the error `code` (2), `subcode`',
  delayed_effect:
    'a call that makes a post live answers the error `code` (2), `subcode` and takes effect after `ms` (5000)',
  listing_lag: 'the next published post appears in listings after `ms` (60000)',
  false_100_33: 'a read of a post, photo or video says 100/33 although it is there',
  processing_error: 'the next finished video ends in error with `code` (6000) in its status',
  slow_processing: 'the next finished video takes `ms` (60000) longer',
  partial_upload: 'the next bytes sent to rupload arrive by half: PartialRequestError',
  upload_failed: 'the next bytes sent to rupload are lost: ProcessingFailedError',
  rate_limit: 'answers `code` 80001, 4, 17, 32 or 613 with usage headers and `regain_minutes` (5)',
  kill_token:
    'the token used is dead from this request on: 190 with `subcode` 458, 459, 460 (default), 464, 466, 467 or 492',
  delete_page: 'the Page of this request is gone from here on',
  role_lost:
    'the person of this Page token has no role on the Page from here on: 190/492, and no token any more',
}
