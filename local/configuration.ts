import { platforms } from '../shared/domain/platform.ts'
import { type Config, readConfig } from '../shared/runtime/config.ts'
import { variableNames } from '../shared/runtime/variables.ts'

interface Sources {
  /** What the person who starts it gives. */
  given: Record<string, string | undefined>
  /** Names of what was provisioned. */
  provisioned: Record<string, string>
  /** Leads to the simulated networks. */
  networks: { env: Record<string, string>; defaults: Record<string, string> }
  origin: string
}

/** The configuration of the functions, and what it says once read. @throws naming every missing or wrong variable */
export function composeConfiguration(sources: Sources): { env: Record<string, string>; config: Config } {
  const env = composeEnvironment(sources)
  return { env, config: readConfig(env) }
}

/** What is given, with this machine's own values where nothing is. */
export function composeEnvironment({
  given,
  provisioned,
  networks,
  origin,
}: Sources): Record<string, string> {
  const chosen = Object.fromEntries(
    variableNames.flatMap((name) => (given[name] ? [[name, given[name]]] : [])),
  ) as Record<string, string>
  const base = (chosen.SERVICE_BASE_URL ?? origin).replace(/\/+$/, '')
  const page = `${origin}/_local/`
  const env = {
    SERVICE_BASE_URL: base,
    PUBLIC_ASSET_BASE_URL: `${base}/_local/assets`,
    WEB_APP_URL: page,
    AUTH_SERVICE_URL: `${origin}/_local/oidc`,
    JWT_AUDIENCE: 'creativeflow',
    ...networks.defaults,
    ...chosen,
    RETURN_TO_ALLOWLIST: [page, chosen.RETURN_TO_ALLOWLIST].filter(Boolean).join(','),
    ...networks.env,
    ...provisioned,
  }
  // Secrets Manager is for deployed functions; here credentials come by their own names.
  const { SECRETS_PREFIX: _, ...complete } = env as Record<string, string>
  return complete
}

/** Networks that would be spoken to for real: with credentials, and a host that isn't on this machine. */
export const realNetworks = ({ platforms: configured }: Config): string[] =>
  platforms.filter((name) => {
    const { credentials, hosts } = configured[name]
    return credentials !== undefined && !Object.values(hosts).every(isLoopback)
  })

export const isLoopback = (url: string) => ['127.0.0.1', 'localhost'].includes(new URL(url).hostname)
