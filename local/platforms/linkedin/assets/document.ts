import type { Verdict } from './verdict.ts'

const mostBytes = 100 * 1024 * 1024
const mostPages = 300
const office = 'application/vnd.openxmlformats-officedocument'

/** Tells PDF and the old and new Office formats by their content; pages are counted where a PDF shows them. */
export function judgeDocument(bytes: Buffer): Verdict {
  if (bytes.length > mostBytes) return { fault: `${bytes.length} bytes, at most ${mostBytes}` }
  const text = bytes.toString('latin1')
  if (text.startsWith('%PDF-')) return judgePdf(text)
  const head = bytes.toString('hex', 0, 8)
  // DOC and PPT share one container.
  if (head === 'd0cf11e0a1b11ae1') return { kind: 'document', mime: 'application/msword' }
  if (!head.startsWith('504b0304')) return { fault: 'neither PDF, PPT, PPTX, DOC nor DOCX' }
  if (text.includes('word/document.xml'))
    return { kind: 'document', mime: `${office}.wordprocessingml.document` }
  if (text.includes('ppt/presentation.xml'))
    return { kind: 'document', mime: `${office}.presentationml.presentation` }
  return { fault: 'neither PPTX nor DOCX' }
}

function judgePdf(text: string): Verdict {
  if (!text.trimEnd().endsWith('%%EOF')) return { fault: 'the PDF is cut' }
  const pages = text.match(/\/Type\s*\/Page\b/g)?.length ?? 0
  return pages > mostPages
    ? { fault: `${pages} pages, at most ${mostPages}` }
    : { kind: 'document', mime: 'application/pdf' }
}
