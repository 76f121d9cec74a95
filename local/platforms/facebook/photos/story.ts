import { invalidParameter } from '../../meta/general-errors.ts'
import { text } from '../../meta/parameters.ts'
import { type Call, publishingPage } from '../call.ts'
import { commit } from '../commit.ts'
import { storyAnswer } from '../numeric-ids.ts'
import { addPost, bareId, supersede } from '../posts/post.ts'
import type { Facebook } from '../state.ts'
import { freePhotos, isUsed } from './photo.ts'

/** `POST /:page/photo_stories`: makes a story of a photo that was never published. */
export function publishPhotoStory(facebook: Facebook, call: Call): unknown {
  const page = publishingPage(facebook, call)
  const id = text(call.parameters, 'photo_id')
  if (!id) throw invalidParameter('The parameter photo_id is required.')
  const [photo] = freePhotos(facebook, page.id, [id])
  // What a second story of one photo gets is undocumented; nobody should find out.
  if (!photo?.unpublished || isUsed(facebook, id))
    throw invalidParameter('The photo was already published and can not be used in a story.')
  return commit(facebook, call, (effect) => {
    supersede(facebook, (post) => post.photoIds.includes(id))
    const story = { pageId: page.id, kind: 'photo_story' as const, message: '', photoIds: [id], effect }
    return storyAnswer(facebook, bareId(addPost(facebook, call, story)))
  })
}
