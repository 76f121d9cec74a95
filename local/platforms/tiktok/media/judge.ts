import { createHash } from 'node:crypto'
import type { LedgerMedia } from '../../kit/server.ts'
import { creatorOf } from '../publish/creator.ts'
import type { Publication, TikTok } from '../state.ts'
import { measurePhoto } from './measure-photo.ts'
import { measureVideo } from './measure-video.ts'

/** Decodes and measures every file and keeps it for the feed; the first broken rule is the reason. */
export async function judgeAll(
  tiktok: TikTok,
  { kind, accountId }: Publication,
  files: Buffer[],
): Promise<{ media: LedgerMedia[]; failReason?: string }> {
  const account = tiktok.accounts.byId(accountId)
  const maxSeconds = account ? creatorOf(tiktok, account).maxSeconds : 0
  const media: LedgerMedia[] = []
  let failReason: string | undefined
  for (const bytes of files) {
    const measured = kind === 'photo' ? measurePhoto(bytes) : await measureVideo(bytes, maxSeconds)
    failReason ??= measured.failReason
    if (!measured.media) continue
    const file = createHash('sha256').update(bytes).digest('hex')
    tiktok.files.put(file, measured.media.mime, bytes)
    media.push({ ...measured.media, bytes: bytes.length, file })
  }
  return { media, failReason }
}
