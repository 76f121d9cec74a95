import { type Simulator, type SimulatorOptions, startSimulator } from '../kit/server.ts'
import { assetRoutes } from './assets/routes.ts'
import { illegalArgument, refusal } from './errors.ts'
import { insightRoutes } from './insights/routes.ts'
import { ledgerOf } from './ledger.ts'
import { authorizeRoutes } from './oauth/authorize.ts'
import { endGrants } from './oauth/grants.ts'
import { inspectRoutes } from './oauth/inspect.ts'
import { openidRoutes } from './oauth/openid.ts'
import { tokenRoutes } from './oauth/token.ts'
import { organizationRoutes } from './organizations/routes.ts'
import { pageRoutes } from './page-routes.ts'
import { remember } from './posts/remember.ts'
import { postRoutes } from './posts/routes.ts'
import { accounts } from './seeds.ts'
import { defaultSettings, faultKinds, type LinkedInSettings } from './settings.ts'
import { socialRoutes } from './social/routes.ts'
import { initialState, type LinkedInState } from './state.ts'

/** Starts the simulated LinkedIn: www.linkedin.com, api.linkedin.com and the upload host on one port. */
export function startLinkedInSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  return startSimulator<LinkedInState, LinkedInSettings>(
    {
      platform: 'linkedin',
      title: 'LinkedIn',
      color: '#0a66c2',
      accounts,
      settings: { ...defaultSettings },
      faultKinds,
      initialState,
      setup: (context) => ({
        routes: [
          ...authorizeRoutes(context),
          ...tokenRoutes(context),
          ...inspectRoutes(context),
          ...openidRoutes(context),
          ...assetRoutes(context),
          ...postRoutes(context),
          ...socialRoutes(context),
          ...organizationRoutes(context),
          ...insightRoutes(context),
          ...pageRoutes(context),
        ],
        ledger: () => ledgerOf(context),
        remember: (account, posts) => remember(context, account, posts),
        revoke: (account) => endGrants(context, account.id),
        malformed: () => illegalArgument('Cannot parse request entity').response,
        notFound: () =>
          refusal({ status: 404, code: 'RESOURCE_NOT_FOUND', message: 'No virtual resource found' }).response,
      }),
    },
    options,
  )
}
