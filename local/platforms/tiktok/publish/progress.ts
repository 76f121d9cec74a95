import { nextId } from '../ids.ts'
import { judgeAll } from '../media/judge.ts'
import { pullFile } from '../media/pull.ts'
import type { Publication, Step, TikTok } from '../state.ts'
import { notify } from '../webhooks.ts'
import { postsOfTheDay } from './caps.ts'

/** Has a step happen at that time of the clock; a new step replaces the one before. */
export function schedule(tiktok: TikTok, publication: Publication, step: Step, at: number): void {
  const next = { step, at }
  publication.next = next
  tiktok.changed()
  tiktok.clock.at(at, () => {
    if (isCurrent(tiktok, publication) && publication.next === next) steps[step](tiktok, publication, at)
  })
}

/** Takes up after a restart what was waiting; bytes of unfinished uploads are gone. */
export function resume(tiktok: TikTok): void {
  for (const publication of Object.values(tiktok.state.publications)) {
    if (publication.stage === 'uploading' && publication.committedAt === undefined)
      publication.upload!.received = 0
    if (publication.next) schedule(tiktok, publication, publication.next.step, publication.next.at)
  }
}

/** The media are here: what they are decides how the processing ends. */
export async function process(tiktok: TikTok, publication: Publication, files: Buffer[]): Promise<void> {
  const { media, failReason } = await judgeAll(tiktok, publication, files)
  if (!isCurrent(tiktok, publication)) return
  publication.media = media
  publication.script.failReason ??= failReason
  const wait = publication.script.processingMs ?? tiktok.settings.processing_ms
  schedule(tiktok, publication, 'end', tiktok.clock.now() + wait)
}

export function fail(tiktok: TikTok, publication: Publication, reason: string, at: number): void {
  publication.stage = 'failed'
  publication.failReason = reason
  publication.endedAt = at
  delete publication.next
  tiktok.changed()
  notify(tiktok, publication, 'post.publish.failed', { reason })
}

/** The user posts a draft in the app; again, and the draft has one post more. */
export function postDraft(tiktok: TikTok, publication: Publication, at: number): void {
  if (publication.postId) {
    publication.morePostIds = [...(publication.morePostIds ?? []), nextId(tiktok)]
    tiktok.changed()
  } else {
    publication.info.privacy_level ??= 'PUBLIC_TO_EVERYONE'
    complete(tiktok, publication, at)
  }
}

const steps: Record<Step, (tiktok: TikTok, publication: Publication, at: number) => void> = {
  pull,
  end(tiktok, publication, at) {
    const { failReason, lagMs = 0 } = publication.script
    const isOver =
      publication.use === 'direct' &&
      postsOfTheDay(tiktok, publication.accountId).length > tiktok.settings.posts_per_creator_24h
    const reason = failReason ?? (isOver ? 'spam_risk_too_many_posts' : undefined)
    if (reason) return fail(tiktok, publication, reason, at)
    if (publication.use === 'direct') return complete(tiktok, publication, at)
    publication.stage = 'inbox'
    publication.endedAt = at
    delete publication.next
    notify(tiktok, publication, 'post.publish.inbox_delivered')
    const { drafts_posted_after_ms: wait } = tiktok.settings
    if (wait > 0) schedule(tiktok, publication, 'post_draft', at + lagMs + wait)
    tiktok.changed()
  },
  moderate(tiktok, publication, at) {
    publication.publicAt = at
    delete publication.next
    notify(tiktok, publication, 'post.publish.publicly_available', { post_id: publication.postId })
    const { takeDownMs } = publication.script
    if (takeDownMs !== undefined) schedule(tiktok, publication, 'take_down', at + takeDownMs)
    tiktok.changed()
  },
  take_down(tiktok, publication, at) {
    publication.removedAt = at
    delete publication.next
    tiktok.changed()
    // The event's misspelling is TikTok's.
    notify(tiktok, publication, 'post.publish.no_longer_publicaly_available', { post_id: publication.postId })
  },
  post_draft: postDraft,
}

function complete(tiktok: TikTok, publication: Publication, at: number): void {
  publication.stage = 'complete'
  publication.endedAt = at
  publication.postId = nextId(tiktok)
  delete publication.next
  tiktok.changed()
  notify(tiktok, publication, 'post.publish.complete')
  if (publication.info.privacy_level === 'PUBLIC_TO_EVERYONE')
    schedule(
      tiktok,
      publication,
      'moderate',
      at + (publication.script.moderationMs ?? tiktok.settings.moderation_ms),
    )
}

/** Fetches behind the answer of the init; `next` stays until it is done, so that a restart begins again. */
function pull(tiktok: TikTok, publication: Publication): void {
  const started = publication.next
  const isWanted = () => isCurrent(tiktok, publication) && publication.next === started
  pullAll(tiktok, publication, isWanted).catch((error: unknown) => {
    console.error('tiktok simulator: the pull broke:', error)
    if (isWanted()) fail(tiktok, publication, 'internal', tiktok.clock.now())
  })
}

async function pullAll(tiktok: TikTok, publication: Publication, isWanted: () => boolean): Promise<void> {
  const files: Buffer[] = []
  for (const url of publication.urls) {
    const bytes = await pullFile(tiktok, url, publication.kind)
    if (!isWanted()) return
    if (typeof bytes === 'string') return fail(tiktok, publication, bytes, tiktok.clock.now())
    files.push(bytes)
  }
  await process(tiktok, publication, files)
  publication.downloaded = files.reduce((sum, { length }) => sum + length, 0)
  tiktok.changed()
}

const isCurrent = ({ state }: TikTok, publication: Publication) =>
  state.publications[publication.id] === publication
