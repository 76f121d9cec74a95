import { randomBytes } from 'node:crypto'
import { Refusal, type Route, type SimRequest } from '../../kit/server.ts'
import type { Pinterest, Upload } from '../state.ts'
import { measureFilm } from './measure-film.ts'
import { uploadPath } from './uploads.ts'

/** The storage that takes the file of a media upload: a browser form as Amazon S3 reads it, answered 204. */
export function uploadFormRoute(pinterest: Pinterest): Route {
  return {
    method: 'POST',
    path: uploadPath,
    name: 'POST media-upload',
    async run(request) {
      const { upload, bytes } = await readForm(pinterest, request)
      const film = await measureFilm(bytes)
      const slow = request.fault('slow_media')
      const takes = slow ? Number(slow.ms ?? 60_000) : pinterest.settings.media_processing_ms
      upload.processedAt = pinterest.clock.now() + takes
      upload.failed = film === undefined || request.fault('media_failed') !== undefined
      upload.film = film
      if (film) pinterest.files.put(film.file, film.mime, bytes)
      pinterest.changed()
      return { status: 204, headers: { 'x-amz-request-id': randomBytes(8).toString('hex').toUpperCase() } }
    },
  }
}

interface Form {
  upload: Upload
  bytes: Buffer
}

async function readForm(pinterest: Pinterest, request: SimRequest): Promise<Form> {
  if (request.headers.authorization)
    throw refusal(400, 'InvalidArgument', 'Only one auth mechanism allowed; the form carries its own')
  const { fields, file } = await partsOf(request)
  if (!file) throw refusal(400, 'InvalidArgument', 'POST requires exactly one file upload per request.')
  const upload = Object.values(pinterest.state.uploads).find(
    (one) => one.parameters.key === fields.get('key'),
  )
  const denied = (why: string) => refusal(403, 'AccessDenied', `Invalid according to Policy: ${why}`)
  if (!upload) throw denied('Policy Condition failed: ["eq", "$key"]')
  if (pinterest.clock.now() >= upload.expiresAt) throw denied('Policy expired.')
  for (const [name, value] of Object.entries(upload.parameters))
    if (fields.get(name) !== value) throw denied(`Policy Condition failed: ["eq", "$${name}"]`)
  return { upload, bytes: Buffer.from(await file.arrayBuffer()) }
}

/** S3 ignores every field after the file. */
async function partsOf(request: SimRequest): Promise<{ fields: Map<string, string>; file?: Blob }> {
  const fields = new Map<string, string>()
  for (const [name, value] of await request.multipart()) {
    if (name === 'file') return { fields, file: typeof value === 'string' ? new Blob([value]) : value }
    if (typeof value === 'string') fields.set(name, value)
  }
  return { fields }
}

function refusal(status: number, code: string, message: string): Refusal {
  return new Refusal({
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  })
}
