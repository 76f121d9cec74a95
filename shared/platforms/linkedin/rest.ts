import type { Answer, Network, PlatformCall } from '../request.ts'
import { apiVersion } from './version.ts'

/** What every call under /rest carries. */
export const restHeaders = {
  'linkedin-version': apiVersion,
  'x-restli-protocol-version': '2.0.0',
}

export interface RestCall extends Pick<PlatformCall, 'query' | 'json'> {
  method: 'GET' | 'POST'
  /** Below /rest; a List(…) stands here, since a query would encode its punctuation. */
  path: string
  route: string
  /** Rest.li's own name of what is done, where the documents give one. */
  restMethod?: 'FINDER'
}

/** A call that is safe to repeat. @throws PlatformFailure */
export const rest = (
  network: Network,
  token: string,
  { path, route, restMethod, ...call }: RestCall,
): Promise<Answer> =>
  network.call({
    ...call,
    url: `${network.hosts.api}/rest${path}`,
    route,
    token,
    headers: { ...restHeaders, ...(restMethod ? { 'x-restli-method': restMethod } : {}) },
  })
