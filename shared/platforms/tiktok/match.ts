import type { JobContent } from '../../domain/publish-job.ts'
import type { VideoRow } from './list-videos.ts'
import { looseOptions } from './options.ts'

/** Lists show this much of a text. */
const shownLength = 150

const shown = (text: string): string =>
  [...text.normalize('NFC').replace(/\r\n?/g, '\n').trim()].slice(0, shownLength).join('').trim()

/** The words by which a public photo post is known in a list; undefined when it has none. */
export function wordsOf({ text, options }: Pick<JobContent, 'text' | 'options'>): string | undefined {
  return shown(text) || shown(looseOptions.parse(options).title ?? '') || undefined
}

/** The rows with these words. TikTok does not say which of its two fields holds a photo post's description. */
export const matchingRows = (words: string, rows: readonly VideoRow[]): VideoRow[] =>
  rows.filter((row) => [row.video_description, row.title].some((said) => shown(said ?? '') === words))
