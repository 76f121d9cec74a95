import { TikTokError } from './errors.ts'
import type { TikTok } from './state.ts'

const windowMs = 60_000

/** Counts a call in the sliding minute of this user and endpoint; a refused call doesn't count. */
export function spend(tiktok: TikTok, key: string, perMinute: number): void {
  const now = tiktok.clock.now()
  const recent = (tiktok.state.windows[key] ?? []).filter((at) => at > now - windowMs)
  if (tiktok.settings.rate_limits && recent.length >= perMinute) throw new TikTokError('rate_limit_exceeded')
  tiktok.state.windows[key] = [...recent, now]
}
