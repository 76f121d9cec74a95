import type { ErrorCode } from './errors.ts'
import type { FailureClass, FailureDetails } from './failure.ts'
import type { Platform } from './platform.ts'

/** Every move a job may make. The condition of every write to `status` is derived from this table. */
export const transitions = {
  Scheduled: ['Pending', 'Processing', 'ContentRejected', 'Failed', 'Cancelled'],
  Pending: ['Processing', 'ContentRejected', 'Failed', 'Cancelled'],
  Processing: ['Pending', 'Published', 'ContentRejected', 'Failed', 'Unknown'],
  Unknown: ['Published', 'Pending'],
  Failed: ['Pending'],
  Published: [],
  ContentRejected: [],
  Cancelled: [],
} as const satisfies Record<string, readonly string[]>

export type Status = keyof typeof transitions

export const statuses = Object.keys(transitions) as Status[]

/** The states a job may come from to reach `to`. */
export const sourcesOf = (to: Status): Status[] =>
  statuses.filter((from) => (transitions[from] as readonly Status[]).includes(to))

/** States in which nothing more happens unless the owner asks for it. */
export const ended = [
  'Published',
  'ContentRejected',
  'Failed',
  'Unknown',
  'Cancelled',
] as const satisfies Status[]

export type Ended = (typeof ended)[number]

/** All others: something happens by itself. */
export const open = ['Scheduled', 'Pending', 'Processing'] as const satisfies Exclude<Status, Ended>[]

export const isEnded = (status: Status): boolean => (ended as readonly Status[]).includes(status)

/** One live-making request of a job: a thread has one per part, most posts have one. */
export interface Step {
  /** Names this try; the evidence of it is stored under this id alone. */
  attempt_id?: string
  armed_at?: number
  /** When the commit request is certainly over on our side. */
  commit_deadline?: number
  /** When the first try was armed whose outcome was never seen; searches go back to it. */
  first_armed_at?: number
  /** The owner has looked and says it is not there. */
  denied?: true
  /** How often the request was sent again as the last step of finding out (X). */
  resends?: number
  /** The network's id of what it made, stored as soon as it is known. */
  post_id?: string
  post_url?: string
  /** The network said yes without naming the post. */
  accepted_at?: number
  /** An optional step that was given up, and why. */
  skipped?: string
}

/** Nothing is left to do about it. */
export const isDone = (step: Step): boolean => step.post_id !== undefined || step.skipped !== undefined

/** The steps with one of them replaced. */
export const withStep = (job: PublishJob, index: number, step: Step): Step[] =>
  job.steps.map((old, at) => (at === index ? step : old))

/** A step that may be armed again; what earlier tries may have left is not forgotten. */
export const disarmed = ({ resends, first_armed_at, denied }: Step): Step => ({
  ...(resends === undefined ? {} : { resends }),
  ...(first_armed_at === undefined ? {} : { first_armed_at }),
  ...(denied ? { denied } : {}),
})

/** When the request of an armed step went out at the earliest: it is armed a moment ahead, and sent at its time. */
export const sentAt = (job: PublishJob, step: Step): number => Math.max(step.armed_at!, job.scheduled_at ?? 0)

/** Armed, and nobody knows yet what became of it. */
export const isArmed = (step: Step): boolean => step.attempt_id !== undefined && !isDone(step)

/** Nothing of it is to be sent now: nobody has the last answer yet, or the network has accepted all of it. */
export const isSent = ({ steps }: Pick<PublishJob, 'steps'>): boolean =>
  steps.some(isArmed) || steps.every(isDone)

/** What prepare left at the network. A handle of another version, grant or target is never committed. */
export interface Prepared {
  content_version: number
  generation: number
  target: string | null
  /** ms; within ten minutes of it, prepare starts over. */
  usable_until: number
  ready: boolean
  /** The step it was made for. */
  step: number
  handles: Record<string, unknown>
}

/** One ended try, as its owner sees it. */
export interface Attempt {
  at: number
  armed: boolean
  class: FailureClass | 'published'
  /** Of a failure that is repeated a few times only: its row. */
  row?: string
  details: FailureDetails
}

export interface JobError {
  code: ErrorCode
  message: string
  details: FailureDetails
  reauth_required: boolean
}

/** The state of a publish job; what is published stands in its content. Times are ms since the epoch. */
export interface PublishJob {
  v: 1
  user_id: string
  job_id: string
  connection_id: string
  platform: Platform
  /** The account at the network. */
  account: string
  status: Status
  /** Raised by each change of its owner; the ETag. */
  version: number
  content_version: number
  /** Fingerprint of account and content, to tell twins apart. */
  fingerprint: string
  created_at: number
  scheduled_at?: number
  published_at?: number
  /** When it was written that it has ended; its event is named after it. */
  ended_at?: number
  /** Lateness counts from here: its time, or the owner's last retry. */
  counts_from: number
  /** When somebody should look if nothing happened. Gone once the job has ended and said so. */
  due?: number
  /** Number of the newest message about this job; older ones are dropped. */
  wake: number
  /** Who works on it now, and until when at the latest. */
  lease_owner?: string
  lease_until?: number
  /** Claims since the last progress. */
  claims: number
  /** Failed tries that spent a step of the back-off. */
  tries: number
  /** Times `find` could not tell, since the last arm; before it, times the media were awaited. */
  searches: number
  attempts: number
  next_attempt_at?: number
  prepared?: Prepared
  steps: Step[]
  history: Attempt[]
  error?: JobError
  warnings: string[]
  post_id?: string
  post_url?: string
  /** Id of the last write, so that a repeated write recognises itself. */
  write_id: string
}

/** One file of a post, as the caller named it. */
export interface ContentAsset {
  /** Of an outside file, which preflight copies. */
  url?: string
  /** Of an asset of its owner, with what was measured when it was taken. */
  asset_id?: string
  media?: JobMedia
  asset_type: 'image' | 'video' | 'document'
  mime_type: string
  alt_text?: string | null
}

/** What is to be published; one item per version, never changed. */
export interface JobContent {
  v: 1
  user_id: string
  job_id: string
  content_version: number
  text: string
  assets: ContentAsset[]
  post_type: string
  target: string | null
  options: Record<string, unknown>
  warnings: string[]
  scheduled_at?: number
}

/** A measured file in our bucket. */
export interface JobMedia {
  key: string
  kind: 'image' | 'gif' | 'video' | 'document'
  mime: string
  bytes: number
  /** 0 for a document, as is `height`. */
  width: number
  height: number
  duration_s?: number
  fps?: number
  frames?: number
  video_codec?: string
  audio_codec?: string
  /** Hz. */
  audio_rate?: number
  audio_channels?: number
  moov_first?: boolean
  pages?: number
  alt_text?: string
}
