import type { LedgerPost } from '../kit/server.ts'
import { openIdOf } from './ids.ts'
import type { Publication, TikTok } from './state.ts'

/** Every live post, and every draft that waits in an inbox (`video_draft`, `photo_draft`), oldest first. */
export function ledgerOf(tiktok: TikTok): LedgerPost[] {
  return Object.values(tiktok.state.publications)
    .filter(({ stage, removedAt }) => (stage === 'complete' || stage === 'inbox') && removedAt === undefined)
    .sort((a, b) => a.endedAt! - b.endedAt!)
    .flatMap((publication) =>
      [publication.postId, ...(publication.morePostIds ?? [])].map((postId) =>
        entry(tiktok, { ...publication, postId }),
      ),
    )
}

/** Where people find a post. */
export function postUrl(tiktok: TikTok, { accountId, kind, postId, id }: Publication): string {
  const username = tiktok.accounts.byId(accountId)?.username ?? ''
  return postId ? `${tiktok.url}/@${username}/${kind}/${postId}` : `${tiktok.url}/inbox/${id}`
}

function entry(tiktok: TikTok, publication: Publication): LedgerPost {
  const { id, accountId, clientKey, info, kind, use, stage } = publication
  const { title, description, ...chosen } = info
  return {
    id: publication.postId ?? id,
    url: postUrl(tiktok, publication),
    account: { id: accountId, username: tiktok.accounts.byId(accountId)?.username ?? '' },
    type: stage === 'inbox' ? `${kind}_draft` : kind,
    text: [title, description].filter(Boolean).join('\n\n'),
    media: publication.media,
    created_at: new Date(publication.endedAt!).toISOString(),
    received_at: new Date(publication.committedAt!).toISOString(),
    request_id: publication.logId,
    extra: {
      publish_id: id,
      open_id: openIdOf(accountId, clientKey),
      use,
      source: publication.upload ? 'FILE_UPLOAD' : 'PULL_FROM_URL',
      // Without the queries, which may be signatures.
      fetched_from: publication.urls.map((url) => new URL(url).origin + new URL(url).pathname),
      title,
      description,
      ...chosen,
      publicly_available: publication.publicAt !== undefined,
    },
  }
}
