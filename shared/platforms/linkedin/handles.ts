import * as z from 'zod/mini'
import type { PostContext } from '../contract.ts'
import { handlesGone } from '../failures.ts'
import { type Upload, uploadProgress } from './upload.ts'

const handles = z.object({ uploads: z._default(z.record(z.string(), uploadProgress), {}) })

/** How long LinkedIn keeps files that are in no post is documented nowhere. */
const usableMs = 86_400_000
/** What ends so soon is sent anew; preparing begins minutes before the post's time. */
const freshnessMs = 3_600_000

export const usableUntil = ({ sent_at }: Upload): number => sent_at + usableMs

/** The uploads made before, by index, that still last. */
export function freshUploads({ network, handles: held }: PostContext): Record<string, Upload> {
  const neededUntil = network.now() + freshnessMs
  const uploads = Object.entries(handles.parse(held).uploads)
  return Object.fromEntries(uploads.filter(([, upload]) => usableUntil(upload) > neededUntil))
}

/** The files of the post as LinkedIn knows them, in order. */
export function uploadedFiles({ media, handles: held }: PostContext) {
  const { uploads } = handles.parse(held)
  return media.map(({ alt_text }, index) => {
    const upload = uploads[index]
    if (!upload?.ready) throw handlesGone()
    return { urn: upload.urn, alt_text }
  })
}
