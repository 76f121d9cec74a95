import type { ByteSource } from './byte-source.ts'
import { UnreadableMediaError } from './measured-media.ts'

/** Readers of PDF look for its mark within this many bytes (ISO 32000-1, Annex H, 3.4.1). */
const pdfBytes = 1024
/** Browsers tell a page by its first bytes (mimesniff.spec.whatwg.org, 1445 bytes); some scripts hide a little behind. */
const pageBytes = 4096
const page = /<!doctype html|<html[\s>]|<script[\s>]|<\?php/i
/** A zip is read from its end: 22 bytes and a comment of at most 64 KB. */
const zipEndBytes = 22 + 0xffff
const zipEnd = Buffer.from('PK\x05\x06', 'latin1')

/** Refuses what is one thing by its beginning and would also be read as another. @throws UnreadableMediaError */
export async function refusePolyglot(source: ByteSource): Promise<void> {
  const head = (await source.read(0, pageBytes)).toString('latin1')
  const isZip = head.startsWith('PK\x03\x04')
  const isPdf = head.startsWith('%PDF-')
  if (!isPdf && head.slice(0, pdfBytes).includes('%PDF-')) throw also('a PDF')
  if (!isPdf && page.test(head)) throw also('a web page or a script')
  if (!isZip && (await endsAsZip(source))) throw also('a zip archive')
}

async function endsAsZip(source: ByteSource): Promise<boolean> {
  const start = Math.max(0, source.size - zipEndBytes)
  const tail = await source.read(start, source.size - start)
  for (let at = tail.lastIndexOf(zipEnd); at >= 0; at = at > 0 ? tail.lastIndexOf(zipEnd, at - 1) : -1) {
    const isWhole = at + 22 <= tail.length
    if (isWhole && at + 22 + tail.readUInt16LE(at + 20) === tail.length) return true
  }
  return false
}

const also = (what: string) => new UnreadableMediaError(`The file is also ${what}.`)
