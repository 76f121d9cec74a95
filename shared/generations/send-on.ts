import type { Generation } from '../domain/generation.ts'
import { backgroundQueue } from '../domain/queues.ts'
import type { RequestingServices } from './services.ts'

/** Has a worker look at it. A message that could not be sent is made good by the sweeper. */
export async function sendOn(
  services: Pick<RequestingServices, 'queues' | 'log'>,
  { user_id, id, wake }: Generation,
  delaySeconds = 0,
): Promise<void> {
  try {
    const message = { kind: 'generation', user_id, generation_id: id, wake }
    await services.queues.send(backgroundQueue, message, delaySeconds)
  } catch (error) {
    services.log.error({ msg: 'generation stored but not sent', generation_id: id, error: String(error) })
  }
}
