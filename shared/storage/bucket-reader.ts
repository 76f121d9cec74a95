import { setTimeout as pause } from 'node:timers/promises'
import { defaultProvider } from '@aws-sdk/credential-provider-node'
import { Sha256 } from '@smithy/core/checksum'
import { loadConfig, NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config'
import { SignatureV4 } from '@smithy/signature-v4'
import type { Bucket } from './bucket.ts'

export type BucketReader = Pick<Bucket, 'read'>

const validSeconds = 60
const timeoutMs = 20_000
/** As often as the SDK asks. */
const waitsMs = [100, 200]

/**
 * Reads objects by URLs that it signs itself: all that publish workers need of S3, without the 90 kB of its client.
 * @param url of the bucket
 */
export function openBucketReader(url: string, now: () => number): BucketReader {
  const signer = new SignatureV4({
    service: 's3',
    region: loadConfig(NODE_REGION_CONFIG_OPTIONS),
    credentials: defaultProvider(),
    sha256: Sha256,
    uriEscapePath: false,
  })

  async function ask(key: string, headers: Record<string, string>): Promise<Response> {
    const { protocol, host, hostname, pathname } = new URL(`${url}/${key}`)
    const { query } = await signer.presign(
      {
        method: 'GET',
        protocol,
        hostname,
        path: pathname,
        query: {},
        headers: { ...headers, host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
      },
      { expiresIn: validSeconds, signingDate: new Date(now()) },
    )
    const signed = new URLSearchParams(query as Record<string, string>)
    return fetch(`${url}/${key}?${signed}`, { headers, signal: AbortSignal.timeout(timeoutMs) })
  }

  async function attempt(key: string, headers: Record<string, string>): Promise<Outcome> {
    try {
      const response = await ask(key, headers)
      if (response.ok) return { bytes: new Uint8Array(await response.arrayBuffer()) }
      const code = /<Code>(\w+)</.exec(await response.text())?.[1]
      return { says: `${response.status} ${code}`, isFinal: response.status < 500 }
    } catch (cause) {
      return { says: 'no answer', cause }
    }
  }

  return {
    async read(key, start, end) {
      const headers: Record<string, string> =
        start === undefined ? {} : { range: `bytes=${start}-${(end ?? 0) - 1}` }
      for (let asked = 0; ; asked += 1) {
        const { bytes, says, isFinal, cause } = await attempt(key, headers)
        if (bytes) return bytes
        const wait = isFinal ? undefined : waitsMs[asked]
        if (wait === undefined) throw new BucketError(`S3: ${says}`, { cause })
        await pause(wait)
      }
    },
  }
}

interface Outcome {
  bytes?: Uint8Array<ArrayBuffer>
  /** Instead of the bytes. */
  says?: string
  /** Asking again would not help. */
  isFinal?: boolean
  cause?: unknown
}

/** S3 refused, or did not answer. */
class BucketError extends Error {
  override name = 'BucketError'
  /** As every error of the SDK has it. */
  readonly $metadata = {}
}
