import { promises as dns, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isGlobalUnicast } from './address.ts'
import { UnsafeUrlError } from './safe-url.ts'

/** All addresses of a name, as the operating system resolves it. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>

export const systemResolve: Resolve = (hostname) => dns.lookup(hostname, { all: true })

/** The `lookup` of a socket: what it hands out was checked and is what gets connected to, so a name can't be rebound in between. */
export function safeLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses
        if (!first) callback(new Error('The name has no address.'), '')
        // One forbidden address among good ones is what a rebinding name looks like.
        else if (!addresses.every(({ address }) => isGlobalUnicast(address)))
          callback(new UnsafeUrlError('The host resolves to an address that is not public.'), '')
        else if (options.all) callback(null, addresses)
        else callback(null, first.address, first.family)
      },
      (cause) => callback(cause, ''),
    )
  }
}
