import { en } from 'zod/locales'
import * as z from 'zod/mini'
import { basePath } from '../api/route.ts'
import { type Platform, platforms } from '../domain/platform.ts'
import { quotaPeriods } from '../domain/quota-period.ts'

/** What is wrong with bad input, in words; zod's small build brings none along. */
z.config(en())

const text = z.string().check(z.minLength(1))
const origin = z.url().check(z.overwrite((url) => url.replace(/\/+$/, '')))
const level = z.pipe(z.string().check(z.toLowerCase()), z.enum(['debug', 'info', 'warn', 'error']))
const list = z.pipe(
  z._default(z.string(), ''),
  z.transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  ),
)
const signingSecret = z.string().check(z.minLength(16))
const flag = z._default(z.stringbool(), true)
const whole = z.coerce.number().check(z.int())
/** Of one user; 0: none. */
const most = whole.check(z.minimum(0), z.maximum(100_000_000))

/** Every variable the service reads, and nothing else does. */
const environment = z.object({
  STAGE: z._default(text, 'local'),
  LOG_LEVEL: z._default(level, 'info'),
  TABLE_NAME: text,
  BUCKET_NAME: text,
  KMS_KEY_ID: text,
  QUEUE_URL_BASE: text,
  QUEUE_ARN_BASE: text,
  SCHEDULE_GROUP: text,
  SCHEDULER_ROLE_ARN: text,
  EVENT_BUS_NAME: text,
  SECRETS_PREFIX: z.optional(text),
  SERVICE_BASE_URL: origin,
  PUBLIC_ASSET_BASE_URL: origin,
  WEB_APP_URL: z.optional(origin),
  AUTH_SERVICE_URL: origin,
  JWT_AUDIENCE: text,
  JWT_USER_ID_CLAIM: z._default(text, 'sub'),
  JWT_SCOPE_PREFIX: z._default(z.string(), ''),
  JWT_DEFAULT_SCOPES: list,
  CORS_ORIGINS: list,
  RETURN_TO_ALLOWLIST: list,
  MAX_API_RETRIES: z._default(whole.check(z.minimum(0), z.maximum(10)), 3),
  API_RETRY_DELAY_SECONDS: z._default(z.coerce.number().check(z.minimum(0), z.maximum(60)), 1),
  API_RETRY_BACKOFF_FACTOR: z._default(z.coerce.number().check(z.minimum(1), z.maximum(10)), 2),
  // Own-post engagement and paid reads; off until somebody wants to pay for them.
  ENABLE_ADVANCED_INSIGHTS_FETCHING: z._default(z.stringbool(), false),
  INSIGHTS_CACHE_TTL_SECONDS: z._default(whole.check(z.minimum(60), z.maximum(86_400)), 3600),
  MAX_LATENESS: z._default(whole.check(z.minimum(60)), 21_600),
  GENERATION_WEBHOOK_URL: z.optional(z.url()),
  GENERATION_WEBHOOK_SECRET: z.optional(signingSecret),
  GENERATION_CALLBACK_SECRET: z.optional(signingSecret),
  // The links it is given are good for an hour at most: so long live a function's own credentials at least.
  GENERATION_TIMEOUT: z._default(whole.check(z.minimum(30), z.maximum(3_000)), 900),
  GENERATION_QUOTA: z._default(whole.check(z.minimum(0), z.maximum(1_000_000)), 100),
  GENERATION_QUOTA_PERIOD: z._default(z.enum(quotaPeriods), 'month'),
  JOBS_PER_DAY: z._default(most, 10_000),
  JOBS_IN_FLIGHT: z._default(most, 20_000),
  GENERATIONS_PER_DAY: z._default(most, 1_000),
  GENERATIONS_IN_FLIGHT: z._default(most, 100),
  WAIT_CONCURRENCY: z._default(whole.check(z.minimum(0)), 100),
  INSTAGRAM_APP_ID: z.optional(text),
  INSTAGRAM_APP_SECRET: z.optional(text),
  ENABLE_INSTAGRAM_PUBLISHING: flag,
  INSTAGRAM_WEB_BASE_URL: z._default(origin, 'https://www.instagram.com'),
  INSTAGRAM_API_BASE_URL: z._default(origin, 'https://api.instagram.com'),
  INSTAGRAM_GRAPH_BASE_URL: z._default(origin, 'https://graph.instagram.com'),
  FACEBOOK_APP_ID: z.optional(text),
  FACEBOOK_APP_SECRET: z.optional(text),
  FACEBOOK_SCOPES: list,
  ENABLE_FACEBOOK_PUBLISHING: flag,
  FACEBOOK_WEB_BASE_URL: z._default(origin, 'https://www.facebook.com'),
  FACEBOOK_GRAPH_BASE_URL: z._default(origin, 'https://graph.facebook.com'),
  FACEBOOK_RUPLOAD_BASE_URL: z._default(origin, 'https://rupload.facebook.com'),
  LINKEDIN_CLIENT_ID: z.optional(text),
  LINKEDIN_CLIENT_SECRET: z.optional(text),
  LINKEDIN_SCOPES: list,
  ENABLE_LINKEDIN_PUBLISHING: flag,
  ENABLE_LINKEDIN_PERSONAL_PROFILE_PUBLISHING: flag,
  LINKEDIN_WEB_BASE_URL: z._default(origin, 'https://www.linkedin.com'),
  LINKEDIN_API_BASE_URL: z._default(origin, 'https://api.linkedin.com'),
  TWITTER_CLIENT_ID: z.optional(text),
  TWITTER_CLIENT_SECRET: z.optional(text),
  TWITTER_API_KEY: z.optional(text),
  TWITTER_API_SECRET_KEY: z.optional(text),
  ENABLE_X_PUBLISHING: flag,
  X_WEB_BASE_URL: z._default(origin, 'https://x.com'),
  X_API_BASE_URL: z._default(origin, 'https://api.x.com'),
  PINTEREST_APP_ID: z.optional(text),
  PINTEREST_APP_SECRET: z.optional(text),
  ENABLE_PINTEREST_PUBLISHING: flag,
  PINTEREST_WEB_BASE_URL: z._default(origin, 'https://www.pinterest.com'),
  PINTEREST_API_BASE_URL: z._default(origin, 'https://api.pinterest.com'),
  PINTEREST_UPLOAD_BASE_URL: z._default(origin, 'https://pinterest-media-upload.s3-accelerate.amazonaws.com'),
  TIKTOK_CLIENT_KEY: z.optional(text),
  TIKTOK_CLIENT_SECRET: z.optional(text),
  TIKTOK_SCOPES: list,
  // Off until asked for: before its audit an app posts to private accounts only.
  ENABLE_TIKTOK_PUBLISHING: z._default(z.stringbool(), false),
  TIKTOK_WEB_BASE_URL: z._default(origin, 'https://www.tiktok.com'),
  TIKTOK_API_BASE_URL: z._default(origin, 'https://open.tiktokapis.com'),
})

