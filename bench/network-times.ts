/**
 * How long networks take to answer, ms, as of 2026-11-21. They publish no figures: Instagram’s two are those the
 * bound of the cost was set with; the others are estimates of the same order, writes 1 s and reads 0.3 s.
 */
export const networkTimes: Record<string, { calls: Record<string, number>; otherwise: number }> = {
  instagram: { calls: { 'POST /:ig/media': 1200, 'POST /:ig/media_publish': 2500 }, otherwise: 300 },
  facebook: { calls: { 'POST /:page/feed': 1000 }, otherwise: 300 },
  linkedin: { calls: { 'POST /rest/posts': 1000 }, otherwise: 300 },
  x: { calls: { 'POST /2/tweets': 1000 }, otherwise: 300 },
  pinterest: { calls: { 'POST /v5/pins': 1000 }, otherwise: 300 },
  tiktok: { calls: { 'POST /v2/post/publish/content/init/': 1000 }, otherwise: 300 },
}

/** AWS answers in single-digit milliseconds. */
export const awsCallMs = 5

/** A caller’s host hands out one file in this time. */
export const fileFetchMs = 300
