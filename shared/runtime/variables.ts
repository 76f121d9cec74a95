import { en } from 'zod/locales'
import * as z from 'zod/mini'
import { once } from '../domain/once.ts'
import { quotaPeriods } from '../domain/quota-period.ts'

/** What is wrong with bad input, in words; zod's small build brings none along. */
z.config(en())

// Each is made when a variable of its kind is read: all of them would be a tenth of a cold start.
const anything = once(() => z.string())
const text = once(() => z.string().check(z.minLength(1)))
const url = once(() => z.url())
const origin = once(() => z.url().check(z.overwrite((value) => value.replace(/\/+$/, ''))))
const level = once(() =>
  z.pipe(z.string().check(z.toLowerCase()), z.enum(['debug', 'info', 'warn', 'error'])),
)
const list = once(() =>
  z.pipe(
    z._default(z.string(), ''),
    z.transform((value) =>
      value
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean),
    ),
  ),
)
const signingSecret = once(() => z.string().check(z.minLength(16)))
const flag = once(() => z.stringbool())
const period = once(() => z.enum(quotaPeriods))
const number = (least: number, most: number) => () =>
  z.coerce.number().check(z.minimum(least), z.maximum(most))
const whole =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  () =>
    z.coerce.number().check(z.int(), z.minimum(least), z.maximum(most))
/** Of one user; 0: none. */
const most = whole(0, 100_000_000)

const maybe =
  <S extends z.ZodMiniType>(schema: () => S) =>
  () =>
    z.optional(schema())
const or =
  <S extends z.ZodMiniType>(schema: () => S, value: NonNullable<z.output<S>>) =>
  () =>
    z._default(schema(), value as never)

