import * as z from 'zod'
import { type Platform, platforms } from '../domain/platform.ts'

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
const flag = z.stringbool().default(true)

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
  MAX_LATENESS: z.coerce.number().int().min(60).default(21_600),
  INSTAGRAM_APP_ID: text.optional(),
  INSTAGRAM_APP_SECRET: text.optional(),
  ENABLE_INSTAGRAM_PUBLISHING: flag,
  INSTAGRAM_WEB_BASE_URL: origin.default('https://www.instagram.com'),
  INSTAGRAM_API_BASE_URL: origin.default('https://api.instagram.com'),
  INSTAGRAM_GRAPH_BASE_URL: origin.default('https://graph.instagram.com'),
  TWITTER_CLIENT_ID: text.optional(),
  TWITTER_CLIENT_SECRET: text.optional(),
  TWITTER_API_KEY: text.optional(),
  TWITTER_API_SECRET_KEY: text.optional(),
  ENABLE_X_PUBLISHING: flag,
  X_WEB_BASE_URL: origin.default('https://x.com'),
  X_API_BASE_URL: origin.default('https://api.x.com'),
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
    const problems = parsed.error.issues.map((issue) =>
      given[String(issue.path[0])] === undefined
        ? `${String(issue.path[0])} is missing`
        : `${String(issue.path[0])}: ${issue.message}`,
    )
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

/** What the publishing verbs need of it. */
export const publishingSettings = ({ env, platforms: configs, maxLatenessMs }: Config) => ({
  maxLatenessMs,
  enabled: Object.fromEntries(platforms.map((name) => [name, configs[name].enabled])) as Record<
    Platform,
    boolean
  >,
  publicAssetBaseUrl: env.PUBLIC_ASSET_BASE_URL,
})

/** A deployed function speaks to the real networks only. */
const isHostOverride = (name: string): boolean =>
  platforms.some((platform) => name.startsWith(`${platform.toUpperCase()}_`)) && name.endsWith('_BASE_URL')

const pair = (clientId: string | undefined, clientSecret: string | undefined) =>
  clientId && clientSecret ? { credentials: { clientId, clientSecret } } : {}

const platformConfigs = (env: Environment): Record<Platform, PlatformConfig> => ({
  instagram: {
    enabled: env.ENABLE_INSTAGRAM_PUBLISHING,
    ...pair(env.INSTAGRAM_APP_ID, env.INSTAGRAM_APP_SECRET),
    hosts: {
      web: env.INSTAGRAM_WEB_BASE_URL,
      api: env.INSTAGRAM_API_BASE_URL,
      graph: env.INSTAGRAM_GRAPH_BASE_URL,
    },
  },
  x: {
    enabled: env.ENABLE_X_PUBLISHING,
    // X's OAuth 2.0 pair; the older names are its fall-backs.
    ...pair(
      env.TWITTER_CLIENT_ID ?? env.TWITTER_API_KEY,
      env.TWITTER_CLIENT_SECRET ?? env.TWITTER_API_SECRET_KEY,
    ),
    hosts: { web: env.X_WEB_BASE_URL, api: env.X_API_BASE_URL },
  },
})
