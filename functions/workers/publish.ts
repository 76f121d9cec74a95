import { publishMessage } from '../../shared/messaging/messages.ts'
import { runJob } from '../../shared/publishing/run-job.ts'
import { working } from '../../shared/runtime/services/working.ts'
import { worker } from '../../shared/runtime/worker.ts'

/** Of its network's `work` and `commit` queues. */
export const handler = worker(publishMessage, working, (message, services, turn) =>
  runJob(services, message, turn),
)
