import { createHash, type Hash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { AwsError, type AwsRequest } from '../service.ts'
import { awsChunked } from './aws-chunked.ts'

export interface Received {
  file: string
  size: number
  /** Hex, as in an ETag. */
  md5: string
  /** By header name, base64. */
  checksums: Record<string, string>
}

type Digest = Pick<Hash, 'update'> & { digest(encoding: 'base64' | 'hex'): string }

const algorithms: Record<string, () => Digest> = {
  'x-amz-checksum-crc32': () => crcDigest((bytes, value) => crc32(bytes, value)),
  'x-amz-checksum-crc32c': () => crcDigest(crc32c),
  'x-amz-checksum-sha1': () => createHash('sha1'),
  'x-amz-checksum-sha256': () => createHash('sha256'),
}

/** Writes a request's body to a new file in `folder`, refusing one that isn't what its digests say. */
export async function receiveBody(
  request: AwsRequest,
  header: (name: string) => string | undefined,
  folder: string,
): Promise<Received> {
  const payload = header('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD'
  const chunked = payload.startsWith('STREAMING-') || /\baws-chunked\b/.test(header('content-encoding') ?? '')
  const length = Number(header(chunked ? 'x-amz-decoded-content-length' : 'content-length') ?? Number.NaN)
  if (!Number.isInteger(length))
    throw new AwsError('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411)

  const expected = new Map<string, string | undefined>()
  for (const name of [...request.query.keys(), ...Object.keys(request.headers)]) {
    if (/^x-amz-checksum-(?!algorithm|mode|type)/.test(name)) expected.set(name, header(name))
  }
  const trailer = header('x-amz-trailer')
  if (trailer) expected.set(trailer, undefined)
  const digests = new Map<string, Digest>()
  for (const name of expected.keys()) {
    const make = algorithms[name]
    if (!make) throw new AwsError('InvalidRequest', `The checksum ${name} is not emulated here`)
    digests.set(name, make())
  }

  const whole = createHash('md5')
  const sha256 = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      size += bytes.length
      whole.update(bytes)
      if (/^[0-9a-f]{64}$/.test(payload)) sha256.update(bytes)
      for (const digest of digests.values()) digest.update(bytes)
      done(null, bytes)
    },
  })
  const file = randomUUID()
  const path = join(folder, file)
  try {
    const target = createWriteStream(path, { mode: 0o600 })
    if (chunked) {
      const decoder = awsChunked((name, value) => expected.has(name) && expected.set(name, value))
      await pipeline(request.stream, decoder, measure, target)
    } else await pipeline(request.stream, measure, target)

    if (size !== length)
      throw new AwsError('IncompleteBody', 'You did not provide the number of bytes specified.')
    const md5 = whole.digest()
    const contentMd5 = header('content-md5')
    if (contentMd5 && Buffer.from(contentMd5, 'base64').length !== 16) {
      throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.')
    }
    if (contentMd5 && contentMd5 !== md5.toString('base64')) throw badDigest('Content-MD5')
    if (/^[0-9a-f]{64}$/.test(payload) && payload !== sha256.digest('hex')) {
      throw new AwsError(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match.",
      )
    }
    const checksums: Record<string, string> = {}
    for (const [name, digest] of digests) {
      checksums[name] = digest.digest('base64')
      if (expected.get(name) !== checksums[name]) throw badDigest(name)
    }
    return { file, size, md5: md5.toString('hex'), checksums }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

const badDigest = (name: string) =>
  new AwsError('BadDigest', `The ${name} you specified did not match what we received.`)

function crcDigest(step: (bytes: Buffer, value: number) => number): Digest {
  let value = 0
  const digest: Digest = {
    update(bytes) {
      value = step(bytes as Buffer, value)
      return digest as unknown as Hash
    },
    digest(encoding) {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(value >>> 0)
      return bytes.toString(encoding)
    },
  }
  return digest
}

const castagnoli = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1
  return value
})

function crc32c(bytes: Buffer, start: number): number {
  let value = ~start
  for (const byte of bytes) value = castagnoli[(value ^ byte) & 0xff]! ^ (value >>> 8)
  return ~value
}
