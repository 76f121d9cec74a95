/** The knobs of `POST /_control/settings`, with what X does or is believed to do. */
export const defaultSettings = {
  /** 'older': edit_history_tweet_ids and api.twitter.com problem types; 'newer': those of specification 2.167. */
  vocabulary: 'older',
  /** Specification 2.167 no longer lists `tweet.fields`; X still took it in August 2026. */
  accepts_tweet_fields: true,
  /** 'confidential' wants Basic authentication, 'public' wants client_id in the body. */
  app_type: 'confidential',
  /** Undocumented: whether access tokens end when their grant is refreshed. */
  refresh_ends_access: false,
  /** Undocumented on X: for how long the same text with the same parent is refused. */
  duplicate_window_ms: 15 * 60_000,
  /** Undocumented on X: how long timelines lag behind a new post. */
  visibility_delay_ms: 1000,
  processing_ms: 2000,
  rate_limits: true,
  posts_per_15min: 100,
  /** Seen under pay-per-use, in no document. */
  posts_per_user_24h: 100,
  posts_per_app_24h: 10_000,
  video_max_seconds: 140,
  video_max_bytes: 512 * 1024 * 1024,
  /** Undocumented: whether a segment index may be sent twice. */
  repeats_segments: true,
  /** Whether the app may quote posts: for Enterprise alone since 2026-04-20. */
  enterprise: false,
}

export type XSettings = typeof defaultSettings
