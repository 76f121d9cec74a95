import type { IncomingMessage } from 'node:http'

/** Whether a web page of another origin made this request; ports of one host count as others. */
export function fromAnotherOrigin({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  return headers.origin !== undefined && headers.origin !== `http://${headers.host}`
}

/** A person following a link or a redirect to a page, in the window itself. */
export const isNavigation = ({ headers, method }: Pick<IncomingMessage, 'headers' | 'method'>): boolean =>
  method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'

/** Names this machine answers to on a port; a foreign one is a rebound DNS name. */
export const isLoopbackHost = (host: string | undefined, port: number): boolean =>
  host === `127.0.0.1:${port}` || host === `localhost:${port}`
