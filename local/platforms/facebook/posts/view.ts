import { type Field, type Readers, readNode } from '../../meta/fields.ts'
import { commentNode, commentsOn } from '../comments/view.ts'
import { pageById } from '../pages.ts'
import { empty, part, timestamp } from '../read.ts'
import { postNames } from '../spec-names.ts'
import type { Facebook, Photo, Post, PostKind } from '../state.ts'
import { isLive, permalink } from './post.ts'

const statusTypes: Record<PostKind, string> = {
  text: 'mobile_status_update',
  link: 'shared_story',
  photo: 'added_photos',
  photos: 'added_photos',
  video: 'added_video',
  reel: 'added_video',
  photo_story: 'added_photos',
  video_story: 'added_video',
}

/** A post as `GET /:post` and the listings show it. */
export function postNode(
  facebook: Facebook,
  post: Post,
  asked: Field[],
  insights: (modifiers: Record<string, string>) => unknown = () => undefined,
): Record<string, unknown> {
  const live = isLive(facebook, post)
  const page = pageById(facebook, post.pageId)
  const readers: Readers = {
    ...empty(postNames),
    id: () => post.id,
    message: () => post.message || undefined,
    created_time: () => timestamp(live ? post.effect!.liveAt : post.createdAt),
    updated_time: () => timestamp(Math.max(post.updatedAt, live ? post.effect!.liveAt : 0)),
    permalink_url: () => permalink(facebook, post),
    status_type: () => statusTypes[post.kind],
    is_published: () => live,
    is_hidden: () => false,
    is_expired: () => false,
    scheduled_publish_time: () =>
      post.scheduledAt === undefined || live ? undefined : Math.floor(post.scheduledAt / 1000),
    from: (nested) => part('Page', { name: page?.name, id: post.pageId }, nested),
    application: (nested) => application(facebook, post, nested),
    privacy: (nested) => part('Privacy', { value: 'EVERYONE', description: 'Public' }, nested),
    full_picture: () => photosOf(facebook, post)[0]?.src,
    picture: () => photosOf(facebook, post)[0]?.src,
    attachments: (nested) => attachments(facebook, post, nested),
    insights: (_, modifiers) => insights(modifiers),
    comments: (nested) => {
      const comments = commentsOn(facebook, objectsOf(post))
      const data = comments.map((comment) => commentNode(facebook, comment, nested))
      return data.length > 0 ? { data } : undefined
    },
  }
  return readNode({ type: 'PagePost', readers, defaults: ['created_time', 'message', 'id'] }, asked)
}

/** Ids that comments on the post may stand below: its own and what it shows. */
export function objectsOf(post: Post): string[] {
  return [post.id, ...(post.videoId ? [post.videoId] : post.photoIds)]
}

function application(facebook: Facebook, { clientId }: Post, nested: Field[]): unknown {
  if (!facebook.settings.show_application) return undefined
  return part('Application', { link: facebook.url, name: clientId, id: clientId }, nested)
}

function photosOf(facebook: Facebook, post: Post): { photo: Photo; src: string }[] {
  return post.photoIds.flatMap((id) => {
    const photo = facebook.state.photos[id]
    return photo ? [{ photo, src: `${facebook.url}/_media/${photo.asset.file}` }] : []
  })
}

function attachments(facebook: Facebook, post: Post, nested: Field[]): unknown {
  const rows = attachmentRows(facebook, post)
  const nothing = { description: undefined, media: undefined, subattachments: undefined, title: undefined }
  const data = rows.map((row) => part('StoryAttachment', { ...nothing, ...row }, nested))
  return data.length > 0 ? { data } : undefined
}

function attachmentRows(facebook: Facebook, post: Post): Record<string, unknown>[] {
  const url = permalink(facebook, post)
  if (post.videoId)
    return [{ media_type: 'video', target: { id: post.videoId, url }, type: 'video_inline', url }]
  if (post.link)
    return [{ media_type: 'link', target: { id: undefined, url: post.link }, type: 'share', url: post.link }]
  const photos = photosOf(facebook, post).map(({ photo, src }) => ({
    description: photo.caption || undefined,
    media: { image: { height: photo.asset.height, src, width: photo.asset.width } },
    media_type: 'photo',
    target: { id: photo.id, url },
    type: 'photo',
    url,
  }))
  if (photos.length < 2) return photos
  const album = { media_type: 'album', target: { id: post.id, url }, type: 'album', url }
  return [{ ...album, subattachments: { data: photos } }]
}
