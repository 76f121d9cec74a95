import type { XContext, XMedia } from '../state.ts'

export interface ProcessingInfo {
  state: 'pending' | 'in_progress' | 'succeeded' | 'failed'
  check_after_secs?: number
  progress_percent?: number
  error?: { code: number; name: string; message: string }
}

/** Where the processing of a video or GIF stands by the clock; undefined for what is ready at once. */
export function processingState(context: XContext, media: XMedia): ProcessingInfo | undefined {
  if (!media.processing) return undefined
  const { startedAt, endsAt, failure } = media.processing
  const now = context.clock.now()
  const left = Math.max(1, Math.ceil((endsAt - now) / 1000))
  if (now >= endsAt) {
    return failure ? { state: 'failed', error: failure } : { state: 'succeeded', progress_percent: 100 }
  }
  const done = (now - startedAt) / (endsAt - startedAt)
  if (done < 0.2) return { state: 'pending', check_after_secs: Math.min(left, 5) }
  return {
    state: 'in_progress',
    check_after_secs: Math.min(left, 5),
    progress_percent: Math.floor(done * 100),
  }
}
