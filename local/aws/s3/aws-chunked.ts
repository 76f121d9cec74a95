import { Transform } from 'node:stream'
import { AwsError } from '../service.ts'

/**
 * Undoes `Content-Encoding: aws-chunked`, which the SDK uses for streams: `<hex size>[;…]CRLF <bytes> CRLF` …,
 * then a chunk of size 0 and trailing headers such as the checksum.
 */
export function awsChunked(onTrailer: (name: string, value: string) => void): Transform {
  let pending: Buffer = Buffer.alloc(0)
  /** Bytes left of this chunk, with its CRLF; -1 while a size line is awaited, -2 in the trailer. */
  let left = -1

  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      pending = pending.length > 0 ? Buffer.concat([pending, bytes]) : bytes
      while (pending.length > 0) {
        if (left < 0) {
          const end = pending.indexOf('\r\n')
          if (end === -1) break
          const line = pending.subarray(0, end).toString('latin1')
          pending = pending.subarray(end + 2)
          if (left === -2) {
            const [name, value] = line.split(/:\s*/, 2)
            if (name && value) onTrailer(name.toLowerCase(), value)
            continue
          }
          const size = /^[0-9a-f]+/i.exec(line)?.[0]
          if (!size) return done(new AwsError('InvalidChunkSizeError', 'A chunk has no size'))
          left = Number.parseInt(size, 16)
          left = left === 0 ? -2 : left + 2
        } else {
          const part = pending.subarray(0, left)
          const data = part.subarray(0, Math.min(part.length, Math.max(0, left - 2)))
          if (data.length > 0) this.push(data)
          pending = pending.subarray(part.length)
          left -= part.length
          if (left === 0) left = -1
        }
      }
      done()
    },
    flush(done) {
      done(left === -2 ? null : new AwsError('IncompleteBody', 'The last chunk is missing.'))
    },
  })
}
