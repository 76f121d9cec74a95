import type { Environment } from '../../local/environment.ts'
import type { TokenServices } from '../../shared/connections/services.ts'
import { openEvents } from '../../shared/messaging/events.ts'
import { dialects, errorTables } from '../../shared/platforms/registry.ts'
import { createNetwork } from '../../shared/platforms/request.ts'
import { openEnvelopes } from '../../shared/security/envelope.ts'
import { openTable } from '../../shared/storage/table.ts'
import { tokenKeysIn } from '../../shared/storage/token-keys.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {}, count: () => {} }

/** What a worker of this environment holds, in this process. */
export function tokenServices(environment: Environment): TokenServices {
  Object.assign(process.env, environment.aws.env)
  const { env, clock, simulators } = environment
  const now = () => clock.now()
  const table = openTable(env.TABLE_NAME!)
  return {
    table,
    envelopes: openEnvelopes({ keyId: env.KMS_KEY_ID!, standing: tokenKeysIn(table), now }),
    events: openEvents(env.EVENT_BUS_NAME!),
    networks: {
      async get(platform, budgetMs) {
        const { url } = simulators[platform]!
        return createNetwork({
          platform,
          app: { clientId: `local-${platform}-client`, clientSecret: `local-${platform}-secret` },
          hosts: { web: url, api: url, graph: url },
          dialect: dialects[platform],
          errors: await errorTables[platform](),
          now,
          retries: { max: 0, delayMs: 0, factor: 1 },
          ...(budgetMs === undefined ? {} : { budgetMs }),
          log: () => {},
        })
      },
    },
    log: silent,
    now,
  }
}
