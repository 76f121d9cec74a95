const hashtag = /#([\p{L}\p{N}\p{M}_]*\p{L}[\p{L}\p{N}\p{M}_]*)/gu

/** The hashtags of a text, without their sign, each once. */
export const tagsOf = (text: string): string[] => [
  ...new Set([...plain(text).matchAll(hashtag)].map(([, tag]) => tag!)),
]

/** Words as they are compared. */
export const plain = (text: string): string => text.normalize('NFC').toLowerCase()

/**
 * Words as a hashtag without its sign: letters, digits and underscores alone. Undefined where nothing is left that
 * could be one: a hashtag has a letter.
 */
export function hashtagOf(words: string): string | undefined {
  const tag = words.replace(/[^\p{L}\p{N}\p{M}_]/gu, '')
  return /\p{L}/u.test(tag) ? tag : undefined
}

/** Those of several words, each once. */
export const hashtagsOf = (all: readonly string[]): string[] => [
  ...new Set(all.flatMap((words) => hashtagOf(words) ?? [])),
]
