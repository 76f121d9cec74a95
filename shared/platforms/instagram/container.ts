import * as z from 'zod/mini'
import type { PostContext } from '../contract.ts'
import { classify, PlatformFailure } from '../failures.ts'
import { readAnswer } from '../meta/read-answer.ts'
import { graphVersion } from '../meta/version.ts'
import { id } from './id.ts'

const created = z.object({ id })

const state = z.object({
  status_code: z.enum(['IN_PROGRESS', 'FINISHED', 'PUBLISHED', 'ERROR', 'EXPIRED']),
  status: z.optional(z.string()),
})

export type ContainerState = z.output<typeof state>

type Caller = Pick<PostContext, 'network' | 'accessToken' | 'account'>

/** Creates a container, which nobody sees. Lists go as JSON. @returns its id */
export async function createContainer(
  { network, accessToken, account }: Caller,
  parameters: Record<string, unknown>,
): Promise<string> {
  const answer = await network.call({
    method: 'POST',
    url: `${network.hosts.graph}/${graphVersion}/${account.id}/media`,
    route: 'POST /:ig/media',
    token: accessToken,
    json: parameters,
  })
  return readAnswer(created, answer).id
}

/** How far a container is. Its fields never name the post made from it. */
export async function readContainer(caller: Caller, container: string): Promise<ContainerState> {
  const answer = await readNode(caller, {
    node: container,
    route: 'GET /:container',
    fields: 'status_code,status',
  })
  return readAnswer(state, answer)
}

/**
 * Reads one object that we know to have been there.
 * @throws PlatformFailure `retry` where Meta says 100/33: it says so of containers and posts that exist (postiz#1562)
 */
export async function readNode(
  { network, accessToken }: Pick<Caller, 'network' | 'accessToken'>,
  { node, route, fields }: { node: string; route: string; fields: string },
) {
  try {
    return await network.call({
      method: 'GET',
      url: `${network.hosts.graph}/${graphVersion}/${node}`,
      route,
      token: accessToken,
      query: { fields },
    })
  } catch (error) {
    if (error instanceof PlatformFailure && error.failure.row === 'object-missing')
      throw new PlatformFailure({ ...error.failure, class: 'retry' }, error)
    throw error
  }
}

/** What a container that ended in ERROR means; the text names the subcode: "… failed with error code 2207026". */
export function containerFailure({ network }: Pick<Caller, 'network'>, { status }: ContainerState) {
  const failure = classify(
    network.errors,
    network.dialect,
    {
      status: 200,
      subcode: status?.match(/\b\d{7}\b/)?.[0],
      message: status,
      headers: new Headers(),
    },
    { onCommit: false, now: network.now() },
  )
  // A dead container stays dead: what may be tried again is tried with a new one.
  return new PlatformFailure(failure.class === 'retry' ? { ...failure, class: 'recreate' } : failure)
}
