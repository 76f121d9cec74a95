import { pictureUrl } from '../pins/media-view.ts'
import type { Board, Pinterest } from '../state.ts'
import { timestamp } from '../timestamp.ts'
import { listedPins } from './access.ts'

/** Board of the specification. */
export function viewBoard(pinterest: Pinterest, board: Board) {
  const pins = listedPins(pinterest, board)
  const newest = pins.toReversed().slice(0, 4)
  const modifiedAt = Math.max(board.modifiedAt, ...pins.map((pin) => pin.createdAt))
  return {
    id: board.id,
    name: board.name,
    description: board.description,
    privacy: board.privacy,
    owner: { username: pinterest.accounts.byId(board.ownerId)?.username ?? '' },
    pin_count: pins.length,
    follower_count: 0,
    collaborator_count: board.collaborators.length,
    created_at: timestamp(pinterest, board.createdAt),
    board_pins_modified_at: timestamp(pinterest, modifiedAt),
    is_ads_only: board.isAdsOnly,
    media: {
      image_cover_url: newest[0] ? pictureUrl(pinterest, newest[0].media) : null,
      pin_thumbnail_urls: newest.map((pin) => pictureUrl(pinterest, pin.media)),
    },
  }
}
