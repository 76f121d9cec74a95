import { describe, expect, it } from 'vitest'
import { measureMedia } from '../../../shared/publishing/measure-media.ts'
import { UnreadableMediaError } from '../../../shared/publishing/measured-media.ts'
import { bmp, gif, jpeg, png, tiff, webp } from '../../fixtures/media.ts'

const measure = (bytes: Uint8Array) => measureMedia({ bytes })
const refused = (bytes: Uint8Array) => expect(measure(bytes)).rejects

const still = { kind: 'image', width: 64, height: 48, animated: false, frames: 1 }
const size = { width: 64, height: 48 }

describe('a picture', () => {
  it.each([
    ['JPEG', jpeg(size), { ...still, mime: 'image/jpeg' }],
    ['PNG', png(size), { ...still, mime: 'image/png' }],
    ['WebP', webp(size), { ...still, mime: 'image/webp' }],
    ['BMP', bmp(size), { ...still, mime: 'image/bmp' }],
    ['TIFF', tiff(size), { ...still, mime: 'image/tiff' }],
    ['TIFF on its side', tiff({ width: 48, height: 64, orientation: 6 }), { ...still, mime: 'image/tiff' }],
    ['GIF', gif(size), { ...still, kind: 'gif', mime: 'image/gif' }],
    ['moving GIF', gif({ ...size, frames: 12 }), { kind: 'gif', animated: true, frames: 12 }],
    ['moving PNG', png({ ...size, frames: 3 }), { kind: 'image', animated: true, frames: 3 }],
    ['moving WebP', webp({ ...size, frames: 4 }), { kind: 'image', animated: true, frames: 4 }],
  ])('that is a %s is measured', async (_, bytes, expected) => {
    expect(await measure(bytes)).toMatchObject({ ...size, ...expected, bytes: bytes.length })
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'of EXIF orientation %i is as wide as it is shown',
    async (orientation) => {
      const turned = orientation >= 5
      expect(await measure(jpeg({ ...size, orientation }))).toMatchObject({
        width: turned ? 48 : 64,
        height: turned ? 64 : 48,
      })
    },
  )

  it('behind a megabyte of metadata is measured', async () => {
    expect(await measure(jpeg({ ...size, headerBytes: 1_000_000, orientation: 6 }))).toMatchObject({
      width: 48,
    })
  })

  it('with bytes behind its end is whole', async () => {
    for (const bytes of [jpeg(size), png(size), gif(size), webp(size)])
      expect(await measure(Buffer.concat([bytes, Buffer.alloc(200_000)]))).toMatchObject(size)
  })
})

describe('a picture cut off', () => {
  it.each([
    ['JPEG', jpeg(size)],
    ['BMP', bmp(size)],
    ['TIFF', tiff(size)],
    ['PNG', png(size)],
    ['moving PNG', png({ ...size, frames: 2 })],
    ['WebP', webp(size)],
    ['moving WebP', webp({ ...size, frames: 2 })],
    ['GIF', gif({ ...size, frames: 2 })],
  ])('is refused wherever the %s ends', async (_, bytes) => {
    for (let length = 0; length < bytes.length; length += 1 + (length >> 6))
      await refused(bytes.subarray(0, length)).toBeInstanceOf(UnreadableMediaError)
    await refused(bytes.subarray(0, -1)).toThrow(/cut off/)
  })

  it('is not saved by the end mark of its thumbnail', async () => {
    const whole = jpeg(size)
    const comment = Buffer.from([0xff, 0xfe, 0, 6, 0xff, 0xd8, 0xff, 0xd9])
    const bytes = Buffer.concat([whole.subarray(0, 20), comment, whole.subarray(20)])
    expect(await measure(bytes)).toMatchObject(size)
    await refused(bytes.subarray(0, -2)).toThrow('The JPEG file is cut off.')
  })
})

/** An empty archive. */
const zip = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)])

/** A WebP of one chunk. */
const riffOf = (name: string, content: Buffer) => {
  const head = (text: string, length: number) => {
    const bytes = Buffer.from(`${text}....`)
    bytes.writeUInt32LE(length, 4)
    return bytes
  }
  const chunk = Buffer.concat([head(name, content.length), content])
  return Buffer.concat([head('RIFF', chunk.length + 4), Buffer.from('WEBP'), chunk])
}

/** A JPEG with a comment in front of everything. */
const commented = (file: Buffer, text: string) => {
  const head = Buffer.from([0xff, 0xfe, 0, text.length + 2])
  return Buffer.concat([file.subarray(0, 2), head, Buffer.from(text), file.subarray(2)])
}

