import type { XContext, XMedia } from '../state.ts'

const mega = 1024 * 1024

export const chunkCeiling = 8 * mega
export const mediaLifeMs = 24 * 60 * 60_000
export const longestAltText = 1000

// x-api/media/quickstart/best-practices.mdx in xdevplatform/docs at 2871328 (2026-08-22).
export const gifLimits = { width: 1280, height: 1080, frames: 350, pixels: 300_000_000 }
export const videoLimits = {
  least: 32,
  longer: 1280,
  shorter: 1024,
  framesPerSecond: 60,
  aspect: 3,
  minSeconds: 0.5,
}

/** The kind that a category stands for, with its largest size. */
export function categoryOf(
  context: XContext,
  category: string,
): { kind: XMedia['kind']; maxBytes: number; key: string } {
  if (category.endsWith('_image')) return { kind: 'image', maxBytes: 5 * mega, key: '3' }
  if (category.endsWith('_gif')) return { kind: 'gif', maxBytes: 15 * mega, key: '16' }
  if (category === 'subtitles') return { kind: 'subtitles', maxBytes: mega, key: '9' }
  const key = category === 'amplify_video' ? '13' : '7'
  return { kind: 'video', maxBytes: context.settings.video_max_bytes, key }
}
