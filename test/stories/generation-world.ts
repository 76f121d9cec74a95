import type { Behaviour } from '../../local/orchestrator/behaviour.ts'
import { wellBehaved } from '../../local/orchestrator/behaviour.ts'
import { sign } from '../../local/orchestrator/sign.ts'
import type { PublishingWorld, Told } from './publishing-world.ts'

export const prompt = 'Evening over the hills, wide and calm'

/** What people do with generations, and what their orchestrator does, over HTTP. */
export function generationCalls(world: PublishingWorld) {
  const { environment } = world
  const orchestrator = environment.orchestrator!
  const create = (user: string, body: object, headers: Record<string, string> = {}): Promise<Told> =>
    world.call(user, '/generations', { method: 'POST', body, headers })
  const get = (user: string, id: string): Promise<Told> => world.call(user, `/generations/${id}`)
  const quota = async (user: string) => (await world.call(user, '/generations/quota')).body

  /** How the orchestrator behaves from now on, in all that is not named as it should. */
  const behave = (input: Partial<Behaviour> = {}) =>
    orchestrator.behave({ ...wellBehaved, longer_side: 120, ...input })

  /** Asks for images and waits for them. @returns the generation */
  const generated = async (user: string, body: object = {}) => {
    const created = await create(user, { prompt, ...body })
    if (created.status !== 202) throw new Error(created.text)
    await world.settle()
    return (await get(user, created.body.id)).body
  }

  /** Asks for images that the orchestrator takes and keeps to itself. @returns what it was asked */
  const ordered = async (user: string, body: object = {}) => {
    behave({ lose: true })
    const { id } = await generated(user, body)
    behave()
    return orchestrator.orders.find((order) => order.id === id)!
  }

  /** Calls back as the orchestrator would; `wrong` replaces parts of what it sends. */
  const callBack = (
    order: { callback: { url: string; token: string } },
    body: object,
    wrong: { secret?: string; seconds?: number; token?: string; path?: string; sent?: string } = {},
  ): Promise<Told> => {
    const path = new URL(order.callback.url).pathname
    const text = JSON.stringify(body)
    const seconds = String(wrong.seconds ?? Math.floor(environment.clock.now() / 1000))
    const secret = wrong.secret ?? environment.env.GENERATION_CALLBACK_SECRET!
    const signed = { method: 'POST', path: wrong.path ?? path, body: text }
    return world.call('', path.slice('/api/v1'.length), {
      method: 'POST',
      scope: null,
      body: wrong.sent ?? text,
      headers: {
        'creativeflow-timestamp': seconds,
        'creativeflow-signature': sign(secret, seconds, signed),
        'creativeflow-token': wrong.token ?? order.callback.token,
      },
    })
  }

  /** Moves the clock on, with the sweeper looking at the end. */
  const later = async (ms: number) => {
    await environment.tick(ms)
    await environment.invoke('sweep')
    await world.settle()
  }

  const events = (id: string) =>
    environment.aws.events.recorded
      .map(({ event }) => event as { 'detail-type': string; detail: Record<string, unknown> })
      .filter(({ detail }) => detail.generation_id === id)

  return { orchestrator, create, get, quota, behave, generated, ordered, callBack, later, events }
}
