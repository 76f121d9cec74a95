import type { LedgerMedia, SimRequest } from '../../kit/server.ts'
import type { Asset, LinkedIn } from '../state.ts'
import { judgeDocument } from './document.ts'
import { judgeImage } from './image.ts'
import type { Verdict } from './verdict.ts'
import { judgeVideo } from './video.ts'

/** Takes the complete bytes; whatever is wrong with them shows only when they were processed. */
export async function accept(
  context: LinkedIn,
  asset: Asset,
  bytes: Buffer,
  request: SimRequest,
): Promise<void> {
  const { settings } = context
  const now = context.clock.now()
  // Claimed before the bytes are measured: a second upload of this asset comes too late.
  asset.uploadedAt = now
  const verdict = await judge(context, asset, bytes)
  const usual = {
    image: settings.image_processing_ms,
    document: settings.document_processing_ms,
    video: settings.video_processing_ms,
  }[asset.kind]
  const slow = request.fault('slow_processing')
  asset.readyAt = now + (slow ? Number(slow.ms ?? 60_000) : usual)
  if ('fault' in verdict) asset.failure = verdict.fault
  else asset.media = shelved(context, asset, bytes, verdict)
  if (request.fault('processing_failed')) asset.failure = 'as the fault demands'
}

function judge(context: LinkedIn, asset: Asset, bytes: Buffer): Verdict | Promise<Verdict> {
  if (asset.kind === 'image') return judgeImage(bytes, context.settings.image_max_bytes)
  return asset.kind === 'video' ? judgeVideo(bytes) : judgeDocument(bytes)
}

function shelved(
  context: LinkedIn,
  asset: Asset,
  bytes: Buffer,
  measured: Exclude<Verdict, { fault: string }>,
): LedgerMedia {
  const file = asset.urn.slice(asset.urn.lastIndexOf(':') + 1)
  context.files.put(file, measured.mime, bytes)
  return { ...measured, bytes: bytes.length, file }
}
