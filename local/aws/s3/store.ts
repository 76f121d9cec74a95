import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readJournal, startJournal } from '../journal.ts'
import { AwsError } from '../service.ts'

export interface StoredObject {
  bucket: string
  key: string
  /** In the folder `data`; never written again. */
  file: string
  size: number
  etag: string
  modifiedAt: number
  /** content-type, cache-control, x-amz-meta-… */
  headers: Record<string, string>
  checksums: Record<string, string>
}

export interface Upload {
  id: string
  bucket: string
  key: string
  headers: Record<string, string>
  parts: Record<number, { file: string; size: number; md5: string; at: number }>
}

type Entry =
  | { type: 'bucket'; bucket: string }
  | { type: 'object'; object: StoredObject }
  | { type: 'gone'; bucket: string; key: string }
  | { type: 'upload'; upload: Upload }
  | { type: 'upload-gone'; id: string }

export type ObjectStore = ReturnType<typeof openObjectStore>

/** Objects: their bytes one file each, everything about them in a journal beside. */
export function openObjectStore(folder: string) {
  const data = join(folder, 'data')
  const buckets = new Map<string, Map<string, StoredObject>>()
  const uploads = new Map<string, Upload>()
  mkdirSync(data, { recursive: true, mode: 0o700 })

  function apply(entry: Entry) {
    if (entry.type === 'bucket') buckets.set(entry.bucket, buckets.get(entry.bucket) ?? new Map())
    else if (entry.type === 'object') buckets.get(entry.object.bucket)?.set(entry.object.key, entry.object)
    else if (entry.type === 'gone') buckets.get(entry.bucket)?.delete(entry.key)
    else if (entry.type === 'upload') uploads.set(entry.upload.id, entry.upload)
    else uploads.delete(entry.id)
  }

  function* snapshot(): Iterable<Entry> {
    for (const [bucket, objects] of buckets) {
      yield { type: 'bucket', bucket }
      for (const object of objects.values()) yield { type: 'object', object }
    }
    for (const upload of uploads.values()) yield { type: 'upload', upload }
  }

  const file = join(folder, 'objects.jsonl')
  for (const entry of readJournal<Entry>(file)) apply(entry)
  const journal = startJournal(file, snapshot)

  // Bytes that nobody names were on their way in or out when the process ended.
  const named = new Set<string>()
  for (const objects of buckets.values()) for (const object of objects.values()) named.add(object.file)
  for (const upload of uploads.values()) for (const part of Object.values(upload.parts)) named.add(part.file)
  for (const name of readdirSync(data)) if (!named.has(name)) rmSync(join(data, name))

  function record(entry: Entry) {
    journal.append(entry)
    apply(entry)
  }

  const discard = (name: string) => rmSync(join(data, name), { force: true })

  function objectsOf(bucket: string): Map<string, StoredObject> {
    const objects = buckets.get(bucket)
    if (!objects) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404)
    return objects
  }

  return {
    data,
    pathOf: (object: { file: string }) => join(data, object.file),
    discard,
    createBucket(bucket: string) {
      if (!buckets.has(bucket)) record({ type: 'bucket', bucket })
    },
    objectsOf,
    find: (bucket: string, key: string): StoredObject | undefined => objectsOf(bucket).get(key),
    put(object: StoredObject) {
      const replaced = objectsOf(object.bucket).get(object.key)
      record({ type: 'object', object })
      if (replaced) discard(replaced.file)
    },
    remove(bucket: string, key: string) {
      const object = objectsOf(bucket).get(key)
      if (!object) return
      record({ type: 'gone', bucket, key })
      discard(object.file)
    },
    upload(id: string | null, bucket: string, key: string): Upload {
      const upload = uploads.get(id ?? '')
      if (upload?.bucket === bucket && upload.key === key) return upload
      throw new AwsError('NoSuchUpload', 'The specified multipart upload does not exist.', 404)
    },
    putUpload(upload: Upload) {
      record({ type: 'upload', upload })
    },
    endUpload(upload: Upload) {
      record({ type: 'upload-gone', id: upload.id })
      for (const part of Object.values(upload.parts)) discard(part.file)
    },
    close: () => journal.close(),
  }
}
