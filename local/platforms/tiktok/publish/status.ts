import { z } from 'zod'
import type { Route, SimRequest } from '../../kit/server.ts'
import { type Caller, userCall } from '../calls.ts'
import { TikTokError } from '../errors.ts'
import { int64 } from '../int64.ts'
import { parseBody } from '../parse.ts'
import type { Publication, TikTok } from '../state.ts'
import { fail } from './progress.ts'

const scopes = ['video.publish', 'video.upload']
const named = z.strictObject({ publish_id: z.string().max(64) })

/** Where a publication stands, and stopping a pull. */
export function statusRoutes(tiktok: TikTok): Route[] {
  return [
    userCall(tiktok, {
      method: 'POST',
      path: '/v2/post/publish/status/fetch/',
      scopes,
      perMinute: 30,
      run: (request, caller) => viewStatus(tiktok, publicationOf(tiktok, request, caller)),
    }),
    userCall(tiktok, {
      method: 'POST',
      path: '/v2/post/publish/cancel/',
      scopes,
      run(request, caller) {
        const publication = publicationOf(tiktok, request, caller)
        if (publication.stage !== 'pulling') throw new TikTokError('publish_not_cancellable')
        fail(tiktok, publication, 'publish_cancelled', tiktok.clock.now())
        return {}
      },
    }),
  ]
}

function publicationOf(tiktok: TikTok, request: SimRequest, { account, clientKey }: Caller): Publication {
  const { publish_id } = parseBody(tiktok, request, named)
  const publication = tiktok.state.publications[publish_id]
  if (!publication) throw new TikTokError('invalid_publish_id')
  if (publication.accountId !== account.id || publication.clientKey !== clientKey)
    throw new TikTokError('token_not_authorized_for_specified_publish_id')
  return publication
}

function viewStatus(tiktok: TikTok, publication: Publication) {
  const { settings, clock } = tiktok
  const { upload, failReason, endedAt, script, publicAt, removedAt } = publication
  const isEnded = endedAt !== undefined && clock.now() >= endedAt + (script.lagMs ?? 0)
  const isPublic = isEnded && publicAt !== undefined && removedAt === undefined
  const ids = [publication.postId!, ...(publication.morePostIds ?? [])]
  return {
    status: isEnded ? ends[publication.stage] : upload ? 'PROCESSING_UPLOAD' : 'PROCESSING_DOWNLOAD',
    ...(isEnded && failReason && { fail_reason: failReason }),
    // The misspelling is TikTok's.
    publicaly_available_post_id: isPublic ? ids.map((id) => (settings.ids_as_numbers ? int64(id) : id)) : [],
    ...(upload ? { uploaded_bytes: upload.received } : { downloaded_bytes: publication.downloaded }),
  }
}

const ends: Partial<Record<Publication['stage'], string>> = {
  inbox: 'SEND_TO_USER_INBOX',
  complete: 'PUBLISH_COMPLETE',
  failed: 'FAILED',
}
