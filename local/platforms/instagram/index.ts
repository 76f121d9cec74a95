import {
  type Simulator,
  type SimulatorDefinition,
  type SimulatorOptions,
  startSimulator,
} from '../kit/server.ts'
import { invalidParameter, objectMissing, unknownPath } from '../meta/general-errors.ts'
import { accounts } from './accounts.ts'
import { refuse } from './call.ts'
import { measure } from './containers.ts'
import { graph } from './graph.ts'
import { ledger } from './ledger.ts'
import { oauthRoutes } from './oauth.ts'
import { publishLater } from './publish.ts'
import { remember } from './remember.ts'
import { defaultSettings, faultKinds, type InstagramSettings } from './settings.ts'
import { type InstagramState, initialState } from './state.ts'

/**
 * Instagram with Instagram Login on one port: www.instagram.com, api.instagram.com and graph.instagram.com by path.
 * Behaviour from Meta's public reference as of 2026-11-20; knobs and faults in settings.ts.
 */
export async function startInstagramSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const closing = new AbortController()
  const simulator = await startSimulator(definition(closing.signal), options)
  return {
    ...simulator,
    async close() {
      closing.abort()
      await simulator.close()
    },
  }
}

function definition(signal: AbortSignal): SimulatorDefinition<InstagramState, InstagramSettings> {
  return {
    platform: 'instagram',
    title: 'Instagram',
    color: '#c13584',
    accounts,
    initialState,
    settings: defaultSettings,
    faultKinds,
    setup(instagram) {
      for (const container of Object.values(instagram.state.containers)) {
        if (container.measuring) void measure(instagram, container, signal)
        publishLater(instagram, container)
      }
      return {
        routes: [...oauthRoutes(instagram), ...graph(instagram, signal)],
        ledger: () => ledger(instagram),
        remember: (account, posts) => remember(instagram, account, posts),
        revoke(account) {
          for (const token of Object.values(instagram.state.tokens))
            if (token.accountId === account.id) token.dead ??= 458
          for (const [value, code] of Object.entries(instagram.state.codes))
            if (code.accountId === account.id) delete instagram.state.codes[value]
        },
        malformed: () => refuse(invalidParameter('Malformed request body')).response,
        notFound(request) {
          const id = /^(?:\/v[\d.]+)?\/(\d+)/.exec(request.path)?.[1]
          return refuse(id ? objectMissing(id, request.method.toLowerCase()) : unknownPath(request.path))
            .response
        },
      }
    },
  }
}
