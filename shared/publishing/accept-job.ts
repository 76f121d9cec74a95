import { type AssetInput, holdAssets, knownMedia, resolveAssets } from '../assets/use-assets.ts'
import { AppError } from '../domain/errors.ts'
import type { JobContent, PublishJob } from '../domain/publish-job.ts'
import { lookAfterMs, preflightQueue, workQueue } from '../domain/queues.ts'
import type { SocialConnection } from '../domain/social-connection.ts'
import { uuidv7 } from '../domain/uuid.ts'
import { definitions, stepRules } from '../platforms/registry.ts'
import { recentConnection } from '../storage/connections.ts'
import { beginOnce, bodyHash, findRecord, type IdempotencyRecord } from '../storage/idempotency.ts'
import { createJob, getContent, getJob, makeWriteId, putContent } from '../storage/jobs.ts'
import { admitJob, readUsage } from './admit-job.ts'
import { fingerprint, type PostInput } from './content.ts'
import { lapseWarnings } from './lapse-warnings.ts'
import { checkAssetUrls } from './media-urls.ts'
import { readScheduleTime } from './schedule-time.ts'
import type { AcceptingServices } from './services.ts'
import { plan, prepareAt } from './timing.ts'
import { acceptContent } from './validate-content.ts'

/** A post whose files are named, not yet read. */
export type RequestedPost = Omit<PostInput, 'assets'> & { assets: readonly AssetInput[] }

export interface AcceptRequest {
  userId: string
  connectionId: string
  post: RequestedPost
  /** The caller's words; absent: now. */
  scheduleTime?: string
  idempotency?: { routeId: string; key: string; body: unknown }
}

export interface Accepted {
  job: PublishJob
  replayed: boolean
}

/**
 * Takes a post in. Order: idempotency record, content, job, message; once the job is written the answer is yes
 * whatever fails next, because the sweeper finds it.
 * @throws AppError when it is not valid or too many, the connection is not the caller's, or the key began something else
 */
export async function acceptJob(services: AcceptingServices, request: AcceptRequest): Promise<Accepted> {
  const begun = await findBegun(services, request)
  const replay = begun && (await asAccepted(services, request.userId, begun.resource_id))
  if (replay) return { job: replay, replayed: true }
  const now = services.now()
  const reading = resolveAssets(services, request.userId, request.post.assets)
  // What is wrong with them is told after what is wrong with the connection.
  reading.catch(() => undefined)
  const [connection, usage] = await Promise.all([
    recentConnection(services.table, request.userId, request.connectionId),
    readUsage(services, request.userId, now),
  ])
  if (!connection || connection.closing) throw new AppError('connection_not_found')
  if (!services.settings.enabled[connection.platform]) throw new AppError('platform_disabled')
  const assets = await reading
  checkAssetUrls(services, assets)
  const { content, warnings: ownWarnings } = await acceptContent(connection, { ...request.post, assets })
  refuseSwitchedOff(services, connection, content)
  const scheduledAt =
    request.scheduleTime === undefined ? undefined : readScheduleTime(request.scheduleTime, now)
  const warnings = [...ownWarnings, ...lapseWarnings(connection, scheduledAt ?? now, now)]

  // Once its key is stored, it was let in.
  if (!begun) await admitJob(services, request.userId, { now, usage })
  const record = await recordOf(services, request, now)
  const created = record?.created_at ?? now
  const jobContent: JobContent = {
    v: 1,
    user_id: request.userId,
    job_id: record?.resource_id ?? uuidv7(created),
    content_version: 1,
    ...content,
    warnings,
    ...(scheduledAt === undefined ? {} : { scheduled_at: scheduledAt }),
  }
  const { job, start } = newJob(connection, jobContent, created)
  await putContent(services.table, jobContent)
  await holdAssets(services, { ...job, until: job.counts_from }, content.assets)
  const fresh = await createJob(services.table, job)
  if (!fresh) return { job, replayed: true }
  services.log.count({ accepted: 1 }, job.platform)
  await setGoing(services, job, jobContent, start)
  return { job, replayed: false }
}

/** The job that this key began, as it was answered. @throws AppError `idempotency_key_reused` */
export async function findReplay(
  services: AcceptingServices,
  request: Pick<AcceptRequest, 'userId' | 'idempotency'>,
): Promise<PublishJob | undefined> {
  const begun = await findBegun(services, request)
  return begun && asAccepted(services, request.userId, begun.resource_id)
}

