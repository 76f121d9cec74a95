/** The knobs of `POST /_control/settings`, with what LinkedIn does or is believed to do on 2026-11-20. */
export const defaultSettings = {
  /** Programmatic refresh tokens: only for apps on approved programmes. */
  refresh_tokens: true,
  /** `,` or a space; both were seen. */
  scope_separator: ',',
  /** Scopes no product of the app has; r_member_social is closed to new apps. */
  unprovisioned_scopes: 'r_member_social',
  /** The word for a dead refresh token: `invalid_grant` or `invalid_request`. */
  refresh_error: 'invalid_grant',
  /** `locale` of userinfo: `object` {country, language} or `text`. */
  locale_form: 'object',
  /** Values of LinkedIn-Version that live; all others answer 426. */
  active_versions: '202601 202602 202603 202604 202605 202606 202607 202608 202609',
  /** What organizationAcls calls the page: `organization`, `organizationalTarget` or `organizationTarget`. */
  acl_field: 'organization',
  /** CONTENT_ADMINISTRATOR, or CONTENT_ADMIN as in some answers. */
  content_admin_role: 'CONTENT_ADMINISTRATOR',
  /** Two counters per endpoint, reset at 00:00 UTC; figures of the older Share page, unconfirmed. */
  throttled: true,
  member_calls_per_day: 150,
  app_calls_per_day: 100_000,
  /** Undocumented: for how long the same content of an author is refused. */
  duplicate_window_ms: 24 * 60 * 60_000,
  /** Undocumented: `text`, or `text_and_content`. */
  duplicate_compares: 'text_and_content',
  /** Undocumented: whether the refusal names the `original`, a URN minted for the refused request (`fresh`), or the `person` only. */
  duplicate_names: 'original',
  /** `full` with errorDetails, `bare` without, `text` with the words after the colon only; all were seen. */
  duplicate_body: 'full',
  /** 422; peers also met 400 and 409. */
  duplicate_status: 422,
  /** How long a deleted post's content is still refused, with a new URN at each try; 24–48 hours were seen. */
  ghost_window_ms: 48 * 60 * 60_000,
  /** `utf16` or `code_points`: the unit of the 3,000 is documented nowhere. */
  length_unit: 'utf16',
  /** Undocumented: whether the backslashes of little text count. */
  escapes_count: false,
  /** Undocumented: whether a post with content may have "" as commentary. */
  blank_commentary_with_content: true,
  /** Header of the new URN: `x-restli-id`, or `x-linkedin-id` as was seen. */
  id_header: 'x-restli-id',
  /** Undocumented: how long the finder lags behind a new post. */
  finder_delay_ms: 1000,
  image_processing_ms: 1500,
  document_processing_ms: 3000,
  video_processing_ms: 6000,
  upload_url_life_ms: 24 * 60 * 60_000,
  /** Part etags in quotes, as some clients met them. */
  quoted_etags: false,
  /** Usually "". */
  upload_token: '',
  /** Reading the status of images and documents with w_member_social alone is refused. */
  member_image_reads: false,
  /** Whether w_member_social is enough for comments; one peer was refused without Community Management. */
  member_comments: true,
  /** 5 MB in aggregators' tables, 8 MB elsewhere. */
  image_max_bytes: 5 * 1024 * 1024,
  video_min_bytes: 75 * 1024,
  /** 500 MB; multipart is said to take 5 GB. */
  video_max_bytes: 500 * 1024 * 1024,
}

export type LinkedInSettings = typeof defaultSettings

export const faultKinds = {
  no_id: 'POST /rest/posts takes effect and answers 201 without its id header',
  late_effect: 'POST /rest/posts answers 504 and the post goes live after `ms` (5000)',
  publish_failed: 'POST /rest/posts answers 201, and the post ends as PUBLISH_FAILED',
  finder_delay: 'the next post appears in the finder after `ms` (60000)',
  duplicate: 'POST /rest/posts is refused as a duplicate of `urn` (a fresh one)',
  html_502: 'a gateway page with 502; with `acted` true the call takes effect before',
  throttle:
    '429 whose text names `scope`: "APPLICATION_AND_MEMBER DAY" (default), "APPLICATION DAY", "MEMBER DAY", or "" for none',
  kill_token: 'the token used is dead from this request on: `reason` revoked (default), expired or invalid',
  version_ended: '426 whatever version was sent',
  role_lost: 'the caller has no role on any page from this request on',
  role_gained: 'the caller is ADMINISTRATOR of the page `organization` (an id) from this request on',
  processing_failed: 'the upload that this request completes ends as PROCESSING_FAILED',
  slow_processing: 'the upload that this request completes is processed for `ms` (60000)',
  upload_url_expired: 'PUT of an upload: its URL has expired',
  lost_part: 'PUT of a video part: the etag given is one that finalizing will not know',
}
