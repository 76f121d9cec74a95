import { basePath } from '../api/route.ts'
import { type Platform, platforms } from '../domain/platform.ts'
import { type Environment, lazily, openEnvironment, variableProblems } from './variables.ts'

export interface PlatformConfig {
  enabled: boolean
  credentials?: { clientId: string; clientSecret: string }
  hosts: Record<string, string>
  /** Asked for at every connect instead of the definition's, where an app has not been granted all of them. */
  scopes?: readonly string[]
  /** Kinds of places that publish only while these are on, by the names of the definition. */
  toggles?: Record<string, boolean>
}

/** The variables in which a network's app credentials are given. */
export const credentialVariables = {
  instagram: { id: 'INSTAGRAM_APP_ID', secret: 'INSTAGRAM_APP_SECRET' },
  facebook: { id: 'FACEBOOK_APP_ID', secret: 'FACEBOOK_APP_SECRET' },
  linkedin: { id: 'LINKEDIN_CLIENT_ID', secret: 'LINKEDIN_CLIENT_SECRET' },
  x: { id: 'TWITTER_CLIENT_ID', secret: 'TWITTER_CLIENT_SECRET' },
  pinterest: { id: 'PINTEREST_APP_ID', secret: 'PINTEREST_APP_SECRET' },
  tiktok: { id: 'TIKTOK_CLIENT_KEY', secret: 'TIKTOK_CLIENT_SECRET' },
} as const satisfies Record<Platform, { id: keyof Environment; secret: keyof Environment }>

/** The variable that switches a network on. */
export const enableVariable = (platform: Platform) =>
  `ENABLE_${platform.toUpperCase() as Uppercase<Platform>}_PUBLISHING` as const satisfies keyof Environment

/** The variables of single kinds of places, by the names of the definition. */
export const toggleVariables: Partial<
  Record<Platform, Record<string, 'ENABLE_LINKEDIN_PERSONAL_PROFILE_PUBLISHING'>>
> = {
  linkedin: { personal: 'ENABLE_LINKEDIN_PERSONAL_PROFILE_PUBLISHING' },
}

/** The variables in which scopes are chosen. */
const scopeVariables: Partial<Record<Platform, 'FACEBOOK_SCOPES' | 'LINKEDIN_SCOPES' | 'TIKTOK_SCOPES'>> = {
  facebook: 'FACEBOOK_SCOPES',
  linkedin: 'LINKEDIN_SCOPES',
  tiktok: 'TIKTOK_SCOPES',
}

export interface Config {
  env: Environment
  platforms: Record<Platform, PlatformConfig>
  retries: { max: number; delayMs: number; factor: number }
  maxLatenessMs: number
  /** On Lambda, as opposed to this machine. */
  deployed: boolean
}

type Source = Record<string, string | undefined>

/** The configuration of a function: each variable is read and checked when it is first asked for. */
export function openConfig(source: Source = process.env): Config {
  const env = openEnvironment(usable(source))
  return {
    env,
    platforms: lazily(platforms, (platform) => platformConfig(env, platform)),
    get retries() {
      return {
        max: env.MAX_API_RETRIES,
        delayMs: env.API_RETRY_DELAY_SECONDS * 1000,
        factor: env.API_RETRY_BACKOFF_FACTOR,
      }
    },
    get maxLatenessMs() {
      return env.MAX_LATENESS * 1000
    },
    deployed: isDeployed(source),
  }
}

/** The same, checked as a whole. @throws one Error that names every missing or wrong variable */
export function readConfig(source: Source): Config {
  const problems = variableProblems(usable(source))
  if (problems.length > 0) throw new Error(`configuration: ${problems.map(({ says }) => says).join('; ')}`)
  return openConfig(source)
}

const isDeployed = (source: Source): boolean => source.AWS_LAMBDA_FUNCTION_NAME !== undefined

