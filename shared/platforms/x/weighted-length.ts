import parseTweet from 'twitter-text/dist/parseTweet.js'
import { longestParsed } from './options.ts'

/** How long X counts a text: links 23, emoji and CJK 2, the rest 1 (X's own library, configuration 3). */
export const weightedLength = (text: string): number =>
  text.length > longestParsed ? text.length : parseTweet(text).weightedLength
