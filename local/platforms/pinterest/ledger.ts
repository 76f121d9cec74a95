import type { LedgerMedia, LedgerPost } from '../kit/server.ts'
import type { Film, Picture, Pin, PinMedia, Pinterest } from './state.ts'

type Video = Extract<PinMedia, { kind: 'video' }>
type Carousel = Extract<PinMedia, { kind: 'carousel' }>

/** Every live Pin, oldest first; those of the sandbox and of secret boards say so in `extra`. */
export function ledgerOf(pinterest: Pinterest): LedgerPost[] {
  return pinterest.state.pins.map((pin) => entry(pinterest, pin))
}

function entry(pinterest: Pinterest, pin: Pin): LedgerPost {
  const board = pinterest.state.boards[pin.boardId]
  return {
    id: pin.id,
    url: `${pinterest.url}/pin/${pin.id}/`,
    account: { id: pin.accountId, username: pinterest.accounts.byId(pin.accountId)?.username ?? '' },
    type: pin.sourceType === 'save' ? 'save' : pin.media.kind,
    text: [pin.title, pin.description].filter(Boolean).join('\n\n'),
    media: mediaOf(pin.media).map((media) => ({ ...media, alt_text: pin.altText ?? undefined })),
    parent_id: pin.parentPinId ?? undefined,
    created_at: new Date(pin.createdAt).toISOString(),
    received_at: new Date(pin.receivedAt).toISOString(),
    request_id: pin.requestId,
    extra: {
      host: pin.host,
      board: { id: pin.boardId, name: board?.name, privacy: board?.privacy },
      section_id: pin.sectionId,
      title: pin.title,
      description: pin.description,
      link: pin.link,
      source_type: pin.sourceType,
      fetched_from: pin.fetchedFrom,
      ...(pin.aiDisclosures && { ai_disclosures: pin.aiDisclosures }),
      ...(pin.media.kind === 'video' && videoExtra(pin.media)),
      ...(pin.media.kind === 'carousel' && carouselExtra(pin.media)),
    },
  }
}

function mediaOf(media: PinMedia): LedgerMedia[] {
  if (media.kind === 'image') return [image(media.picture)]
  if (media.kind === 'carousel') return media.items.map(({ picture }) => image(picture))
  return [video(media.film)]
}

const image = (picture: Picture): LedgerMedia => ({ kind: 'image', ...picture })

function video({ seconds, ...film }: Film): LedgerMedia {
  return { kind: 'video', ...film, duration: seconds }
}

function videoExtra({ cover, keyFrameSeconds, uploadId }: Video) {
  return { media_id: uploadId, cover: cover && image(cover), cover_key_frame_seconds: keyFrameSeconds }
}

function carouselExtra({ cover, items }: Carousel) {
  return { cover, items: items.map(({ title, description, link }) => ({ title, description, link })) }
}
