import * as z from 'zod'
import { basePath } from '../api/route.ts'
import { type Platform, platforms } from '../domain/platform.ts'
import { quotaPeriods } from '../domain/quota-period.ts'

const text = z.string().min(1)
const origin = z.url().transform((url) => url.replace(/\/+$/, ''))
const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )
const signingSecret = z.string().min(16)
const flag = z.stringbool().default(true)
/** Of one user; 0: none. */
const most = z.coerce.number().int().min(0).max(100_000_000)

/** Every variable the service reads, and nothing else does. */
const environment = z.object({
  STAGE: text.default('local'),
  LOG_LEVEL: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['debug', 'info', 'warn', 'error']))
    .default('info'),
  TABLE_NAME: text,
  BUCKET_NAME: text,
  KMS_KEY_ID: text,
  QUEUE_URL_BASE: text,
  QUEUE_ARN_BASE: text,
  SCHEDULE_GROUP: text,
  SCHEDULER_ROLE_ARN: text,
  EVENT_BUS_NAME: text,
  SECRETS_PREFIX: text.optional(),
  SERVICE_BASE_URL: origin,
  PUBLIC_ASSET_BASE_URL: origin,
  WEB_APP_URL: origin.optional(),
  AUTH_SERVICE_URL: origin,
  JWT_AUDIENCE: text,
  JWT_USER_ID_CLAIM: text.default('sub'),
  JWT_SCOPE_PREFIX: z.string().default(''),
  JWT_DEFAULT_SCOPES: list,
  CORS_ORIGINS: list,
  RETURN_TO_ALLOWLIST: list,
  MAX_API_RETRIES: z.coerce.number().int().min(0).max(10).default(3),
  API_RETRY_DELAY_SECONDS: z.coerce.number().min(0).max(60).default(1),
  API_RETRY_BACKOFF_FACTOR: z.coerce.number().min(1).max(10).default(2),
  // Own-post engagement and paid reads; off until somebody wants to pay for them.
  ENABLE_ADVANCED_INSIGHTS_FETCHING: z.stringbool().default(false),
  INSIGHTS_CACHE_TTL_SECONDS: z.coerce.number().int().min(60).max(86_400).default(3600),
  MAX_LATENESS: z.coerce.number().int().min(60).default(21_600),
  GENERATION_WEBHOOK_URL: z.url().optional(),
  GENERATION_WEBHOOK_SECRET: signingSecret.optional(),
  GENERATION_CALLBACK_SECRET: signingSecret.optional(),
  // The links it is given are good for an hour at most: so long live a function's own credentials at least.
  GENERATION_TIMEOUT: z.coerce.number().int().min(30).max(3_000).default(900),
  GENERATION_QUOTA: z.coerce.number().int().min(0).max(1_000_000).default(100),
  GENERATION_QUOTA_PERIOD: z.enum(quotaPeriods).default('month'),
  JOBS_PER_DAY: most.default(10_000),
  JOBS_IN_FLIGHT: most.default(20_000),
  GENERATIONS_PER_DAY: most.default(1_000),
  GENERATIONS_IN_FLIGHT: most.default(100),
  WAIT_CONCURRENCY: z.coerce.number().int().min(0).default(100),
  INSTAGRAM_APP_ID: text.optional(),
  INSTAGRAM_APP_SECRET: text.optional(),
  ENABLE_INSTAGRAM_PUBLISHING: flag,
  INSTAGRAM_WEB_BASE_URL: origin.default('https://www.instagram.com'),
  INSTAGRAM_API_BASE_URL: origin.default('https://api.instagram.com'),
  INSTAGRAM_GRAPH_BASE_URL: origin.default('https://graph.instagram.com'),
  FACEBOOK_APP_ID: text.optional(),
  FACEBOOK_APP_SECRET: text.optional(),
  FACEBOOK_SCOPES: list,
  ENABLE_FACEBOOK_PUBLISHING: flag,
  FACEBOOK_WEB_BASE_URL: origin.default('https://www.facebook.com'),
  FACEBOOK_GRAPH_BASE_URL: origin.default('https://graph.facebook.com'),
  FACEBOOK_RUPLOAD_BASE_URL: origin.default('https://rupload.facebook.com'),
  LINKEDIN_CLIENT_ID: text.optional(),
  LINKEDIN_CLIENT_SECRET: text.optional(),
  LINKEDIN_SCOPES: list,
  ENABLE_LINKEDIN_PUBLISHING: flag,
  ENABLE_LINKEDIN_PERSONAL_PROFILE_PUBLISHING: flag,
  LINKEDIN_WEB_BASE_URL: origin.default('https://www.linkedin.com'),
  LINKEDIN_API_BASE_URL: origin.default('https://api.linkedin.com'),
  TWITTER_CLIENT_ID: text.optional(),
  TWITTER_CLIENT_SECRET: text.optional(),
  TWITTER_API_KEY: text.optional(),
  TWITTER_API_SECRET_KEY: text.optional(),
  ENABLE_X_PUBLISHING: flag,
  X_WEB_BASE_URL: origin.default('https://x.com'),
  X_API_BASE_URL: origin.default('https://api.x.com'),
  PINTEREST_APP_ID: text.optional(),
  PINTEREST_APP_SECRET: text.optional(),
  ENABLE_PINTEREST_PUBLISHING: flag,
  PINTEREST_WEB_BASE_URL: origin.default('https://www.pinterest.com'),
  PINTEREST_API_BASE_URL: origin.default('https://api.pinterest.com'),
  PINTEREST_UPLOAD_BASE_URL: origin.default('https://pinterest-media-upload.s3-accelerate.amazonaws.com'),
  TIKTOK_CLIENT_KEY: text.optional(),
  TIKTOK_CLIENT_SECRET: text.optional(),
  TIKTOK_SCOPES: list,
  // Off until asked for: before its audit an app posts to private accounts only.
  ENABLE_TIKTOK_PUBLISHING: z.stringbool().default(false),
  TIKTOK_WEB_BASE_URL: origin.default('https://www.tiktok.com'),
  TIKTOK_API_BASE_URL: origin.default('https://open.tiktokapis.com'),
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
