import * as z from 'zod'
import { scopes } from '../shared/api/route.ts'

export const stageNames = ['dev', 'staging', 'prod'] as const

export type StageName = (typeof stageNames)[number]

const publicUrl = z.url({ protocol: /^https$/, error: 'must be an https URL' })

/** A name of one's own, with its certificate in ACM; its DNS record is yours to make. */
const domain = z.strictObject({
  name: z.hostname(),
  certificateArn: z
    .string()
    .regex(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/.+$/, 'must be the ARN of a certificate'),
})

export const settingsSchema = z.strictObject({
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region'),
  /** That of the credentials in use when absent. */
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be 12 digits')
    .optional(),
  /** The issuer as its tokens spell it, character by character. */
  authServiceUrl: publicUrl,
  jwtAudience: z.string().min(1),
  jwtUserIdClaim: z.string().min(1).default('sub'),
  jwtScopePrefix: z.string().default(''),
  jwtDefaultScopes: z.array(z.enum(scopes)).default([]),
  corsOrigins: z.array(z.union([z.literal('*'), publicUrl])).default([]),
  returnToAllowlist: z.array(publicUrl).default([]),
  webAppUrl: publicUrl.optional(),
  /** Of the orchestrator that makes images; without it nobody can ask for any. */
  generationWebhookUrl: publicUrl.optional(),
  alarmEmail: z.email(),
  /** Of the API; the gateway's own address when absent. */
  serviceDomain: domain.optional(),
  /** Of the media that networks fetch; the distribution's own address when absent. */
  assetDomain: domain.optional(),
  throttle: z
    .strictObject({ requestsPerSecond: z.number().int().min(1), burst: z.number().int().min(1) })
    .default({ requestsPerSecond: 100, burst: 200 }),
  /** Its figures on one page; an account's first three cost nothing, each further one $3 a month. */
  dashboard: z.boolean().default(true),
  /** False: queues are not read and no clock runs, as after a restore until everything overdue is settled. */
  workersRun: z.boolean().default(true),
  /** Patience, toggles and log level of the functions, by their variable names. */
  environment: z.record(z.string(), z.string()).default({}),
})

export type StageSettings = z.input<typeof settingsSchema>

/** A checked stage: what the stacks are made from. */
export type Stage = z.output<typeof settingsSchema> & { name: StageName }
