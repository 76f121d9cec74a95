import { fail } from '../publish/progress.ts'
import type { TikTok } from '../state.ts'
import { notifyRemoved } from '../webhooks.ts'
import { endGrants } from './grants.ts'

/** The user's authorization ends, for one app or all: tokens die, and what isn't posted yet fails. */
export function withdraw(tiktok: TikTok, accountId: string, reason: 1 | 5, onlyApp?: string): void {
  const apps = endGrants(tiktok, accountId, onlyApp)
  for (const clientKey of apps) notifyRemoved(tiktok, clientKey, accountId, reason)
  for (const publication of Object.values(tiktok.state.publications)) {
    const { stage } = publication
    const isOpen = stage === 'uploading' || stage === 'pulling'
    if (isOpen && publication.accountId === accountId && apps.includes(publication.clientKey))
      fail(tiktok, publication, 'auth_removed', tiktok.clock.now())
  }
}
