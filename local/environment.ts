import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { createApiGateway } from './api-gateway.ts'
import { type LocalAws, startAws } from './aws/index.ts'
import { buildOnce } from './build.ts'
import { createChildren, type Invocation, InvocationError } from './children.ts'
import type { LocalClock } from './clock.ts'
import { composeConfiguration, realNetworks } from './configuration.ts'
import { openDataFolder } from './data-folder.ts'
import { openFront } from './front.ts'
import { createIssuer, openIssuerKey } from './issuer.ts'
import { createJwtAuthorizer } from './jwt-authorizer.ts'
import { createLocalSide } from './local-side.ts'
import { createLogLines } from './log-lines.ts'
import { type Orchestrator, startOrchestrator } from './orchestrator/orchestrator.ts'
import type { Simulator } from './platforms/kit/server.ts'
import { openPorts } from './ports.ts'
import { provision, publicFolders, publicPrefix } from './provision.ts'
import { entriesOf, functionsOf, product, type Service } from './service.ts'
import { createSettle } from './settle.ts'
import { simulatedNames, startNetworks } from './simulated-networks.ts'
import { scheduledEvent, startSources } from './sources.ts'

export interface EnvironmentOptions {
  /** 0, the default: the one of last time, or any. */
  port?: number
  /** Keeps everything across restarts; without it, all is gone at `close`. */
  dataDir?: string | null
  /** Which networks to simulate; all of them by default. */
  simulators?: readonly string[]
  /** Configuration by its variables' names; the rest has defaults for this machine. */
  env?: Record<string, string | undefined>
  /** URL prefixes from which media may be fetched over plain http, beside `/_local/media/`. */
  mediaOrigins?: readonly string[]
  /** The simulated networks call the service when people remove its app, or a film is through. */
  callbacks?: boolean
  clock?: LocalClock
  log?: 'quiet' | 'lines'
  /** The clock starts no worker by itself: `invoke('sweep')` does. */
  manual?: boolean
  /** What functions draw every time, from 0 up to, and without, 1; by default nothing is left to chance where it is manual. */
  chance?: number
  /** Functions stay up and have the memory that Lambda gives them: for measuring. */
  lasting?: boolean
  /** All functions in one lasting process, which is sooner up: where none is killed and no caller told from another. */
  oneProcess?: boolean
  service?: Service
}

export interface Environment {
  ready: { api: string; simulators: Record<string, string>; data_dir: string | null }
  api: string
  clock: LocalClock
  aws: LocalAws
  simulators: Record<string, Simulator>
  /** The local orchestrator; undefined where another one is configured. */
  orchestrator: Orchestrator | undefined
  /** What the functions were given. */
  env: Record<string, string>
  /** The newest lines of all functions. */
  logs: readonly string[]
  /** Hears each run of a function once it has ended; returns what ends it. */
  onInvocation(listener: (invocation: Invocation) => void): () => void
  /** What `/_local/token` asks for, when a real network is configured. */
  tokenSecret?: string
  /** @param scope all scopes by default */
  token(sub: string, scope?: string): Promise<string>
  /** By route id or worker name. A worker of the clock gets its rule's event by default. */
  invoke(functionName: string, event?: unknown): Promise<unknown>
  children: { kill(functionName: string): void; pids(): Record<string, number> }
  /** Waits until nothing runs and no message is visible; hidden and delayed ones may be left. @throws after 60 s, or `patienceMs` */
  settle(patienceMs?: number): Promise<void>
  /** Moves the clock ahead; whatever is due happens. */
  tick(ms: number): Promise<void>
  close(): Promise<void>
}

