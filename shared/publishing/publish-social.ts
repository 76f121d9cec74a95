import { AppError } from '../domain/errors.ts'
import { isEnded, type PublishJob } from '../domain/publish-job.ts'
import { connectionStatus, type SocialConnection } from '../domain/social-connection.ts'
import { definitions } from '../platforms/registry.ts'
import { getConnection } from '../storage/connections.ts'
import { limitedUntil } from '../storage/holds.ts'
import { getJob } from '../storage/jobs.ts'
import { acceptJob, findReplay } from './accept-job.ts'
import { awaitOutcome, type WaitingServices } from './await-outcome.ts'
import { inSocialWords, outcomeError, reconnectFirst, waitsForLimit } from './social-errors.ts'

const waitMs = 25_000

export interface SocialRequest {
  userId: string
  assetId: string
  connectionId: string
  caption: string
  targetId?: string | undefined
  options?: Record<string, unknown> | undefined
  idempotency?: { routeId: string; key: string; body: unknown }
}

export interface SocialOutcome {
  job: PublishJob
  replayed: boolean
}

/**
 * Publishes an asset and waits for what becomes of it. A repeated key waits for the first one's job.
 * @returns the job: Published, or still on its way
 * @throws AppError in the words of this route, with `jobId` once there is a job
 */
export async function publishSocial(
  services: WaitingServices,
  request: SocialRequest,
): Promise<SocialOutcome> {
  const until = services.now() + waitMs
  const { job: accepted, replayed } = await accept(services, request).catch((error) => {
    throw inSocialWords(error)
  })
  const now = (replayed && (await getJob(services.table, accepted, true))) || accepted
  const job = await awaitOutcome(services, now, until)
  if (job.status === 'Published') return { job, replayed }
  if (isEnded(job.status)) throw outcomeError(services, job)
  const held = await limitedUntil(services.table, { ...job, now: services.now() })
  if (held !== undefined && held > until) throw waitsForLimit(services, job, held)
  return { job, replayed }
}

async function accept(services: WaitingServices, request: SocialRequest): Promise<SocialOutcome> {
  const { userId, idempotency } = request
  const replay = await findReplay(services, { userId, ...(idempotency ? { idempotency } : {}) })
  if (replay) return { job: replay, replayed: true }
  const connection = await getConnection(services.table, userId, request.connectionId)
  if (!connection || connection.closing) throw new AppError('connection_not_found')
  if (connectionStatus(connection, services.now()) === 'needs_reauth')
    throw reconnectFirst(services, connection.platform)
  return acceptJob(services, {
    userId,
    connectionId: connection.id,
    post: {
      text_content: request.caption,
      assets: [{ asset_id: request.assetId }],
      platform_specific_options: { ...request.options, ...targetOption(connection, request.targetId) },
    },
    ...(idempotency ? { idempotency } : {}),
  })
}

/** The place in the network's own word. */
function targetOption({ platform }: SocialConnection, targetId: string | undefined): Record<string, string> {
  if (targetId === undefined) return {}
  const { target, name } = definitions[platform]
  if (target) return { [target.option]: targetId }
  const message = `${name} has no places to choose from; leave targetId out.`
  throw new AppError('invalid_input', `targetId: ${message}`, {
    violations: [{ path: 'targetId', rule: 'no_target', message }],
  })
}
