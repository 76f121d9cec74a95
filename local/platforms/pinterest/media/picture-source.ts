import { formatUnsupported, notFetched } from '../problems.ts'
import type { Host, Picture, Pinterest } from '../state.ts'
import { acceptPicture } from './decode-picture.ts'
import { fetchPicture } from './fetch-picture.ts'

export type PictureSource = { url: string } | { content_type: string; data: string }

/** One picture, by address or in the request itself. */
export async function pictureOf(pinterest: Pinterest, source: PictureSource, host: Host): Promise<Picture> {
  if ('url' in source) {
    // The sandbox reaches no outside host.
    if (host === 'sandbox') throw notFetched()
    return acceptPicture(pinterest, await fetchPicture(source.url, pinterest.settings.fetch_timeout_ms))
  }
  const picture = acceptPicture(pinterest, Buffer.from(source.data, 'base64'))
  if (picture.mime !== source.content_type) throw formatUnsupported()
  return picture
}
