import type { SimRequest } from '../../kit/server.ts'
import type { Caller } from '../calls.ts'
import { nextId } from '../ids.ts'
import type { PostInfo, Publication, TikTok, UploadPlan } from '../state.ts'
import { schedule } from './progress.ts'

interface Wanted {
  kind: 'video' | 'photo'
  use: 'direct' | 'inbox'
  info: PostInfo
  upload?: UploadPlan
  urls: string[]
}

/** Makes the publication that an init asks for; a pull begins with it. */
export function createPublication(
  tiktok: TikTok,
  request: SimRequest,
  caller: Caller,
  wanted: Wanted,
): Publication {
  const now = tiktok.clock.now()
  const publication: Publication = {
    ...wanted,
    id: `${prefixOf(wanted)}.${nextId(tiktok)}`,
    accountId: caller.account.id,
    clientKey: caller.clientKey,
    stage: wanted.upload ? 'uploading' : 'pulling',
    downloaded: 0,
    media: [],
    script: scriptOf(request),
    logId: caller.logId,
    createdAt: now,
    committedAt: wanted.upload ? undefined : request.receivedAt,
  }
  tiktok.state.publications[publication.id] = publication
  if (!wanted.upload) {
    const slow = request.fault('slow_pull')
    const delay = slow ? numberOr(slow.ms, 60_000) : tiktok.settings.pull_delay_ms
    schedule(tiktok, publication, 'pull', now + delay)
  }
  return publication
}

function prefixOf({ kind, use, upload }: Wanted): string {
  if (kind === 'photo') return 'p_pub_url~v2'
  if (use === 'inbox') return upload ? 'v_inbox_file~v2' : 'v_inbox_url~v2'
  return upload ? 'v_pub_file~v2-1' : 'v_pub_url~v2'
}

function scriptOf(request: SimRequest): Publication['script'] {
  const failed = request.fault('publish_failed')
  const lag = request.fault('status_lag')
  const processing = request.fault('slow_processing')
  const moderation = request.fault('slow_moderation')
  const takeDown = request.fault('taken_down')
  return {
    ...(failed && { failReason: typeof failed.reason === 'string' ? failed.reason : 'internal' }),
    ...(lag && { lagMs: numberOr(lag.ms, 60_000) }),
    ...(processing && { processingMs: numberOr(processing.ms, 60_000) }),
    ...(moderation && { moderationMs: numberOr(moderation.ms, 3600_000) }),
    ...(takeDown && { takeDownMs: numberOr(takeDown.ms, 60_000) }),
  }
}

const numberOr = (value: unknown, fallback: number) => (typeof value === 'number' ? value : fallback)
