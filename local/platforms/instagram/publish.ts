import { childrenOf } from './containers.ts'
import { type Container, type Instagram, type Media, newId, newShortcode, type Publishing } from './state.ts'

/** Makes the container's post live, now. The caller has checked that it may. */
export function publish(instagram: Instagram, container: Container, publishing: Publishing): Media {
  const { state } = instagram
  const isCarousel = container.draft.kind === 'carousel'
  const media = newMedia(instagram, container, publishing)
  state.media[media.id] = media
  if (isCarousel) {
    for (const child of childrenOf(instagram, container)) {
      const part = { ...newMedia(instagram, child, publishing), parentId: media.id }
      state.media[part.id] = part
      media.children.push(part.id)
    }
  }
  container.mediaId = media.id
  container.delayedPublish = undefined
  instagram.changed()
  return media
}

function newMedia(instagram: Instagram, container: Container, publishing: Publishing): Media {
  const { draft, asset } = container
  const now = instagram.clock.now()
  return {
    id: newId('media', instagram.state.media),
    accountId: container.accountId,
    containerId: container.id,
    shortcode: newShortcode(now),
    mediaType: draft.kind === 'carousel' ? 'CAROUSEL_ALBUM' : asset?.kind === 'video' ? 'VIDEO' : 'IMAGE',
    productType: draft.kind === 'reel' ? 'REELS' : draft.kind === 'story' ? 'STORY' : 'FEED',
    caption: draft.caption ?? '',
    stripAt: publishing.stripAt,
    altText: draft.altText,
    sharedToFeed: draft.shareToFeed,
    asset,
    children: [],
    publishedAt: now,
    receivedAt: publishing.receivedAt,
    listedAt: now + publishing.listingLagMs,
    requestId: publishing.requestId,
  }
}

/** Publishes when the clock gets there, unless something else published the container by then. */
export function publishLater(instagram: Instagram, container: Container): void {
  const { id, delayedPublish } = container
  if (!delayedPublish) return
  instagram.clock.at(delayedPublish.at, () => {
    const current = instagram.state.containers[id]
    if (current?.delayedPublish && !current.mediaId) publish(instagram, current, current.delayedPublish)
  })
}

/** The address people open; stories have one too, for their day. */
export function permalink(instagram: Instagram, media: Media): string {
  if (media.productType === 'STORY') {
    const username = instagram.accounts.byId(media.accountId)?.username ?? ''
    return `${instagram.url}/stories/${username}/${media.id}`
  }
  const folder = media.productType === 'REELS' ? 'reel' : 'p'
  return `${instagram.url}/${folder}/${media.shortcode}/`
}
