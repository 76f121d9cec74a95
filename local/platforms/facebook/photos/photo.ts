import { type Field, type Readers, readNode } from '../../meta/fields.ts'
import { objectMissing } from '../../meta/general-errors.ts'
import { type Call, publishingPage, readablePage } from '../call.ts'
import { pageById } from '../pages.ts'
import { isLive, isStory, permalink } from '../posts/post.ts'
import { askedFields, empty, part, timestamp } from '../read.ts'
import { photoNames } from '../spec-names.ts'
import type { Facebook, Photo, Post } from '../state.ts'

const day = 24 * 60 * 60 * 1000

/** Photos of the Page that a post may take; 100/33 for one that isn't there, or not any more. */
export function freePhotos(facebook: Facebook, pageId: string, ids: string[]): Photo[] {
  return ids.map((id) => {
    const photo = facebook.state.photos[id]
    if (photo?.pageId !== pageId || isGone(facebook, photo)) throw objectMissing(id, 'post')
    return photo
  })
}

/** A photo belongs to one live or scheduled post; drafts don't hold it, nor what nobody knows of yet. */
export function isUsed(facebook: Facebook, photoId: string): boolean {
  return postsWith(facebook, photoId).some((post) => isLive(facebook, post) || post.scheduledAt !== undefined)
}

/** Unpublished photos that no post took are deleted after a day. */
function isGone(facebook: Facebook, photo: Photo): boolean {
  const isOver = facebook.clock.now() >= photo.createdAt + day
  return photo.unpublished && isOver && postsWith(facebook, photo.id).length === 0
}

function postsWith(facebook: Facebook, photoId: string): Post[] {
  return Object.values(facebook.state.posts).filter((post) => post.photoIds.includes(photoId))
}

function ownPhoto(facebook: Facebook, call: Call, pageId: string): Photo {
  const id = call.request.params.photo!
  const photo = facebook.state.photos[id]
  const method = call.request.method.toLowerCase()
  const lied = method === 'get' && call.request.fault('false_100_33')
  if (lied || photo?.pageId !== pageId || isGone(facebook, photo)) throw objectMissing(id, method)
  return photo
}

/** `GET /:photo`. */
export function readPhoto(facebook: Facebook, call: Call): unknown {
  const page = readablePage(facebook, call)
  return photoNode(facebook, ownPhoto(facebook, call, page.id), askedFields(call.parameters))
}

/** `DELETE /:photo`: with the posts made of it alone. */
export function deletePhoto(facebook: Facebook, call: Call): unknown {
  const page = publishingPage(facebook, call)
  const { id } = ownPhoto(facebook, call, page.id)
  for (const post of postsWith(facebook, id)) {
    post.photoIds = post.photoIds.filter((one) => one !== id)
    if (post.photoIds.length === 0) delete facebook.state.posts[post.id]
  }
  delete facebook.state.photos[id]
  facebook.changed()
  return { success: true }
}

function photoNode(facebook: Facebook, photo: Photo, asked: Field[]): Record<string, unknown> {
  const { asset } = photo
  const source = `${facebook.url}/_media/${asset.file}`
  const post = postsWith(facebook, photo.id).find((one) => isLive(facebook, one) && !isStory(one))
  const readers: Readers = {
    ...empty(photoNames),
    id: () => photo.id,
    name: () => photo.caption || undefined,
    alt_text: () => photo.altText,
    alt_text_custom: () => photo.altText,
    created_time: () => timestamp(photo.createdAt),
    updated_time: () => timestamp(photo.createdAt),
    height: () => asset.height,
    width: () => asset.width,
    images: () => [{ height: asset.height, source, width: asset.width }],
    picture: () => source,
    source: () => source,
    link: () => (post ? permalink(facebook, post) : `${facebook.url}/photo.php?fbid=${photo.id}`),
    page_story_id: () => post?.id,
    can_delete: () => true,
    from: (nested) =>
      part('Page', { name: pageById(facebook, photo.pageId)?.name, id: photo.pageId }, nested),
  }
  return readNode({ type: 'Photo', readers, defaults: ['created_time', 'name', 'id'] }, asked)
}
