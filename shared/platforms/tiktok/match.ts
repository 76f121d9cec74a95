import type { JobContent } from '../../domain/publish-job.ts'
import type { VideoRow } from './list-videos.ts'
import { looseOptions } from './options.ts'

/** Lists show 150 of a text; of what unit, and what becomes of half a character, is not documented. */
const shownLength = 149

const shown = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .trim()
    .slice(0, shownLength)
    .replace(/[\uD800-\uDBFF\uFFFD]$/, '')
    .trim()

/** The words by which a public photo post is known in a list; undefined when it has none. */
export function wordsOf({ text, options }: Pick<JobContent, 'text' | 'options'>): string | undefined {
  return shown(text) || shown(looseOptions().parse(options).title ?? '') || undefined
}

/**
 * The photo posts with these words. TikTok does not say which of its two fields holds their description; what lasts
 * is a film.
 */
export const matchingRows = (words: string, rows: readonly VideoRow[]): VideoRow[] =>
  rows.filter(
    (row) => !row.duration && [row.video_description, row.title].some((said) => shown(said ?? '') === words),
  )
