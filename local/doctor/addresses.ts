import { isIP } from 'node:net'
import type { Config } from '../../shared/runtime/config.ts'
import { realNetworks } from '../configuration.ts'
import { type Finding, note, ok, problem } from './finding.ts'
import { reach } from './reach.ts'

/** Endings that no public name has (RFC 6761, RFC 6762, and `internal`). */
const notPublic = /(^|\.)(localhost|local|internal|test|invalid|example)$/

/** An address that a network's servers can come to: https, by a public name, on the usual port. */
function isPublicHttps(address: string): boolean {
  const { protocol, hostname, port } = new URL(address)
  const named = hostname.includes('.') && isIP(hostname.replace(/^\[|\]$/g, '')) === 0
  return protocol === 'https:' && port === '' && named && !notPublic.test(hostname)
}

/** The service's own addresses, as networks and people's browsers need them. */
export async function examineAddresses({ env, ...config }: Config, now: () => number): Promise<Finding[]> {
  const real = realNetworks({ env, ...config })
  if (real.length === 0)
    return [note('No real network is configured, so no address of this service has to be public.')]
  return [
    await examineAddress({
      name: 'SERVICE_BASE_URL',
      address: env.SERVICE_BASE_URL,
      asked: `${env.SERVICE_BASE_URL}/api/v1/health`,
      purpose: `people come back from ${real.join(' and ')} to it`,
      good: (status) => status === 200,
      now,
    }),
    await examineAddress({
      name: 'PUBLIC_ASSET_BASE_URL',
      address: env.PUBLIC_ASSET_BASE_URL,
      asked: `${env.PUBLIC_ASSET_BASE_URL}/`,
      purpose: 'networks fetch pictures and films from it',
      // There is no file of that name; that somebody says so is enough.
      good: (status) => status < 500,
      now,
    }),
  ]
}

interface Asked {
  name: string
  address: string
  asked: string
  purpose: string
  good(status: number): boolean
  now(): number
}

async function examineAddress({ name, address, asked, purpose, good, now }: Asked): Promise<Finding> {
  if (!isPublicHttps(address))
    return problem(
      `${name} is ${address}, but ${purpose}: it must be https with a public name. On a laptop, start a tunnel and set it to the tunnel's address.`,
    )
  const reached = await reach(asked, now)
  if ('failure' in reached)
    return problem(`${name} does not answer at ${asked}: ${reached.failure}. Is the service running?`)
  if (!good(reached.status))
    return problem(`${asked} answers ${reached.status}: that is not this service, or it is not well.`)
  return ok(`${name} is public and answers: ${address}`)
}
