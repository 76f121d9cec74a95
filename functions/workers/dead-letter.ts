import { deadLetter } from '../../shared/messaging/messages.ts'
import { lookNow, notDone } from '../../shared/publishing/dead-letter.ts'
import { reading } from '../../shared/runtime/services/reading.ts'
import { worker } from '../../shared/runtime/worker.ts'

export const handler = worker(deadLetter, reading, (message, services) =>
  'job_id' in message ? lookNow(services, message) : notDone(services, message),
)
