import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JobMedia } from '../domain/publish-job.ts'
import { measureMedia } from '../publishing/measure-media.ts'
import type { Bucket } from '../storage/bucket.ts'

/** Gives a file of this machine's own to `run`: memory stays flat however large it gets. It is gone afterwards. */
export async function withFile<T>(run: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'media-'))
  try {
    return await run(join(folder, 'file'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What a file is by its content, as jobs need it. @throws UnreadableMediaError */
export async function measureFile(path: string, key: string): Promise<JobMedia> {
  const { animated: _, ...about } = await measureMedia({ path })
  return { key, ...about }
}

/** Puts a measured file into the bucket, under the key it was measured for. */
export async function storeFile(bucket: Bucket, path: string, media: JobMedia): Promise<void> {
  const sha256 = createHash('sha256')
  for await (const chunk of createReadStream(path)) sha256.update(chunk as Buffer)
  await bucket.putFile(media.key, { path, bytes: media.bytes, mime: media.mime, sha256: sha256.digest() })
}
