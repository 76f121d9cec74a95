import * as z from 'zod'
import { scopes } from '../shared/api/route.ts'

export const stageNames = ['dev', 'staging', 'prod'] as const

export type StageName = (typeof stageNames)[number]

const publicUrl = z
  .url({ protocol: /^https$/, error: 'must be an https URL' })
  .refine((url) => !url.includes('*'), 'must name one host, without *')

/** A name of one's own, with its certificate in ACM; its DNS record is yours to make. */
const domain = z.strictObject({
  name: z.hostname(),
  certificateArn: z
    .string()
    .regex(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/.+$/, 'must be the ARN of a certificate'),
})

/** A Cognito user pool of the stage's own, in place of an issuer elsewhere. */
const cognito = z.strictObject({
  /** Of the pages where people sign in: `<domainPrefix>.auth.<region>.amazoncognito.com`, once in a region. */
  domainPrefix: z
    .string()
    .regex(
      /^(?!.*(aws|amazon|cognito))[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
      'must be of small letters, digits and hyphens, without aws, amazon or cognito',
    ),
  /** Of the web app; codes are sent to no other address. */
  callbackUrls: z.array(publicUrl).min(1),
  logoutUrls: z.array(publicUrl).default([]),
})

/** AWS's own in its examples, and nobody's: what is synthesized for it can be deployed nowhere. */
export const exampleAccount = '111122223333'

export const settingsSchema = z.strictObject({
  /** That of the profile in use when absent. */
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region'),
  /** That of the credentials in use when absent. */
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be 12 digits')
    .optional(),
  /** The issuer as its tokens spell it, character by character; this and its audience, or `cognito`. */
  authServiceUrl: publicUrl.optional(),
  jwtAudience: z.string().min(1).optional(),
  cognito: cognito.optional(),
  jwtUserIdClaim: z.string().min(1).default('sub'),
  jwtScopePrefix: z.string().default(''),
  jwtDefaultScopes: z.array(z.enum(scopes)).default([]),
  corsOrigins: z
    .array(z.union([z.literal('*'), publicUrl], { error: 'must be * or an https URL' }))
    .default([]),
  returnToAllowlist: z.array(publicUrl).default([]),
  webAppUrl: publicUrl.optional(),
  /** Of the orchestrator that makes images; without it nobody can ask for any. */
  generationWebhookUrl: publicUrl.optional(),
  /** Each confirms its first mail. */
  alarmEmails: z.array(z.email()).default([]),
  /** Where its readers open docs/runbook.md, as in your repository on the web: each mail ends with a link to its section. */
  runbookUrl: publicUrl.optional(),
  /** The table, the pool and the data stack refuse to be deleted until it is taken off. */
  deletionProtection: z.boolean().default(false),
  logRetentionDays: z.literal([7, 14, 30, 60, 90, 180, 365]).default(30),
  /** X-Ray, at $5 for each million of traces. */
  tracing: z.boolean().default(false),
  /** Of the API; the gateway's own address when absent. */
  serviceDomain: domain.optional(),
  /** Of the media that networks fetch; the distribution's own address when absent. */
  assetDomain: domain.optional(),
  throttle: z
    .strictObject({ requestsPerSecond: z.number().int().min(1), burst: z.number().int().min(1) })
    .default({ requestsPerSecond: 100, burst: 200 }),
  /** Its figures on one page; an account's first three cost nothing, each further one $3 a month. */
  dashboard: z.boolean().default(true),
  /** The name of a table that this one was restored to; functions use it in place of the stage's own. */
  restoredTable: z
    .string()
    .regex(/^[\w.-]{3,255}$/, 'must be the name of a table')
    .optional(),
  /** False: queues are not read and no clock runs, as after a restore until everything overdue is settled. */
  workersRun: z.boolean().default(true),
  /** Patience, toggles and log level of the functions, by their variable names. */
  environment: z.record(z.string(), z.string()).default({}),
})

export type StageSettings = Omit<z.input<typeof settingsSchema>, 'region'> & { region?: string }

/** A checked stage: what the stacks are made from. */
export type Stage = z.output<typeof settingsSchema> & { name: StageName }
