import type { Pinterest, Upload } from '../state.ts'

export type UploadStatus = 'registered' | 'processing' | 'succeeded' | 'failed'

/** Where the upload stands by the clock. */
export function statusOf(pinterest: Pinterest, { processedAt, failed }: Upload): UploadStatus {
  if (processedAt === undefined) return 'registered'
  if (pinterest.clock.now() < processedAt) return 'processing'
  return failed ? 'failed' : 'succeeded'
}
