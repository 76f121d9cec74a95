import { randomBytes } from 'node:crypto'
import { invalidParams } from '../errors.ts'
import type { TikTok, UploadPlan } from '../state.ts'

const megabyte = 1024 ** 2
const smallestChunk = 5 * megabyte
const largestChunk = 64 * megabyte
const largestVideo = 4096 * megabyte
const mostChunks = 1000

interface Announced {
  video_size: number
  chunk_size: number
  total_chunk_count: number
}

/** Checks the arithmetic: as many chunks as fit whole, the last one takes the remainder; a single one is the whole film. */
export function planUpload(tiktok: TikTok, announced: Announced): UploadPlan {
  const { video_size: total, chunk_size: size, total_chunk_count: count } = announced
  if (total < 1 || total > largestVideo) throw invalidParams(tiktok, 'The video size is invalid')
  const isWhole = size === total && size <= largestChunk
  const isSplit = size >= smallestChunk && size <= largestChunk && Math.floor(total / size) >= 2
  if (!isWhole && !isSplit) throw invalidParams(tiktok, 'The chunk size is invalid')
  if (count !== Math.floor(total / size) || count > mostChunks)
    throw invalidParams(tiktok, 'The total chunk count is invalid')
  return {
    token: randomBytes(24).toString('hex'),
    total,
    chunkSize: size,
    chunkCount: count,
    received: 0,
    expiresAt: tiktok.clock.now() + tiktok.settings.upload_url_life_ms,
  }
}

/** open-upload.tiktokapis.com; the token alone names the task. */
export const uploadUrl = (tiktok: TikTok, { token }: UploadPlan) =>
  `${tiktok.url}/video/?upload_id=${parseInt(token.slice(0, 12), 16)}&upload_token=${token}`
