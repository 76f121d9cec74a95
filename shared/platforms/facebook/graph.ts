import * as z from 'zod/mini'
import type { PostContext } from '../contract.ts'
import { PlatformFailure } from '../failures.ts'
import { proofOf } from '../meta/proof.ts'
import { readAnswer } from '../meta/read-answer.ts'
import { graphVersion } from '../meta/version.ts'
import type { Answer, Network, PlatformCall } from '../request.ts'

export const graphId = z.pipe(z.union([z.string().check(z.minLength(1)), z.number()]), z.transform(String))

export interface GraphCall extends Omit<PlatformCall, 'url' | 'token'> {
  /** Below the version. */
  path: string
}

export const graphUrl = (network: Network, path: string): string =>
  `${network.hosts.graph}/${graphVersion}${path}`

/** A call to graph.facebook.com with its proof. */
export const graphCall = (
  network: Network,
  token: string,
  { path, query, ...call }: GraphCall,
): Promise<Answer> =>
  network.call({
    ...call,
    url: graphUrl(network, path),
    token,
    query: { ...query, appsecret_proof: proofOf(network, token) },
  })

/** A call with the Page's token. */
export const pageCall = ({ network, accessToken }: PostContext, call: GraphCall): Promise<Answer> =>
  graphCall(network, accessToken, call)

/** The Page that is posted to. */
export function pageOf({ target }: Pick<PostContext, 'target'>): string {
  if (!target) throw new Error('a post without its Page')
  return target.id
}

/**
 * Reads one object that we know to have been there.
 * @throws PlatformFailure `retry` where Meta says 100/33: it says so of objects that exist (postiz#1562)
 */
export async function readNode<T>(
  context: PostContext,
  { node, route, fields, schema }: { node: string; route: string; fields: string; schema: z.ZodMiniType<T> },
): Promise<T> {
  try {
    return readAnswer(
      schema,
      await pageCall(context, { method: 'GET', path: `/${node}`, route, query: { fields } }),
    )
  } catch (error) {
    if (isMissing(error)) throw new PlatformFailure({ ...error.failure, class: 'retry' }, error)
    throw error
  }
}

/** 100/33. */
export const isMissing = (error: unknown): error is PlatformFailure =>
  error instanceof PlatformFailure && error.failure.row === 'object-missing'
