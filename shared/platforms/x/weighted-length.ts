import parseTweet from 'twitter-text/dist/parseTweet.js'

/** The library needs time by the square of some texts. No post of 280 is this long, short of several giant links. */
export const longestParsed = 5_000

/** How long X counts a text: links 23, emoji and CJK 2, the rest 1 (X's own library, configuration 3). */
export const weightedLength = (text: string): number =>
  text.length > longestParsed ? text.length : parseTweet(text).weightedLength
