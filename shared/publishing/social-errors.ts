import { AppError, type ErrorCode } from '../domain/errors.ts'
import type { Platform } from '../domain/platform.ts'
import type { PublishJob } from '../domain/publish-job.ts'
import { definitions } from '../platforms/registry.ts'

interface Addressed {
  now(): number
  settings: { connectBaseUrl: string }
}

/** Codes of a failed job that are answers of their own; every other is the network's error. */
const answered = {
  reauth_required: 'reauth_required',
  insufficient_permissions: 'insufficient_permissions',
  connection_removed: 'connection_not_found',
} as const satisfies Partial<Record<ErrorCode, ErrorCode>>

/** What an ended job that isn't Published answers its caller. */
export function outcomeError(services: Addressed, job: PublishJob): AppError {
  const { status, error, platform } = job
  const because = (code: ErrorCode, more: Record<string, string> = {}) =>
    new AppError(code, error?.message, { more: { jobId: job.job_id, ...more } })
  if (status === 'ContentRejected') return because('content_rejected')
  if (status === 'Unknown') return because('outcome_unknown')
  if (status === 'Cancelled') return because('job_state_conflict')
  const code =
    error && error.code in answered ? answered[error.code as keyof typeof answered] : 'platform_error'
  return because(code, code === 'reauth_required' ? { reauthUrl: reauthUrl(services, platform) } : {})
}

/** The account must be connected again before anything is tried. */
export const reconnectFirst = (services: Addressed, platform: Platform): AppError =>
  new AppError('reauth_required', undefined, { more: { reauthUrl: reauthUrl(services, platform) } })

/** The job waits for a limit of its account, and goes on by itself. @param until ms */
export const waitsForLimit = (services: Addressed, job: PublishJob, until: number): AppError =>
  new AppError(
    'platform_rate_limited',
    `${definitions[job.platform].name} lets this account post again at ${new Date(until).toISOString()}; the post goes out by itself then.`,
    { retryAfter: Math.ceil((until - services.now()) / 1000), more: { jobId: job.job_id } },
  )

const reauthUrl = ({ settings }: Addressed, platform: Platform) => `${settings.connectBaseUrl}/${platform}`

/** Names the fields of this route where the others' were named. */
export function inSocialWords(error: unknown): unknown {
  if (!(error instanceof AppError)) return error
  const { code, message, extras } = error
  const violations = extras.violations?.map((one) => ({ ...one, path: socialPath(one.path) }))
  const detail = message.replace(/^assets\.0\.asset_id: /, 'assetId: ')
  return new AppError(code, detail, { ...extras, ...(violations ? { violations } : {}), cause: error })
}

const socialPath = (path: string): string => {
  if (path.startsWith('assets.')) return 'assetId'
  if (path === 'text_content') return 'caption'
  const option = /^platform_specific_options\.(.+)/.exec(path)?.[1]
  if (option === undefined) return path
  const isTarget = Object.values(definitions).some(({ target }) => target?.option === option)
  return isTarget ? 'targetId' : `options.${option}`
}