async function findBegun(
  services: AcceptingServices,
  request: Pick<AcceptRequest, 'userId' | 'idempotency'>,
): Promise<IdempotencyRecord | undefined> {
  const { userId, idempotency } = request
  const begun = idempotency && (await findRecord(services.table, { ...idempotency, userId }))
  if (begun) refuseOtherBody(begun, request)
  return begun
}

/** Some kinds of places publish only while a toggle is on. */
function refuseSwitchedOff(
  { settings }: AcceptingServices,
  { platform, targets }: SocialConnection,
  { target }: Pick<JobContent, 'target'>,
): void {
  const kind = targets?.find(({ id }) => id === target)?.kind
  const toggle = kind === undefined ? undefined : definitions[platform].target?.toggles?.[kind]
  if (toggle !== undefined && settings.toggles[platform][toggle] === false)
    throw new AppError('platform_disabled', `Publishing to a ${kind} is switched off.`)
}

function newJob(
  connection: SocialConnection,
  content: JobContent,
  created: number,
): { job: PublishJob; start: number } {
  const scheduled = content.scheduled_at
  const start = scheduled === undefined ? created : prepareAt(connection, content, scheduled)
  return {
    start,
    job: {
      v: 1,
      user_id: content.user_id,
      job_id: content.job_id,
      connection_id: connection.id,
      platform: connection.platform,
      account: connection.external_user_id,
      status: scheduled === undefined ? 'Pending' : 'Scheduled',
      version: 1,
      content_version: 1,
      fingerprint: fingerprint(connection.platform, connection.external_user_id, content),
      created_at: created,
      ...(scheduled === undefined ? {} : { scheduled_at: scheduled }),
      counts_from: scheduled ?? created,
      due: scheduled === undefined ? created + lookAfterMs : plan(created, start).due,
      wake: 1,
      claims: 0,
      tries: 0,
      searches: 0,
      attempts: 0,
      steps: Array.from({ length: stepRules[connection.platform].count(content) }, () => ({})),
      history: [],
      warnings: content.warnings,
      write_id: makeWriteId(),
    },
  }
}

/** Sends what starts the work on a stored job. A failure here is logged and left to the sweeper. */
export async function setGoing(
  services: AcceptingServices,
  job: PublishJob,
  content: Pick<JobContent, 'assets' | 'content_version'>,
  start: number,
): Promise<void> {
  const { user_id, job_id, wake } = job
  const message = { user_id, job_id, wake }
  const route = plan(services.now(), start)
  const isMeasured = knownMedia(content.assets) !== undefined
  try {
    if (!isMeasured)
      await services.queues.send(preflightQueue, {
        user_id,
        job_id,
        content_version: content.content_version,
        tries: 0,
      })
    if (!route.direct)
      await services.schedules.put({
        name: job_id,
        at: route.scheduleAt,
        queue: workQueue(job.platform),
        message,
      })
    // With media, measuring them sends the work on.
    else if (isMeasured) await services.queues.send(workQueue(job.platform), message, route.delaySeconds)
  } catch (error) {
    services.log.error({
      msg: 'job stored but not sent',
      job_id,
      platform: job.platform,
      error: String(error),
    })
  }
}

async function recordOf(
  services: AcceptingServices,
  request: AcceptRequest,
  now: number,
): Promise<IdempotencyRecord | undefined> {
  if (!request.idempotency) return undefined
  const { record } = await beginOnce(services.table, {
    ...request.idempotency,
    userId: request.userId,
    bodyHash: bodyHash(request.idempotency.body),
    resourceId: uuidv7(now),
    now,
  })
  refuseOtherBody(record, request)
  return record
}

function refuseOtherBody(record: IdempotencyRecord, request: Pick<AcceptRequest, 'idempotency'>): void {
  if (record.body_hash !== bodyHash(request.idempotency?.body)) throw new AppError('idempotency_key_reused')
}

/** The job as it was answered the first time, whatever became of it since. */
async function asAccepted(
  services: AcceptingServices,
  userId: string,
  jobId: string,
): Promise<PublishJob | undefined> {
  const ref = { user_id: userId, job_id: jobId }
  const job = await getJob(services.table, ref, true)
  if (!job) return undefined
  const content = await getContent(services.table, ref, 1)
  const { scheduled_at, published_at, error, post_id, post_url, next_attempt_at, ...rest } = job
  return {
    ...rest,
    ...(content.scheduled_at === undefined ? {} : { scheduled_at: content.scheduled_at }),
    status: content.scheduled_at === undefined ? 'Pending' : 'Scheduled',
    version: 1,
    attempts: 0,
    steps: job.steps.map(() => ({})),
    warnings: content.warnings,
  }
}
