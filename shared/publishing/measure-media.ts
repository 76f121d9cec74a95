import { type ByteSource, type MediaFile, openBytes } from './byte-source.ts'
import { measureBmp } from './measure-bmp.ts'
import { documentType, pagesOf } from './measure-document.ts'
import { measureGif } from './measure-gif.ts'
import { measureJpeg } from './measure-jpeg.ts'
import { measurePng } from './measure-png.ts'
import { measureTiff } from './measure-tiff.ts'
import { measureWebp } from './measure-webp.ts'
import { BrokenOffError, type Measured, UnreadableMediaError } from './measured-media.ts'
import { refusePolyglot } from './refuse-polyglot.ts'

/** What a measurer finds out; the size in bytes is added by `measureMedia`. */
type Measurer = (
  source: ByteSource,
  file: MediaFile,
  limits: MeasureLimits,
) => Promise<Omit<Measured, 'bytes'>>

export interface MeasureLimits {
  /** For films: how long their index may take to read. */
  deadlineMs: number
}

/** Both are more than any network takes; the first bounds what decoding would cost. */
const maxPixels = 100_000_000
const maxPictureBytes = 64 * 1024 * 1024
/** Four times what the largest GIF of full blocks takes; blocks of one byte would hold a worker up for half a minute. */
const maxReads = 1_000_000

/** Major brands of HEIC and AVIF, which phones make and which have the container of MP4. */
const stillBrands = ['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1', 'avif', 'avis']

/** Measures a picture or film by its content, reading only what is needed; throws UnreadableMediaError. */
export async function measureMedia(
  file: MediaFile,
  limits: MeasureLimits = { deadlineMs: 20_000 },
): Promise<Measured> {
  const source = await openBytes(file)
  try {
    if (source.size === 0) throw new UnreadableMediaError('The file is empty.')
    const document = await documentType(source)
    if (document) {
      await refusePolyglot(source)
      const pages = await pagesOf(source, document)
      return {
        kind: 'document',
        mime: document,
        width: 0,
        height: 0,
        bytes: source.size,
        ...(pages === undefined ? {} : { pages }),
      }
    }
    const measure = measurerFor(await source.read(0, 16))
    if (measure !== measureVideoLazily && source.size > maxPictureBytes)
      throw new UnreadableMediaError(`The picture is larger than ${maxPictureBytes} bytes.`)
    const measured = await measure(boundedIn(source), file, limits).catch(explain)
    checkPixels(measured)
    await refusePolyglot(source)
    return { ...measured, bytes: source.size }
  } finally {
    await source.close()
  }
}

/** A walk through a file of very many parts ends here. */
function boundedIn(source: ByteSource): ByteSource {
  let reads = 0
  return {
    ...source,
    read(offset, length) {
      reads += 1
      if (reads > maxReads) throw new UnreadableMediaError('The file has too many parts.')
      return source.read(offset, length)
    },
  }
}

function measurerFor(head: Buffer): Measurer {
  const at = (offset: number, length: number) => head.toString('latin1', offset, offset + length)
  if (at(0, 3) === '\xff\xd8\xff') return measureJpeg
  if (at(0, 8) === '\x89PNG\r\n\x1a\n') return measurePng
  if (at(0, 6) === 'GIF87a' || at(0, 6) === 'GIF89a') return measureGif
  if (at(0, 4) === 'RIFF' && at(8, 4) === 'WEBP') return measureWebp
  if (at(0, 2) === 'BM') return measureBmp
  if (at(0, 4) === 'II*\0' || at(0, 4) === 'MM\0*') return measureTiff
  if (at(4, 4) === 'ftyp' && stillBrands.includes(at(8, 4)))
    throw new UnreadableMediaError('HEIC and AVIF pictures are not taken; send a JPEG.')
  // Each of these boxes may open an old QuickTime file, which has no ftyp.
  if (['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'].includes(at(4, 4)) || at(0, 4) === '\x1a\x45\xdf\xa3')
    return measureVideoLazily
  throw new UnreadableMediaError(
    'The file is not a JPEG, PNG, GIF, WebP, BMP, TIFF, MP4, MOV, WebM, PDF, or a Word or PowerPoint document.',
  )
}

/** The demuxer is ten times the rest: who measures pictures alone never loads it. */
const measureVideoLazily: Measurer = async (_, file, limits) =>
  (await import('./measure-video.ts')).measureVideo(file, limits)

/** Parsers complain about broken files in their own ways; only the disk's own errors are not about the file. */
function explain(cause: unknown): never {
  if (cause instanceof BrokenOffError || cause instanceof UnreadableMediaError) throw cause
  if (cause instanceof Error && 'syscall' in cause) throw cause
  throw new UnreadableMediaError('The file is damaged.', { cause })
}

function checkPixels({ width, height }: Omit<Measured, 'bytes'>): void {
  if (!(width > 0 && height > 0)) throw new UnreadableMediaError('The file has no width or height.')
  if (width * height >= maxPixels)
    throw new UnreadableMediaError(`${width} × ${height} is ${maxPixels / 1e6} million pixels or more.`)
}