/** Every variable the service reads, and nothing else does. */
const schemas = {
  STAGE: or(text, 'local'),
  LOG_LEVEL: or(level, 'info'),
  TABLE_NAME: text,
  BUCKET_NAME: text,
  BUCKET_URL: text,
  KMS_KEY_ID: text,
  QUEUE_URL_BASE: text,
  QUEUE_ARN_BASE: text,
  SCHEDULE_GROUP: text,
  SCHEDULER_ROLE_ARN: text,
  EVENT_BUS_NAME: text,
  SECRETS_PREFIX: maybe(text),
  SERVICE_BASE_URL: origin,
  PUBLIC_ASSET_BASE_URL: origin,
  WEB_APP_URL: maybe(origin),
  AUTH_SERVICE_URL: origin,
  JWT_AUDIENCE: text,
  JWT_USER_ID_CLAIM: or(text, 'sub'),
  JWT_SCOPE_PREFIX: or(anything, ''),
  JWT_DEFAULT_SCOPES: list,
  CORS_ORIGINS: list,
  RETURN_TO_ALLOWLIST: list,
  MAX_API_RETRIES: or(whole(0, 10), 3),
  API_RETRY_DELAY_SECONDS: or(number(0, 60), 1),
  API_RETRY_BACKOFF_FACTOR: or(number(1, 10), 2),
  // Own-post engagement and paid reads; off until somebody wants to pay for them.
  ENABLE_ADVANCED_INSIGHTS_FETCHING: or(flag, false),
  INSIGHTS_CACHE_TTL_SECONDS: or(whole(60, 86_400), 3600),
  MAX_LATENESS: or(whole(60), 21_600),
  GENERATION_WEBHOOK_URL: maybe(url),
  GENERATION_WEBHOOK_SECRET: maybe(signingSecret),
  GENERATION_CALLBACK_SECRET: maybe(signingSecret),
  // The links it is given are good for an hour at most: so long live a function's own credentials at least.
  GENERATION_TIMEOUT: or(whole(30, 3_000), 900),
  GENERATION_QUOTA: or(whole(0, 1_000_000), 100),
  GENERATION_QUOTA_PERIOD: or(period, 'month'),
  JOBS_PER_DAY: or(most, 10_000),
  JOBS_IN_FLIGHT: or(most, 20_000),
  GENERATIONS_PER_DAY: or(most, 1_000),
  GENERATIONS_IN_FLIGHT: or(most, 100),
  WAIT_CONCURRENCY: or(whole(0), 100),
  INSTAGRAM_APP_ID: maybe(text),
  INSTAGRAM_APP_SECRET: maybe(text),
  ENABLE_INSTAGRAM_PUBLISHING: or(flag, true),
  INSTAGRAM_WEB_BASE_URL: or(origin, 'https://www.instagram.com'),
  INSTAGRAM_API_BASE_URL: or(origin, 'https://api.instagram.com'),
  INSTAGRAM_GRAPH_BASE_URL: or(origin, 'https://graph.instagram.com'),
  FACEBOOK_APP_ID: maybe(text),
  FACEBOOK_APP_SECRET: maybe(text),
  FACEBOOK_SCOPES: list,
  ENABLE_FACEBOOK_PUBLISHING: or(flag, true),
  FACEBOOK_WEB_BASE_URL: or(origin, 'https://www.facebook.com'),
  FACEBOOK_GRAPH_BASE_URL: or(origin, 'https://graph.facebook.com'),
  FACEBOOK_RUPLOAD_BASE_URL: or(origin, 'https://rupload.facebook.com'),
  LINKEDIN_CLIENT_ID: maybe(text),
  LINKEDIN_CLIENT_SECRET: maybe(text),
  LINKEDIN_SCOPES: list,
  ENABLE_LINKEDIN_PUBLISHING: or(flag, true),
  ENABLE_LINKEDIN_PERSONAL_PROFILE_PUBLISHING: or(flag, true),
  LINKEDIN_WEB_BASE_URL: or(origin, 'https://www.linkedin.com'),
  LINKEDIN_API_BASE_URL: or(origin, 'https://api.linkedin.com'),
  TWITTER_CLIENT_ID: maybe(text),
  TWITTER_CLIENT_SECRET: maybe(text),
  TWITTER_API_KEY: maybe(text),
  TWITTER_API_SECRET_KEY: maybe(text),
  ENABLE_X_PUBLISHING: or(flag, true),
  X_WEB_BASE_URL: or(origin, 'https://x.com'),
  X_API_BASE_URL: or(origin, 'https://api.x.com'),
  PINTEREST_APP_ID: maybe(text),
  PINTEREST_APP_SECRET: maybe(text),
  ENABLE_PINTEREST_PUBLISHING: or(flag, true),
  PINTEREST_WEB_BASE_URL: or(origin, 'https://www.pinterest.com'),
  PINTEREST_API_BASE_URL: or(origin, 'https://api.pinterest.com'),
  PINTEREST_UPLOAD_BASE_URL: or(origin, 'https://pinterest-media-upload.s3-accelerate.amazonaws.com'),
  TIKTOK_CLIENT_KEY: maybe(text),
  TIKTOK_CLIENT_SECRET: maybe(text),
  TIKTOK_SCOPES: list,
  // Off until asked for: before its audit an app posts to private accounts only.
  ENABLE_TIKTOK_PUBLISHING: or(flag, false),
  TIKTOK_WEB_BASE_URL: or(origin, 'https://www.tiktok.com'),
  TIKTOK_API_BASE_URL: or(origin, 'https://open.tiktokapis.com'),
}

type Name = keyof typeof schemas
export type Environment = { readonly [N in Name]: z.output<ReturnType<(typeof schemas)[N]>> }

/** The names of all variables, for `.env.example` and its test. */
export const variableNames = Object.keys(schemas)

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

type Source = Record<string, string | undefined>

/** Each variable is read when it is first asked for: a function asks for few. @throws Error that names a wrong one */
export const openEnvironment = (source: Source): Environment =>
  lazily(variableNames as Name[], (name) => {
    const { data, says } = read(name, source)
    if (says !== undefined) throw new Error(`configuration: ${says}`)
    return data
  }) as Environment

/** Every variable that is missing or wrong, and what is wrong with it. */
export const variableProblems = (source: Source): { name: string; says: string }[] =>
  (variableNames as Name[]).flatMap((name) => {
    const { says } = read(name, source)
    return says === undefined ? [] : [{ name, says }]
  })

function read(name: Name, source: Source): { data?: unknown; says?: string } {
  const given = source[name] || undefined
  const { data, error } = schemas[name]().safeParse(given)
  if (!error) return { data }
  return { says: given === undefined ? `${name} is missing` : `${name}: ${error.issues[0]!.message}` }
}

/** A record of what is made when it is first asked for. */
export function lazily<N extends string, V>(names: readonly N[], make: (name: N) => V): Record<N, V> {
  const record = {} as Record<N, V>
  for (const name of names)
    Object.defineProperty(record, name, { enumerable: true, get: once(() => make(name)) })
  return record
}
