import { createReadStream, openSync } from 'node:fs'
import { AwsError, type Reply } from '../service.ts'
import type { ObjectStore, StoredObject } from './store.ts'

export interface Asking {
  method: string
  header: (name: string) => string | undefined
}

/** An object, or the part of it that Range asks for, or the refusal that its preconditions ask for. */
export function serveObject(store: ObjectStore, object: StoredObject, { method, header }: Asking): Reply {
  const headers: Record<string, string> = {
    'accept-ranges': 'bytes',
    'content-type': 'binary/octet-stream',
    ...object.headers,
    etag: object.etag,
    'last-modified': new Date(object.modifiedAt).toUTCString(),
  }
  const match = header('if-match')
  if (match && match !== '*' && !listed(match, object.etag)) throw preconditionFailed()
  const none = header('if-none-match')
  if (none && (none === '*' || listed(none, object.etag))) return { status: 304, headers }

  const range = parseRange(header('range'), object.size)
  if (range === 'unsatisfiable')
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416)
  if (header('x-amz-checksum-mode') === 'ENABLED' && !range) Object.assign(headers, object.checksums)
  const { start, end } = range ?? { start: 0, end: object.size - 1 }
  headers['content-length'] = String(end - start + 1)
  if (range) headers['content-range'] = `bytes ${start}-${end}/${object.size}`
  const status = range ? 206 : 200
  if (method === 'HEAD' || object.size === 0) return { status, headers }
  // Opened at once: an object may be replaced while it is being read.
  const fd = openSync(store.pathOf(object), 'r')
  return { status, headers, body: createReadStream('', { fd, start, end }) }
}

export const preconditionFailed = () =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412)

const listed = (tags: string, etag: string) =>
  tags.split(/\s*,\s*/).some((tag) => tag === etag || `"${tag}"` === etag)

/** One range of bytes; several, or what is no range, are ignored as S3 does. */
function parseRange(text: string | undefined, size: number) {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(text ?? '') ?? []
  if (from === '' && to === '') return undefined
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 }
  }
  const start = Number(from)
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < start) return undefined
  return start >= size ? 'unsatisfiable' : { start, end }
}
