import * as z from 'zod/mini'
import type { JobMedia } from '../../domain/publish-job.ts'
import type { PostContext } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import type { Network } from '../request.ts'
import { post } from './answers.ts'
import { chunkHeaders, planChunks } from './chunks.ts'
import type { Upload } from './handles.ts'
import { videoPostInfo } from './post-info.ts'

const lifeMs = 3_600_000
const chunkTimeoutMs = 20_000

const initAnswer = z.object({ publish_id: z.string().check(z.minLength(1)), upload_url: z.url() })

/** Asks TikTok for an upload. Posts nothing and so may be repeated: only the last piece does. */
export async function beginUpload(context: PostContext, film: JobMedia, restarts: number): Promise<Upload> {
  const { network, content } = context
  const asked = network.now()
  const isDraft = content.post_type === 'draft'
  const { chunk_size, total_chunk_count } = planChunks(film.bytes)
  const source_info = { source: 'FILE_UPLOAD', video_size: film.bytes, chunk_size, total_chunk_count }
  const { publish_id, upload_url } = await post(
    context,
    isDraft
      ? {
          path: '/v2/post/publish/inbox/video/init/',
          json: { source_info },
          // Each may count as one of the five pending drafts (seen in peers).
          repeat: false,
        }
      : {
          path: '/v2/post/publish/video/init/',
          json: { post_info: videoPostInfo(content), source_info },
        },
    initAnswer,
  )
  if (!isUploadHost(network, upload_url)) throw foreignHost(upload_url)
  return { publish_id, url: upload_url, sent: 0, expires_at: asked + lifeMs, restarts }
}

/** Sends the bytes from `start` to `end` (exclusive); never the last piece, which is the commit. */
export async function sendPiece(
  context: PostContext,
  film: JobMedia,
  { url, start, end }: { url: string; start: number; end: number },
): Promise<void> {
  await context.network.call({
    method: 'PUT',
    url,
    route: 'PUT upload_url',
    headers: chunkHeaders(film, { start, end }),
    bytes: await context.mediaBytes(film, start, end),
    timeoutMs: chunkTimeoutMs,
  })
}

/**
 * Whether a URL that TikTok handed us leads to TikTok's own hosts (`open-upload.tiktokapis.com` and regional ones,
 * content-posting-api-media-transfer-guide, 2026-09-11), or to where this service was told that its API is.
 */
export function isUploadHost({ hosts }: Pick<Network, 'hosts'>, url: string): boolean {
  const { origin, protocol, hostname, port, username } = new URL(url)
  if (origin === new URL(hosts.api ?? '').origin) return true
  return /\.tiktokapis\.com$/.test(hostname) && protocol === 'https:' && port === '' && username === ''
}

const foreignHost = (url: string) =>
  new PlatformFailure({
    class: 'retry',
    userMessage: 'TikTok named a place for the upload that is not known to be its own.',
    details: { message: `upload_url at ${new URL(url).hostname}` },
    row: 'upload-host-foreign',
  })
