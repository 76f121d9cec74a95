import type { PostContext } from '../contract.ts'
import { proofOf } from '../meta/proof.ts'
import type { CommitRequest } from '../request.ts'
import { graphUrl } from './graph.ts'

/** The one request that makes something live on the Page. */
export function pageCommit(
  { network, accessToken }: PostContext,
  { path, route, form }: { path: string; route: string; form: Record<string, string | undefined> },
): CommitRequest {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(form)) if (value) body.set(name, value)
  body.set('appsecret_proof', proofOf(network, accessToken))
  return {
    method: 'POST',
    url: graphUrl(network, path),
    route,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${accessToken}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: body.toString(),
  }
}
