import { type Simulator, type SimulatorOptions, startSimulator } from '../kit/server.ts'
import { insightRoutes } from './insights/routes.ts'
import { ledgerOf } from './ledger.ts'
import { mediaRoutes } from './media/uploads.ts'
import { authorizeRoutes } from './oauth/authorize.ts'
import { endGrants, tokenRoutes } from './oauth/token.ts'
import { readRoutes } from './posts/read.ts'
import { remember } from './posts/remember.ts'
import { writeRoutes } from './posts/write.ts'
import { invalidRequest } from './problems.ts'
import { defaultSettings, type XSettings } from './settings.ts'
import { emptyState, type XState } from './state.ts'
import { userRoutes } from './users/routes.ts'

/** Starts the simulated X: x.com and api.x.com on one port. */
export function startXSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  return startSimulator<XState, XSettings>(
    {
      platform: 'x',
      title: 'X',
      color: '#0f1419',
      accounts: [
        { id: '1700000000000000101', username: 'alice', name: 'Alice Adler', color: '#b4472e' },
        { id: '1700000000000000102', username: 'bob', name: 'Bob Brandt', color: '#2e6fb4' },
        {
          id: '1700000000000000103',
          username: 'carol',
          name: 'Carol Cole',
          color: '#3b8552',
          traits: { subscription_type: 'Premium', verified_type: 'blue' },
        },
      ],
      settings: { ...defaultSettings },
      faultKinds: {
        token_storm: '401 although the token is good',
        refresh_lost: 'POST /2/oauth2/token rotates the refresh token, then the answer is lost',
        visibility_delay: 'POST /2/tweets: timelines show the post `ms` later',
        rate_limit: '429 with `family` (x-rate-limit) emptied and reset in `reset_in` seconds (900)',
        credits: '402, the app has no credit',
        usage_cap: '429 usage-capped',
        duplicate: '403 duplicate content',
        processing_failed: 'finalize: processing ends failed, with `name` and `message`',
        slow_processing: 'finalize: processing takes `ms`',
      },
      initialState: emptyState,
      setup: (context) => ({
        routes: [
          ...authorizeRoutes(context),
          ...tokenRoutes(context),
          ...mediaRoutes(context),
          ...insightRoutes(context),
          ...userRoutes(context),
          ...readRoutes(context),
          ...writeRoutes(context),
          {
            method: 'GET',
            path: '/i/web/status/:id',
            name: 'GET /i/web/status/:id',
            run({ params }) {
              const post = ledgerOf(context).find((one) => one.id === params.id)
              return post
                ? { status: 302, headers: { location: post.url } }
                : { status: 404, body: 'Nothing is here.' }
            },
          },
        ],
        ledger: () => ledgerOf(context),
        remember: (account, posts) => remember(context, account, posts),
        revoke: (account) => endGrants(context, account.id),
        malformed: () =>
          invalidRequest(context, { message: 'The request body could not be parsed.' }).response,
        notFound: () => ({
          status: 404,
          headers: { 'content-type': 'application/problem+json' },
          body: { title: 'Not Found', type: 'about:blank', status: 404, detail: 'Not Found' },
        }),
      }),
    },
    options,
  )
}
