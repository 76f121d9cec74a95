import { randomBytes } from 'node:crypto'
import { measureFile, storeFile, withFile } from '../assets/store-file.ts'
import type { Failure } from '../domain/failure.ts'
import {
  type ContentAsset,
  isEnded,
  type JobContent,
  type JobMedia,
  type PublishJob,
} from '../domain/publish-job.ts'
import { lookAfterMs, preflightQueue, workQueue } from '../domain/queues.ts'
import type { PreflightMessage } from '../messaging/messages.ts'
import { definitions } from '../platforms/registry.ts'
import { safeFetch } from '../security/safe-fetch.ts'
import { FetchFailedError } from '../security/safe-response.ts'
import { UnsafeUrlError } from '../security/safe-url.ts'
import { changeJob, getContent, getJob, getMedia, noteCopy, putMedia } from '../storage/jobs.ts'
import { announce } from './events.ts'
import { UnreadableMediaError } from './measured-media.ts'
import type { MeasuringServices } from './services.ts'
import { plan, prepareAt } from './timing.ts'
import { validateContent } from './validate-content.ts'

/** Of a turn, for measuring and storing what was fetched. */
const storingMs = 60_000
/** Longer than the bucket keeps a copy. */
const keptSeconds = 401 * 86_400
/** Fetches that fail for a reason that may pass are repeated after this many seconds, then refused. */
const fetchAgainSeconds = [5, 30, 120, 600] as const

/**
 * Fetches, copies and measures the media of a job, so that a bad file is refused at once and what was checked is
 * what is published; then the job is sent on to its work.
 */
export async function preflight(
  services: MeasuringServices,
  message: PreflightMessage,
  turn: { endsAt: number },
): Promise<void> {
  // By the machine's own clock: time that is set does not count.
  const fetchedBy = performance.now() + (turn.endsAt - services.now()) - storingMs
  const job = await getJob(services.table, message, true)
  if (!job || isEnded(job.status) || job.content_version !== message.content_version) return
  const content = await getContent(services.table, job, message.content_version)
  if (!(await getMedia(services.table, job, message.content_version))) {
    const media = await copyAll(services, { job, content, message, fetchedBy })
    if (!media) return
    // Before anybody can go on with the files: what is written here stays.
    await warn(services, job, (await validateContent(job.platform, content, media)).warnings)
    const measured = await putMedia(services.table, job, message.content_version, media)
    const { violations } = await validateContent(job.platform, content, measured)
    if (violations.length)
      return reject(services, job, violations.map((violation) => violation.message).join(' '))
  }
  await sendOn(services, job, content)
}

/** Tells the owner also what only the files show. */
async function warn(services: MeasuringServices, job: PublishJob, warnings: string[]): Promise<void> {
  const fresh = warnings.filter((warning) => !job.warnings.includes(warning))
  if (fresh.length === 0) return
  await changeJob(services.table, job, {
    set: { warnings: [...job.warnings, ...fresh] },
    if: '#content_version = :version AND #status IN (:scheduled, :pending)',
    values: { version: job.content_version, scheduled: 'Scheduled', pending: 'Pending' },
  })
}

/** The work may have waited for this: unless a schedule will start it, it is started now, or at its time. */
async function sendOn(services: MeasuringServices, ref: PublishJob, content: JobContent): Promise<void> {
  const now = services.now()
  const job = await getJob(services.table, ref, true)
  if (!job || isEnded(job.status)) return
  const start = job.scheduled_at === undefined ? now : prepareAt(job, content, job.scheduled_at)
  const route = plan(now, start)
  const { user_id, job_id, wake } = job
  if (route.direct)
    await services.queues.send(workQueue(job.platform), { user_id, job_id, wake }, route.delaySeconds)
}

async function copyAll(
  services: MeasuringServices,
  {
    job,
    content,
    message,
    fetchedBy,
  }: { job: PublishJob; content: JobContent; message: PreflightMessage; fetchedBy: number },
): Promise<JobMedia[] | undefined> {
  try {
    const media: JobMedia[] = []
    const maxBytes = largest(job, content)
    for (const asset of content.assets)
      media.push(await copy(services, asset, { userId: job.user_id, maxBytes, fetchedBy }))
    return media
  } catch (error) {
    if (error instanceof UnsafeUrlError || error instanceof UnreadableMediaError || isFinal(error)) {
      await reject(services, job, `A file could not be used: ${(error as Error).message}`)
      return undefined
    }
    if (!(error instanceof FetchFailedError)) throw error
    const wait = fetchAgainSeconds[message.tries]
    if (wait === undefined) await reject(services, job, `A file could not be fetched: ${error.message}`)
    else await services.queues.send(preflightQueue, { ...message, tries: message.tries + 1 }, wait)
    return undefined
  }
}

const goneStatuses = [401, 403, 404, 410]

/** The file is wrong or not there; fetching it again would change nothing. */
const isFinal = (error: unknown): boolean =>
  error instanceof FetchFailedError &&
  (error.kind === 'too_large' || error.kind === 'wrong_type' || goneStatuses.includes(error.status ?? 0))

/** The most bytes any file of this post may have. */
function largest(job: PublishJob, content: JobContent): number {
  const kinds = definitions[job.platform].postTypes[content.post_type]?.media.kinds ?? {}
  return Math.max(0, ...Object.values(kinds).map((rule) => rule.maxBytes))
}

async function copy(
  services: MeasuringServices,
  asset: ContentAsset,
  { userId, maxBytes, fetchedBy }: { userId: string; maxBytes: number; fetchedBy: number },
): Promise<JobMedia> {
  // An asset is in the bucket already, and was measured.
  if (asset.media) return asset.media
  return withFile(async (path) => {
    const response = await safeFetch(asset.url!, {
      maxBytes,
      deadlineMs: Math.max(1, Math.round(fetchedBy - performance.now())),
      ...(services.fetchExceptions ? { exceptions: services.fetchExceptions } : {}),
    })
    await response.save(path)
    // Unguessable: whoever has the URL may read it.
    const media = await measureFile(path, `media/${randomBytes(24).toString('base64url')}`)
    await noteCopy(services.table, userId, {
      key: media.key,
      ttl: Math.ceil(services.now() / 1000) + keptSeconds,
    })
    await storeFile(services.bucket, path, media)
    return media
  })
}

async function reject(services: MeasuringServices, job: PublishJob, message: string): Promise<void> {
  const failure: Failure = { class: 'rejected', userMessage: message, details: {} }
  const done = await changeJob(services.table, job, {
    end: { as: 'ContentRejected', at: services.now() },
    set: {
      error: { code: 'content_rejected', message, details: failure.details, reauth_required: false },
      due: services.now() + lookAfterMs,
    },
    remove: ['lease_owner', 'lease_until', 'next_attempt_at'],
    if: '#content_version = :version AND #status <> :processing',
    values: { version: job.content_version, processing: 'Processing' },
  })
  if (done.done) await announce(services, done.job)
}
