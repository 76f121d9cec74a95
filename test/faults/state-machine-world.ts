import { startAws } from '../../local/aws/index.ts'
import { createLocalClock } from '../../local/clock.ts'
import { composeConfiguration } from '../../local/configuration.ts'
import { openPorts } from '../../local/ports.ts'
import { provision } from '../../local/provision.ts'
import { product } from '../../local/service.ts'
import { startNetworks } from '../../local/simulated-networks.ts'
import { beginConnect } from '../../shared/connections/begin-connect.ts'
import { finishConnect } from '../../shared/connections/finish-connect.ts'
import type { DisconnectServices } from '../../shared/connections/services.ts'
import { openSending } from '../../shared/publishing/sending.ts'
import type { RunningServices } from '../../shared/publishing/services.ts'
import type { Logger } from '../../shared/runtime/logger.ts'
import { openNetworks } from '../../shared/runtime/networks.ts'
import { disconnecting } from '../../shared/runtime/services/disconnecting.ts'
import { working } from '../../shared/runtime/services/working.ts'

export const user = 'alice'

/** What the service's functions hold, in this process: an embedded AWS where nobody reads the queues, and X. */
export async function openMachineWorld() {
  const clock = createLocalClock()
  const aws = await startAws({ clock })
  const networks = await startNetworks({ names: ['x'], clock, dataDir: null, ports: openPorts(null) })
  const x = networks.running.x!
  const control = (command: string, input: object) =>
    fetch(`${x.url}/_control/${command}`, { method: 'POST', body: JSON.stringify(input) })
  const { env, config } = composeConfiguration({
    given: { MAX_API_RETRIES: '0' },
    provisioned: await provision(aws, product),
    networks,
    origin: 'http://127.0.0.1:3000',
  })
  Object.assign(process.env, aws.env, env)
  const log: Logger = { debug() {}, info() {}, warn() {}, error() {}, count() {}, with: () => log }
  const now = () => clock.now()
  const services = {
    ...disconnecting(),
    ...working(),
    log,
    now,
    networks: openNetworks({ config, log, now }),
    sending: openSending(),
    async waitUntil(time: number) {
      if (time > now()) clock.advance(time - now())
    },
  } satisfies DisconnectServices & RunningServices

  await control('settings', { rate_limits: false })
  await control('consent', { auto: true, account: user })
  const begun = await beginConnect(services, { userId: user, platform: 'x', returnTo: undefined })
  const page = await fetch(begun.authorizationUrl, { redirect: 'manual' })
  const query = Object.fromEntries(new URL(page.headers.get('location') ?? '').searchParams)
  const finished = await finishConnect(services, {
    platform: 'x',
    query,
    cookies: [begun.cookie.split(';')[0]!],
  })
  if (!('connection' in finished)) throw new Error('not connected')
  return {
    clock,
    services,
    x,
    connectionId: finished.connection.id,
    /** Posts of the next commit are shown by timelines this much later. */
    hideNext: (ms: number) =>
      control('faults', { route: 'POST /2/tweets', kind: 'visibility_delay', ms, times: 1 }),
    clearFaults: () => fetch(`${x.url}/_control/faults`, { method: 'DELETE' }),
    async close() {
      await networks.close()
      await aws.close()
    },
  }
}

export type MachineWorld = Awaited<ReturnType<typeof openMachineWorld>>
