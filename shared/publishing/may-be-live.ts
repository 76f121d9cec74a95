import { isArmed, isDone, type PublishJob, type Step } from '../domain/publish-job.ts'
import { definitions } from '../platforms/registry.ts'

/** A try of this step may be live: nobody knows yet, or the network's list, which may lag, did not show it. */
export const mayBeLive = (job: Pick<PublishJob, 'platform'>, step: Step): boolean =>
  isArmed(step) ||
  (!isDone(step) && step.first_armed_at !== undefined && definitions[job.platform].absence === 'hint')
