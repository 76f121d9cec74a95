import type { ByteSource } from './byte-source.ts'
import { countPdfPages } from './count-pdf-pages.ts'
import { countSlides } from './count-slides.ts'
import type { Measured } from './measured-media.ts'

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const slides = 'application/vnd.openxmlformats-officedocument.presentationml.presentation'
/** Names of the first entries of a zip lie within its first bytes. */
const headBytes = 64 * 1024

/** Tells a document by its content: PDF, and the old and new files of Word and PowerPoint. Undefined: it is none. */
export async function documentType(source: ByteSource): Promise<Measured['mime'] | undefined> {
  const head = await source.read(0, Math.min(source.size, headBytes))
  const starts = (magic: string) => head.toString('latin1', 0, magic.length) === magic
  if (starts('%PDF-')) return 'application/pdf'
  if (starts('PK\x03\x04')) {
    if (head.includes('word/')) return word
    return head.includes('ppt/') ? slides : undefined
  }
  if (!starts('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return undefined
  // The streams of the old format are named in UTF-16, in a directory that may lie anywhere.
  const whole = await source.read(0, Math.min(source.size, 4 * 1024 * 1024))
  if (whole.includes(Buffer.from('WordDocument', 'utf16le'))) return 'application/msword'
  return whole.includes(Buffer.from('PowerPoint Document', 'utf16le'))
    ? 'application/vnd.ms-powerpoint'
    : undefined
}

/** Undefined where pages can't be counted: only Word lays out its files, and the old formats of both are closed books. */
export async function pagesOf(source: ByteSource, mime: Measured['mime']): Promise<number | undefined> {
  if (mime === 'application/pdf') return countPdfPages(source)
  return mime === slides ? countSlides(source) : undefined
}
