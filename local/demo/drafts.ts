/** What a network needs beside a text and a picture, as a caller would write it. */
export interface Draft {
  /** The option that names the place, where the account has several. */
  place?: string
  options?: Record<string, unknown>
}

export const drafts: Record<string, Draft> = {
  facebook: { place: 'page_id' },
  // Chosen by hand at every post: TikTok allows no defaults.
  tiktok: {
    options: {
      title: 'Evening over the hills',
      privacy_level: 'PUBLIC_TO_EVERYONE',
      disable_comment: false,
      brand_organic_toggle: false,
      brand_content_toggle: false,
    },
  },
  pinterest: {
    place: 'board_id',
    options: { title: 'Evening over the hills', link: 'https://example.com/hills' },
  },
}
