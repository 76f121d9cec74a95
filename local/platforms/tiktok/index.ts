import { type Simulator, type SimulatorOptions, startSimulator } from '../kit/server.ts'
import { accounts } from './accounts.ts'
import { newLogId } from './ids.ts'
import { inboxRoute } from './inbox.ts'
import { ledgerOf } from './ledger.ts'
import { authorizeRoutes } from './oauth/authorize.ts'
import { tokenRoutes } from './oauth/token.ts'
import { withdraw } from './oauth/withdraw.ts'
import { profileRoute } from './profile.ts'
import { creatorInfoRoute } from './publish/creator-info.ts'
import { photoInitRoute } from './publish/photo-init.ts'
import { resume } from './publish/progress.ts'
import { statusRoutes } from './publish/status.ts'
import { videoInitRoutes } from './publish/video-init.ts'
import { defaultSettings, faultKinds, type TikTokSettings } from './settings.ts'
import { emptyState, type TikTokState } from './state.ts'
import { uploadRoute } from './upload/put.ts'
import { userInfoRoute } from './users/info.ts'
import { remember } from './videos/remember.ts'
import { videoRoutes } from './videos/routes.ts'

const brand = { title: 'TikTok', color: '#161823' }

/**
 * Starts the simulated TikTok: www.tiktok.com, open.tiktokapis.com and the upload host on one port. Behaviour from the public
 * pages of the Content Posting, Display and Login Kit products, 2026-08 to 2026-09.
 */
export function startTikTokSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  return startSimulator<TikTokState, TikTokSettings>(
    {
      platform: 'tiktok',
      ...brand,
      accounts,
      initialState: emptyState,
      settings: { ...defaultSettings },
      faultKinds,
      setup(tiktok) {
        resume(tiktok)
        return {
          routes: [
            ...authorizeRoutes(tiktok),
            ...tokenRoutes(tiktok, (accountId, clientKey) => withdraw(tiktok, accountId, 5, clientKey)),
            userInfoRoute(tiktok),
            creatorInfoRoute(tiktok),
            ...videoInitRoutes(tiktok),
            photoInitRoute(tiktok),
            uploadRoute(tiktok),
            ...statusRoutes(tiktok),
            ...videoRoutes(tiktok),
            inboxRoute(tiktok),
            profileRoute(tiktok, brand),
          ],
          ledger: () => ledgerOf(tiktok),
          remember: (account, posts) => remember(tiktok, account, posts),
          revoke: (account) => withdraw(tiktok, account.id, 1),
          notFound: () => ({
            status: 404,
            body: {
              error: { code: 'unsupported_path', message: 'Unsupported path', log_id: newLogId(tiktok) },
            },
          }),
        }
      },
    },
    options,
  )
}