export type Environment = z.output<typeof environment>

/** The names of all variables, for `.env.example` and its test. */
export const variableNames = Object.keys(environment.shape)

/** Variables of the original specification that have no place here; set ones are named at start. */
export const retiredVariables = [
  'DATABASE_URL',
  'DB_ECHO_LOG',
  'AES_KEY',
  'AES_ENCRYPTION_KEY',
  'REDIS_URL',
  'TWITTER_ACCESS_TOKEN',
  'TWITTER_ACCESS_TOKEN_SECRET',
]

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

export interface Config {
  env: Environment
  platforms: Record<Platform, PlatformConfig>
  retries: { max: number; delayMs: number; factor: number }
  maxLatenessMs: number
  /** On Lambda, as opposed to this machine. */
  deployed: boolean
}

/**
 * Reads and checks the environment.
 * @throws one Error that names every missing or wrong variable
 */
export function readConfig(source: Record<string, string | undefined> = process.env): Config {
  const deployed = source.AWS_LAMBDA_FUNCTION_NAME !== undefined
  const given = Object.fromEntries(
    Object.entries(source).filter(([name, value]) => value !== '' && !(deployed && isHostOverride(name))),
  )
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const problems = configurationProblems(given).map(({ says }) => says)
    throw new Error(`configuration: ${problems.join('; ')}`)
  }
  const env = parsed.data
  return {
    env,
    platforms: platformConfigs(env),
    retries: {
      max: env.MAX_API_RETRIES,
      delayMs: env.API_RETRY_DELAY_SECONDS * 1000,
      factor: env.API_RETRY_BACKOFF_FACTOR,
    },
    maxLatenessMs: env.MAX_LATENESS * 1000,
    deployed,
  }
}

/** Every variable that is missing or wrong, and what is wrong with it. */
export function configurationProblems(
  source: Record<string, string | undefined>,
): { name: string; says: string }[] {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  return (environment.safeParse(given).error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0])
    return { name, says: given[name] === undefined ? `${name} is missing` : `${name}: ${issue.message}` }
  })
}

/** What the publishing verbs need of it. */
export const publishingSettings = ({ env, platforms: configs, maxLatenessMs }: Config) => ({
  maxLatenessMs,
  userJobs: { perDay: env.JOBS_PER_DAY, inFlight: env.JOBS_IN_FLIGHT },
  enabled: Object.fromEntries(platforms.map((name) => [name, configs[name].enabled])) as Record<
    Platform,
    boolean
  >,
  toggles: Object.fromEntries(platforms.map((name) => [name, configs[name].toggles ?? {}])) as Record<
    Platform,
    Record<string, boolean>
  >,
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

/** A deployed function speaks to the real networks only. */
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
    Object.entries(env).flatMap(([name, value]) =>
      name.startsWith(prefix) && name.endsWith(suffix)
        ? [[name.slice(prefix.length, -suffix.length).toLowerCase(), String(value)]]
        : [],
    ),
  )
}

/** None chosen: the definition's. */
const chosen = (scopes: string[]): Pick<PlatformConfig, 'scopes'> => (scopes.length ? { scopes } : {})

function togglesOf(env: Environment, platform: Platform): Pick<PlatformConfig, 'toggles'> {
  const variables = toggleVariables[platform]
  if (!variables) return {}
  const read = Object.entries(variables).map(([name, variable]) => [name, env[variable]])
  return { toggles: Object.fromEntries(read) }
}

const platformConfigs = (env: Environment): Record<Platform, PlatformConfig> => {
  const common = (platform: Platform): PlatformConfig => ({
    enabled: env[enableVariable(platform)],
    ...credentialsIn(env, platform),
    hosts: hostsOf(env, platform),
    ...togglesOf(env, platform),
  })
  return {
    instagram: common('instagram'),
    facebook: {
      ...common('facebook'),
      ...chosen(env.FACEBOOK_SCOPES),
    },
    linkedin: {
      ...common('linkedin'),
      ...chosen(env.LINKEDIN_SCOPES),
    },
    x: common('x'),
    pinterest: common('pinterest'),
    tiktok: { ...common('tiktok'), ...chosen(env.TIKTOK_SCOPES) },
  }
}
