import { refusal } from './errors.ts'

const longestCaption = 2200
const mostMentions = 20

/** Refuses what 36004/2207010 refuses: too many characters, hashtags or mentions. */
export function checkCaption(caption: string, hashtagLimit: number): void {
  const reason = captionFault(caption, hashtagLimit)
  if (reason) throw refusal(2207010, { reason })
}

function captionFault(caption: string, hashtagLimit: number): string | undefined {
  const characters = [...caption].length
  if (characters > longestCaption) return `${characters} characters, at most ${longestCaption}`
  const hashtags = count(caption, /#[\p{L}\p{N}\p{M}_]+/gu)
  if (hashtags > hashtagLimit) return `${hashtags} hashtags, at most ${hashtagLimit}`
  const mentions = count(caption, /@[\w.]+/g)
  if (mentions > mostMentions) return `${mentions} mentions, at most ${mostMentions}`
  return undefined
}

function count(caption: string, pattern: RegExp): number {
  return [...caption.matchAll(pattern)].length
}
