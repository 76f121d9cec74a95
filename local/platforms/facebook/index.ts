import { avatarSvg } from '../kit/accounts.ts'
import {
  type Route,
  type Simulator,
  type SimulatorDefinition,
  type SimulatorOptions,
  startSimulator,
} from '../kit/server.ts'
import { invalidParameter, objectMissing, unknownPath } from '../meta/general-errors.ts'
import { accounts } from './accounts.ts'
import { refuse } from './call.ts'
import { notifyApps } from './callbacks.ts'
import { graph } from './graph.ts'
import { ledger } from './ledger.ts'
import { appRoutes } from './oauth/app-routes.ts'
import { dialogRoutes } from './oauth/dialog.ts'
import { allPages } from './pages.ts'
import { remember } from './posts/remember.ts'
import { defaultSettings, type FacebookSettings, faultKinds } from './settings.ts'
import { type Facebook, type FacebookState, initialState } from './state.ts'
import { removeGrant } from './tokens.ts'
import { ruploadRoute } from './videos/rupload.ts'

/**
 * Facebook Pages on one port: www.facebook.com, graph.facebook.com, graph-video.facebook.com and rupload.facebook.com by path.
 * Behaviour from Meta's public reference as of 2026-11-20; knobs and faults in settings.ts.
 */
export function startFacebookSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  return startSimulator(definition, options)
}

const definition: SimulatorDefinition<FacebookState, FacebookSettings> = {
  platform: 'facebook',
  title: 'Facebook',
  color: '#0866ff',
  accounts,
  initialState,
  settings: defaultSettings,
  faultKinds,
  setup: (facebook) => ({
    routes: [
      ...dialogRoutes(facebook),
      ...appRoutes(facebook),
      ruploadRoute(facebook),
      ...graph(facebook),
      pageAvatar(facebook),
    ],
    ledger: () => ledger(facebook),
    remember: (account, posts) => remember(facebook, account, posts),
    revoke(account) {
      for (const app of facebook.apps) removeGrant(facebook, { userId: account.id, clientId: app.clientId })
      notifyApps(facebook, account.id)
    },
    malformed: () => refuse(invalidParameter('Malformed request body')).response,
    notFound(request) {
      const id = /^(?:\/v[\d.]+)?\/([\d_]+)/.exec(request.path)?.[1]
      return refuse(id ? objectMissing(id, request.method.toLowerCase()) : unknownPath(request.path)).response
    },
  }),
}

/** The kit draws people; Pages have their own picture. */
function pageAvatar(facebook: Facebook): Route {
  return {
    method: 'GET',
    path: '/_avatar/:file',
    name: 'GET /_avatar/:file',
    run(request) {
      const page = allPages(facebook).find((one) => `${one.username}.svg` === request.params.file)
      if (!page) return { status: 404, body: 'no such Page' }
      return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: avatarSvg(page) }
    },
  }
}
