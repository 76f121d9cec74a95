import { text } from '../../meta/parameters.ts'
import { type Call, publishingPage } from '../call.ts'
import { commit } from '../commit.ts'
import { refusal } from '../errors.ts'
import { fetchImage, keepImage } from '../fetch.ts'
import { readMessage } from '../posts/feed.ts'
import { addPost } from '../posts/post.ts'
import { effectOf, readPublication } from '../posts/publication.ts'
import { boolean } from '../read.ts'
import { sentFile } from '../sent-file.ts'
import { type Asset, type Facebook, newNumber, type Photo } from '../state.ts'

/** `POST /:page/photos`: a post of one photo, or with `published=false` a photo that a post or story takes later. */
export async function uploadPhoto(facebook: Facebook, call: Call): Promise<unknown> {
  const page = publishingPage(facebook, call)
  const { parameters } = call
  // message and name are deprecated names of the caption.
  const given = ['caption', 'message', 'name'].find((name) => text(parameters, name))
  const caption = readMessage(parameters, given ?? 'caption')
  const publication = readPublication(facebook, parameters, 75)
  boolean(parameters, 'temporary')
  const altText = text(parameters, 'alt_text_custom')
  const asset = await readAsset(facebook, call)
  const unpublished = !publication.published
  const add = () => addPhoto(facebook, { pageId: page.id, unpublished, caption, altText, asset })
  if (unpublished && publication.scheduledAt === undefined) return { id: add().id }
  return commit(facebook, call, (effect) => {
    const photo = add()
    const post = addPost(facebook, call, {
      pageId: page.id,
      kind: 'photo',
      message: caption,
      photoIds: [photo.id],
      effect: effectOf(publication, effect),
      scheduledAt: publication.scheduledAt,
    })
    return { id: photo.id, post_id: post.id }
  })
}

async function readAsset(facebook: Facebook, call: Call): Promise<Asset> {
  const url = text(call.parameters, 'url')
  if (url) return fetchImage(facebook, url)
  const source = await sentFile(call.request, 'source')
  if (!source) throw refusal('noImage')
  return keepImage(facebook, source)
}

function addPhoto(facebook: Facebook, wanted: Omit<Photo, 'id' | 'createdAt'>): Photo {
  const { photos } = facebook.state
  const id = newNumber('12210', (one) => one in photos)
  const photo = { ...wanted, id, createdAt: facebook.clock.now() }
  photos[id] = photo
  facebook.changed()
  return photo
}
