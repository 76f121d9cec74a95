import { invalidParameter } from '../../meta/general-errors.ts'
import { map, type Parameters, text } from '../../meta/parameters.ts'
import { type Call, publishingPage } from '../call.ts'
import { commit } from '../commit.ts'
import { refusal } from '../errors.ts'
import { scrape } from '../fetch.ts'
import { freePhotos, isUsed } from '../photos/photo.ts'
import { askedFields } from '../read.ts'
import type { Facebook, PostKind } from '../state.ts'
import { attachedIds } from './attached-media.ts'
import { addPost, refuseDuplicate, supersede } from './post.ts'
import { effectOf, readPublication } from './publication.ts'
import { postNode } from './view.ts'

// Not in the official pages read; every other project has it.
const longestMessage = 63_206

/** `POST /:page/feed`: text, link, or photos uploaded before. There is no idempotency key. */
export async function createPost(facebook: Facebook, call: Call): Promise<unknown> {
  const page = publishingPage(facebook, call)
  const { parameters } = call
  const message = readMessage(parameters, 'message')
  const link = text(parameters, 'link')
  const photoIds = attachedIds(parameters)
  if (!message && !link && photoIds.length === 0)
    throw invalidParameter('The post is empty. Please enter a message to share.')
  if (link && photoIds.length > 0) throw invalidParameter('A post has either a link or attached media.')
  const most = facebook.settings.attached_media_max
  if (photoIds.length > most) throw invalidParameter(`Param attached_media must have at most ${most} items.`)
  map(parameters, 'targeting')
  const publication = readPublication(facebook, parameters, 75)
  const fields = askedFields(parameters)
  freePhotos(facebook, page.id, photoIds)
  if (photoIds.some((id) => isUsed(facebook, id))) throw refusal('usedPhotos')
  if (link) await scrape(facebook, link)
  const wanted = { pageId: page.id, message, link, kind: kindOf(link, photoIds), photoIds }
  if (publication.published && photoIds.length === 0) refuseDuplicate(facebook, wanted)
  return commit(facebook, call, (effect) => {
    supersede(facebook, (post) => post.photoIds.some((id) => photoIds.includes(id)))
    const post = addPost(facebook, call, {
      ...wanted,
      effect: effectOf(publication, effect),
      scheduledAt: publication.scheduledAt,
    })
    return postNode(facebook, post, fields.length > 0 ? fields : [{ name: 'id', fields: [] }])
  })
}

/** Text of a post; more than the limit is refused, not cut. */
export function readMessage(parameters: Parameters, name: string): string {
  const message = text(parameters, name) ?? ''
  if ([...message].length > longestMessage)
    throw invalidParameter(`Param ${name} must be no longer than ${longestMessage} characters.`)
  return message
}

function kindOf(link: string | undefined, photoIds: string[]): PostKind {
  if (photoIds.length > 0) return photoIds.length === 1 ? 'photo' : 'photos'
  return link ? 'link' : 'text'
}
