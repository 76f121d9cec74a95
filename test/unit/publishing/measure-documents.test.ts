import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { measureMedia } from '../../../shared/publishing/measure-media.ts'
import { compressedPdf, docx, pdf, pptx } from '../../fixtures/documents.ts'

const pagesOf = async (bytes: Buffer) => (await measureMedia({ bytes })).pages

describe('the pages of a PDF', () => {
  test.each([1, 300, 301])('are counted: %i', async (pages) => {
    expect(await measureMedia({ bytes: pdf(pages) })).toMatchObject({ mime: 'application/pdf', pages })
  })

  test.each([1, 301])('are counted where its objects are compressed: %i', async (pages) => {
    expect(await pagesOf(compressedPdf(pages))).toBe(pages)
  })

  test('are those of its last revision', async () => {
    const revised = Buffer.concat([
      pdf(400),
      Buffer.from('2 0 obj\n<< /Type /Pages /Kids [] /Count 12 >>\nendobj\n'),
    ])
    expect(await pagesOf(revised)).toBe(12)
  })

  test('are not those of a PDF that is enclosed in it', async () => {
    const inner = pdf(400)
    const attached = Buffer.concat([
      pdf(3).subarray(0, -6),
      Buffer.from(`\n90 0 obj\n<< /Type /EmbeddedFile /Length ${inner.length} >>\nstream\n`),
      inner,
      Buffer.from('\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n'),
    ])
    expect(await pagesOf(attached)).toBe(3)
  })

  test.each([
    ['it is encrypted', compressedPdf(5, (bytes) => bytes.map((byte) => byte ^ 0x5a))],
    [
      'its compressed objects are a bomb',
      compressedPdf(5, () => deflateSync(Buffer.alloc(64 * 1024 * 1024))),
    ],
    ['it has no page tree', Buffer.from('%PDF-1.4\n1 0 obj << /Type /Page >> endobj\ntrailer <<>>\n%%EOF\n')],
    ['it is cut off', pdf(301).subarray(0, 400)],
  ])('are not known where %s', async (_what, bytes) => {
    expect(await measureMedia({ bytes })).not.toHaveProperty('pages')
  })

  test.each([
    ['objects without an end', '1 0 obj\n'],
    ['streams without an end', '1 0 obj << /Length 0 >>\nstream\n'],
    ['digits', '1'],
    ['references', '/Root 1 0 '],
  ])('are given up soon in a file of nothing but %s', async (_what, piece) => {
    const bytes = Buffer.concat([
      Buffer.from('%PDF-1.4\n'),
      Buffer.alloc(8 * 1024 * 1024, piece),
      Buffer.from(' endobj'),
    ])
    const begun = performance.now()
    expect(await pagesOf(bytes)).toBeUndefined()
    expect(performance.now() - begun).toBeLessThan(5_000)
  })
})

describe('the slides of a PowerPoint file', () => {
  test.each([1, 301])('are counted: %i', async (pages) => {
    expect(await pagesOf(pptx(pages))).toBe(pages)
  })

  test('are not known where its directory is cut off', async () => {
    expect(await measureMedia({ bytes: pptx(301).subarray(0, -30) })).not.toHaveProperty('pages')
  })
})

test('the pages of a Word file are never known: only Word lays it out', async () => {
  expect(await measureMedia({ bytes: docx() })).not.toHaveProperty('pages')
})