/** Starts the whole service on this machine: gateway, functions, AWS and networks. */
export async function startEnvironment(options: EnvironmentOptions = {}): Promise<Environment> {
  const closers: (() => unknown)[] = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    return await start(options, closers, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function start(
  options: EnvironmentOptions,
  closers: (() => unknown)[],
  close: () => Promise<void>,
): Promise<Environment> {
  const { service = product, env: given = {} } = options
  const opened = <T>(value: T, closer: (value: T) => unknown): T => {
    closers.push(() => closer(value))
    return value
  }

  const data = opened(openDataFolder(options.dataDir), (each) => each.close())
  const clock = options.clock ?? data.clock()
  const ports = openPorts(data.kept)
  const building = buildOnce(entriesOf(service))
  const keyed = openIssuerKey(data.kept ? data.place('issuer.pem') : undefined)
  // It is awaited further down, and before its folder goes.
  const kept = Promise.allSettled([keyed])
  closers.push(() => kept)

  // First of all that keeps data: its lock turns a second environment on the same folder away.
  const aws = opened(await startAws({ clock, dataDir: data.place('aws') }), (each) => each.close())
  const front = opened(
    await (options.port ? openFront(options.port) : ports.keep('api', openFront, ({ port }) => port)),
    (each) => each.close(),
  )
  const names = options.simulators ?? simulatedNames()
  const networks = opened(
    await startNetworks({
      names,
      clock,
      dataDir: data.kept,
      ports,
      callbacks: options.callbacks ? `${front.origin}${service.basePath}` : undefined,
    }),
    (each) => each.close(),
  )
  const provisioned = await provision(aws, service)
  const secrets = orchestratorSecrets(given)
  const orchestrator = given.GENERATION_WEBHOOK_URL
    ? undefined
    : opened(
        await ports.keep(
          'orchestrator',
          (port) => startOrchestrator({ port, secrets, now: clock.now }),
          ({ url }) => Number(new URL(url).port),
        ),
        (each) => each.close(),
      )

  const api = front.origin
  const { env, config } = composeConfiguration({
    given: {
      GENERATION_WEBHOOK_SECRET: secrets.webhook,
      GENERATION_CALLBACK_SECRET: secrets.callback,
      GENERATION_WEBHOOK_URL: orchestrator?.webhookUrl,
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value)),
    },
    provisioned,
    networks,
    origin: api,
  })
  aws.webOrigins = config.env.CORS_ORIGINS
  const logs = createLogLines(options.log === 'lines')
  const listeners = new Set<(invocation: Invocation) => void>()
  // As a sandbox takes its files along.
  const temporary = data.place('tmp')
  rmSync(temporary, { recursive: true, force: true })
  mkdirSync(temporary, { mode: 0o700 })
  const children = opened(
    createChildren({
      bundle: await building,
      clock,
      lasting: options.lasting ?? options.oneProcess ?? false,
      brief: options.manual ?? false,
      // Its own access key id names the caller in the call log.
      env: (group) => ({
        PATH: process.env.PATH ?? '',
        TZ: ':UTC',
        TMPDIR: temporary,
        ...aws.env,
        AWS_ACCESS_KEY_ID: group,
        ...env,
      }),
      fetchExceptions: () => [
        `${api}/_local/media/`,
        ...(orchestrator ? [orchestrator.pictures] : []),
        ...(options.mediaOrigins ?? []),
      ],
      chance: options.chance ?? (options.manual ? 0.999 : undefined),
      onLine: logs.add,
      onInvocation: (invocation) => {
        for (const listener of listeners) listener(invocation)
      },
    }),
    (each) => each.close(),
  )
  const functions = functionsOf(service, options.oneProcess)
  const functionNamed = (name: string) => {
    const found = functions.get(name)
    if (!found) throw new Error(`no function ${name}; there are ${[...functions.keys()].join(', ')}`)
    return found
  }
  const invoke = async (name: string, event: unknown = scheduledEvent(name, clock.now())) => {
    try {
      return await children.invoke(functionNamed(name), event)
    } catch (error) {
      if (!(error instanceof InvocationError)) throw error
      logs.add(
        JSON.stringify({ level: 'error', msg: 'function failed', function: name, error: String(error) }),
      )
      throw error
    }
  }

  const { JWT_AUDIENCE: audience, JWT_USER_ID_CLAIM: userIdClaim, JWT_SCOPE_PREFIX: scopePrefix } = config.env
  const issuer = createIssuer({
    key: await keyed,
    url: `${api}/_local/oidc`,
    audience,
    userIdClaim,
    scopePrefix,
    clock,
  })
  const tokenSecret = realNetworks(config).length > 0 ? randomBytes(12).toString('base64url') : undefined
  front.serve({
    publicHost: new URL(config.env.SERVICE_BASE_URL).host,
    api: createApiGateway({
      basePath: service.basePath,
      routes: service.routes,
      authorizer: createJwtAuthorizer({ issuer: config.env.AUTH_SERVICE_URL, audience, clock }),
      corsOrigins: config.env.CORS_ORIGINS,
      clock,
      invoke: (route, event) => invoke(route.id, event),
    }),
    local: createLocalSide({
      api,
      basePath: service.basePath,
      aws,
      clock,
      issuer,
      ownIssuer: config.env.AUTH_SERVICE_URL === issuer.url,
      tokenSecret,
      mediaDir: data.place('media'),
      simulators: networks.urls,
      servePublic: aws.s3.publicHandler(publicPrefix, publicFolders),
    }),
  })
  const manual = options.manual ?? false
  const rulesFile = data.kept && !manual ? data.place('rules.json') : undefined
  opened(startSources({ service, aws, clock, manual, rulesFile, invoke }), (each) => each.stop())

  const settle = createSettle({ service, aws, children, orchestrator })
  return {
    ready: { api, simulators: networks.urls, data_dir: data.kept },
    ...{ api, clock, aws, env, tokenSecret, invoke, settle, close },
    simulators: networks.running,
    orchestrator,
    get logs() {
      return logs.lines
    },
    onInvocation(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    token: issuer.token,
    children: { kill: (name) => children.kill(functionNamed(name).group), pids: children.pids },
    async tick(ms) {
      clock.advance(ms)
      // Whoever was due has begun by the next turn of the loop.
      await new Promise((resolve) => setTimeout(resolve, 0))
    },
  }
}

/** Those given, or ones of this run alone. */
const orchestratorSecrets = (given: Record<string, string | undefined>) => ({
  webhook: given.GENERATION_WEBHOOK_SECRET || randomBytes(24).toString('base64url'),
  callback: given.GENERATION_CALLBACK_SECRET || randomBytes(24).toString('base64url'),
})
