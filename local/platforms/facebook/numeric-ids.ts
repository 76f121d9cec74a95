import type { Facebook } from './state.ts'

/** An answer as ready-made JSON, for numbers that JSON.stringify can't write. */
export class JsonText {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** Answers whose long ids may go out as JSON numbers above 2^53. */
export function storyAnswer(facebook: Facebook, postId: string): unknown {
  if (!facebook.settings.numeric_ids) return { success: true, post_id: postId }
  return new JsonText(`{"success":true,"post_id":${postId}}`)
}

export function startAnswer(facebook: Facebook, videoId: string, uploadUrl: string): unknown {
  if (!facebook.settings.numeric_ids) return { video_id: videoId, upload_url: uploadUrl }
  return new JsonText(`{"video_id":${videoId},"upload_url":${JSON.stringify(uploadUrl)}}`)
}
