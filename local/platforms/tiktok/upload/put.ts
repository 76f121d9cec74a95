import { Refusal, type Route, type SimRequest, type SimResponse } from '../../kit/server.ts'
import { process } from '../publish/progress.ts'
import type { Publication, TikTok, UploadPlan } from '../state.ts'
import { uploadUrl } from './plan.ts'

/** PUT of chunks, in their order, without a bearer. Unfinished ones wait in memory: a restart loses them. */
export function uploadRoute(tiktok: TikTok): Route {
  const waiting = new Map<string, Buffer[]>()
  return {
    method: 'PUT',
    path: '/video',
    name: 'PUT /video/',
    async run(request) {
      const publication = publicationOf(tiktok, request)
      const upload = publication.upload!
      if (tiktok.clock.now() >= upload.expiresAt) {
        waiting.delete(publication.id)
        return { status: 403 }
      }
      checkChunk(tiktok, upload, request)
      const chunks = upload.received === 0 ? [] : (waiting.get(publication.id) ?? [])
      chunks.push(request.raw)
      upload.received += request.raw.length
      tiktok.changed()
      if (upload.received < upload.total) {
        waiting.set(publication.id, chunks)
        return { status: 206, headers: progress(tiktok, upload) }
      }
      waiting.delete(publication.id)
      publication.committedAt = request.receivedAt
      await process(tiktok, publication, [Buffer.concat(chunks)])
      return taken(tiktok, upload, request)
    },
  }
}

function publicationOf(tiktok: TikTok, request: SimRequest): Publication {
  const asked = request.url.search
  const publication = Object.values(tiktok.state.publications).find(
    ({ upload }) => upload && new URL(uploadUrl(tiktok, upload)).search === asked,
  )
  if (!publication || request.fault('upload_forgotten')) throw new Refusal({ status: 404 })
  return publication
}

function checkChunk(tiktok: TikTok, upload: UploadPlan, { headers, raw }: SimRequest): void {
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '')
  const type = headers['content-type'] ?? ''
  if (!range || !['video/mp4', 'video/quicktime', 'video/webm'].includes(type))
    throw new Refusal({ status: 400 })
  const [first, last, total] = range.slice(1).map(Number) as [number, number, number]
  if (headers['content-length'] === undefined || last - first + 1 !== raw.length || total !== upload.total)
    throw new Refusal({ status: 400 })
  const isComplete = upload.received === upload.total
  if (isComplete || first !== upload.received)
    throw new Refusal({ status: 416, headers: progress(tiktok, upload) })
  if (raw.length !== expectedLength(upload)) throw new Refusal({ status: 400 })
}

function expectedLength({ received, chunkSize, chunkCount, total }: UploadPlan): number {
  const isLast = received === (chunkCount - 1) * chunkSize
  return isLast ? total - received : chunkSize
}

function progress({ settings }: TikTok, { received, total }: UploadPlan): Record<string, string> {
  const end = settings.content_range_end === 'last' ? Math.max(0, received - 1) : received
  return { 'content-range': `bytes 0-${end}/${total}` }
}

function taken(tiktok: TikTok, upload: UploadPlan, request: SimRequest): SimResponse {
  const answer: SimResponse = { status: 201, headers: progress(tiktok, upload) }
  const lost = request.fault('last_chunk_lost')
  if (!lost) return answer
  return typeof lost.status === 'number' ? { status: lost.status } : { ...answer, cut: true }
}