/** A deployed function speaks to the real networks only. */
const usable = (source: Source): Source =>
  isDeployed(source)
    ? Object.fromEntries(Object.entries(source).filter(([name]) => !isHostOverride(name)))
    : source

/** What the publishing verbs need of it. */
export const publishingSettings = ({ env, maxLatenessMs }: Config) => ({
  maxLatenessMs,
  userJobs: { perDay: env.JOBS_PER_DAY, inFlight: env.JOBS_IN_FLIGHT },
  enabled: lazily(platforms, (platform) => env[enableVariable(platform)]),
  toggles: lazily(platforms, (platform): Record<string, boolean> => togglesOf(env, platform).toggles ?? {}),
  publicAssetBaseUrl: env.PUBLIC_ASSET_BASE_URL,
  connectBaseUrl: `${env.SERVICE_BASE_URL}${basePath}/connections/connect`,
})

/** What the verbs of generations need of it. */
export const generationSettings = ({ env }: Config) => ({
  quota: env.GENERATION_QUOTA,
  period: env.GENERATION_QUOTA_PERIOD,
  userGenerations: { perDay: env.GENERATIONS_PER_DAY, inFlight: env.GENERATIONS_IN_FLIGHT },
  timeoutMs: env.GENERATION_TIMEOUT * 1000,
  webhookUrl: env.GENERATION_WEBHOOK_URL,
  callbackBase: `${env.SERVICE_BASE_URL}/api/v1/generations/`,
})

const isHostOverride = (name: string): boolean =>
  platforms.some((platform) => name.startsWith(`${platform.toUpperCase()}_`)) && name.endsWith('_BASE_URL')

/** X's OAuth 2.0 pair has older names as its fall-backs. */
export const fallbacks: Partial<Record<keyof Environment, keyof Environment>> = {
  TWITTER_CLIENT_ID: 'TWITTER_API_KEY',
  TWITTER_CLIENT_SECRET: 'TWITTER_API_SECRET_KEY',
}

/** A network's app credentials, as these variables give them; none where one of them is missing. */
export function credentialsIn(
  env: Partial<Record<keyof Environment, unknown>>,
  platform: Platform,
): Pick<PlatformConfig, 'credentials'> {
  const { id, secret } = credentialVariables[platform]
  const read = (name: keyof Environment) => env[name] ?? env[fallbacks[name] ?? name]
  const [clientId, clientSecret] = [read(id), read(secret)]
  return typeof clientId === 'string' && typeof clientSecret === 'string'
    ? { credentials: { clientId, clientSecret } }
    : {}
}

/** `WEB`, `API` … of `INSTAGRAM_WEB_BASE_URL` are the names the folders use. */
function hostsOf(env: Environment, platform: Platform): Record<string, string> {
  const prefix = `${platform.toUpperCase()}_`
  const suffix = '_BASE_URL'
  return Object.fromEntries(
    (Object.keys(env) as (keyof Environment)[])
      .filter((name) => name.startsWith(prefix) && name.endsWith(suffix))
      .map((name) => [name.slice(prefix.length, -suffix.length).toLowerCase(), String(env[name])]),
  )
}

function togglesOf(env: Environment, platform: Platform): Pick<PlatformConfig, 'toggles'> {
  const variables = toggleVariables[platform]
  if (!variables) return {}
  const read = Object.entries(variables).map(([name, variable]) => [name, env[variable]])
  return { toggles: Object.fromEntries(read) }
}

/** Where none are chosen: the definition's. */
function scopesOf(env: Environment, platform: Platform): Pick<PlatformConfig, 'scopes'> {
  const variable = scopeVariables[platform]
  const scopes = variable ? env[variable] : []
  return scopes.length > 0 ? { scopes } : {}
}

const platformConfig = (env: Environment, platform: Platform): PlatformConfig => ({
  enabled: env[enableVariable(platform)],
  ...credentialsIn(env, platform),
  hosts: hostsOf(env, platform),
  ...togglesOf(env, platform),
  ...scopesOf(env, platform),
})
