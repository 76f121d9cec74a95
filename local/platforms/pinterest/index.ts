import { type Simulator, type SimulatorOptions, startSimulator } from '../kit/server.ts'
import { accounts, initialState } from './accounts.ts'
import { boardRoutes } from './boards/routes.ts'
import { sectionRoutes } from './boards/sections.ts'
import { newRequestId } from './calls.ts'
import { analyticsRoutes } from './insights/analytics.ts'
import { trendRoutes } from './insights/trends.ts'
import { ledgerOf } from './ledger.ts'
import { uploadFormRoute } from './media/s3-form.ts'
import { mediaRoutes } from './media/uploads.ts'
import { authorizeRoutes } from './oauth/authorize.ts'
import { endGrants, tokenRoutes } from './oauth/token.ts'
import { createRoute } from './pins/create.ts'
import { remember } from './pins/remember.ts'
import { pinRoutes } from './pins/routes.ts'
import { invalidRequest, pathMissing } from './problems.ts'
import { defaultSettings, faultKinds, type PinterestSettings } from './settings.ts'
import type { PinterestState } from './state.ts'
import { userRoutes } from './users/routes.ts'

/**
 * Starts the simulated Pinterest: www.pinterest.com, api.pinterest.com and the upload storage on one port,
 * api-sandbox.pinterest.com below /sandbox. Behaviour from the official specification 5.23.0 to 5.28.0 and public pages of 2026-11.
 */
export function startPinterestSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  return startSimulator<PinterestState, PinterestSettings>(
    {
      platform: 'pinterest',
      title: 'Pinterest',
      color: '#e60023',
      accounts,
      initialState,
      settings: { ...defaultSettings },
      faultKinds,
      setup: (pinterest) => ({
        routes: [
          ...authorizeRoutes(pinterest),
          ...tokenRoutes(pinterest),
          ...userRoutes(pinterest),
          ...boardRoutes(pinterest),
          ...sectionRoutes(pinterest),
          ...mediaRoutes(pinterest),
          uploadFormRoute(pinterest),
          ...createRoute(pinterest),
          ...analyticsRoutes(pinterest),
          ...trendRoutes(pinterest),
          ...pinRoutes(pinterest),
        ],
        ledger: () => ledgerOf(pinterest),
        remember: (account, posts) => remember(pinterest, account, posts),
        revoke: (account) => endGrants(pinterest, account.id),
        malformed: () => invalidRequest('Invalid request: the body could not be parsed').response,
        notFound: () => ({ ...pathMissing().response, headers: { 'x-pinterest-rid': newRequestId() } }),
      }),
    },
    options,
  )
}