describe('a hostile or foreign file', () => {
  it('of too many pixels is refused by its header', async () => {
    const bomb = png(size)
    bomb.writeUInt32BE(60_000, 16)
    bomb.writeUInt32BE(60_000, 20)
    await refused(bomb).toThrow('60000 × 60000 is 100 million pixels or more.')
  })

  it('of exactly 100 million pixels is refused', async () => {
    const bomb = png(size)
    bomb.writeUInt32BE(10_000, 16)
    bomb.writeUInt32BE(10_000, 20)
    await refused(bomb).toThrow('10000 × 10000 is 100 million pixels or more.')
  })

  it.each([
    ['a zip archive', () => Buffer.concat([jpeg(size), zip])],
    [
      'a zip archive',
      () => Buffer.concat([jpeg(size), zip.subarray(0, -2), Buffer.from([3, 0]), Buffer.from('end')]),
    ],
    ['a PDF', () => commented(jpeg(size), '%PDF-1.7')],
    ['a web page or a script', () => commented(jpeg(size), '<script>alert(1)</script>')],
    ['a web page or a script', () => commented(jpeg(size), '<?php system($_GET[0]);')],
  ])('that is also %s is refused', async (what, bytes) => {
    await refused(bytes()).toThrow(`The file is also ${what}.`)
  })

  it('is not taken for a zip archive by four bytes of it', async () => {
    const bytes = Buffer.concat([jpeg(size), Buffer.from('PK\x05\x06'), Buffer.alloc(40)])
    expect(await measure(bytes)).toMatchObject(size)
  })

  it('of no bytes is refused', async () => {
    await refused(Buffer.alloc(0)).toThrow('The file is empty.')
  })

  it('without any pixels is refused', async () => {
    const empty = gif(size)
    empty.writeUInt16LE(0, 6)
    await refused(empty).toThrow('The file has no width or height.')
  })

  it('without a frame is refused', async () => {
    const bytes = gif(size)
    const palette = 13 + 3 * 128
    await refused(Buffer.concat([bytes.subarray(0, palette), Buffer.from([0x3b])])).toThrow(
      'The GIF has no picture.',
    )
  })

  it.each([
    ['text', Buffer.from('hello, this is a text file')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a web page named .jpg', Buffer.from('<!doctype html><title>Not found</title>')],
    ['WAV', Buffer.from('RIFF\x24\x00\x00\x00WAVEfmt ', 'latin1')],
  ])('that is %s is refused', async (_, bytes) => {
    await refused(bytes).toThrow(
      'The file is not a JPEG, PNG, GIF, WebP, BMP, TIFF, MP4, MOV, WebM, PDF, or a Word or PowerPoint document.',
    )
  })

  it.each(['heic', 'mif1', 'avif'])('of brand %s is told to become a JPEG', async (brand) => {
    await refused(Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0mif1${brand}`, 'latin1')).toThrow(/send a JPEG/)
  })

  it.each([
    [
      'GIF of blocks of one byte',
      () => Buffer.concat([gif(size).subarray(0, -3), Buffer.alloc(4_000_000, 1)]),
    ],
    ['PNG of empty chunks', () => Buffer.concat([png(size).subarray(0, 33), Buffer.alloc(24_000_000)])],
    ['JPEG of filling', () => Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(4_000_000, 0xff)])],
  ])('that is a %s is not walked through for long', async (_, bytes) => {
    await refused(bytes()).toThrow('The file has too many parts.')
  })

  it.each([
    ['PNG', () => Buffer.concat([png(size).subarray(0, 33), png(size).subarray(-12)])],
    ['WebP', () => riffOf('VP8X', Buffer.from([0, 0, 0, 0, 63, 0, 0, 47, 0, 0]))],
  ])('that is a %s without a picture is refused', async (format, bytes) => {
    await refused(bytes()).toThrow(`The ${format} has no picture.`)
  })

  it('larger than any picture is refused unread', async () => {
    const bytes = Buffer.concat([gif(size), Buffer.alloc(64 * 1024 * 1024)])
    await refused(bytes).toThrow(/larger than 67108864 bytes/)
  })
})

it('a picture damaged anywhere is measured or refused, never anything else', async () => {
  let seed = 1
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  for (const file of [jpeg({ ...size, orientation: 6 }), png(size), gif(size), webp({ ...size, frames: 2 })])
    for (let round = 0; round < 500; round++) {
      const bytes = Buffer.from(file)
      for (let hit = 0; hit < 4; hit++) bytes[random(bytes.length)] = random(256)
      await measure(bytes).catch((error) => expect(error).toBeInstanceOf(UnreadableMediaError))
    }
})
