import type { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type ByteSource, openBytes } from '../../../shared/publishing/byte-source.ts'
import { demuxVideo } from '../../../shared/publishing/demux-video.ts'
import { measureMedia } from '../../../shared/publishing/measure-media.ts'
import { BrokenOffError, UnreadableMediaError } from '../../../shared/publishing/measured-media.ts'
import { mov, mp4, webm } from '../../fixtures/film.ts'
import { jpeg } from '../../fixtures/media.ts'

const measure = (bytes: Uint8Array) => measureMedia({ bytes })
const size = { width: 320, height: 180 }
const folder = mkdtempSync(join(tmpdir(), 'measure-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a film', () => {
  it('has size, length, frame rate and codecs', async () => {
    const bytes = await mp4({ ...size, seconds: 2 })
    expect(await measure(bytes)).toEqual({
      kind: 'video',
      mime: 'video/mp4',
      bytes: bytes.length,
      ...size,
      duration_s: 2,
      fps: 30,
      video_codec: 'h264',
      audio_codec: 'aac',
      audio_rate: 44_100,
      audio_channels: 2,
      moov_first: true,
    })
  })

  it('without sound has no audio codec', async () => {
    expect(await measure(await mp4({ ...size, seconds: 1, audio: false }))).not.toHaveProperty('audio_codec')
  })

  it('turned by 90 degrees is as wide as it is shown', async () => {
    expect(await measure(await mp4({ ...size, seconds: 1, rotation: 90 }))).toMatchObject({
      width: 180,
      height: 320,
    })
    expect(await measure(await mp4({ ...size, seconds: 1, rotation: 180 }))).toMatchObject(size)
  })

  it('tells whether its index comes first', async () => {
    expect(await measure(await mp4({ ...size, seconds: 1, index: 'last' }))).toMatchObject({
      moov_first: false,
    })
    expect(await measure(await mp4({ ...size, seconds: 3, index: 'fragmented' }))).toMatchObject({
      moov_first: true,
      duration_s: 3,
    })
  })

  it.each([23.976, 25, 59.94])('of %f frames a second says so', async (fps) => {
    const { fps: measured } = await measure(await mp4({ ...size, seconds: 2, fps, audio: false }))
    expect(measured).toBeCloseTo(fps, 1)
  })

  it('in QuickTime or WebM is known as such', async () => {
    expect(await measure(await mov({ ...size, seconds: 1 }))).toMatchObject({
      mime: 'video/quicktime',
      ...size,
    })
    const film = await measure(await webm({ ...size, seconds: 1 }))
    expect(film).toMatchObject({ mime: 'video/webm', video_codec: 'vp8', duration_s: 1, ...size })
    expect(film).not.toHaveProperty('moov_first')
  })

  it('of a gigabyte is measured by reading a few of its bytes', async () => {
    const path = join(folder, 'large.mp4')
    const film = await mp4({ ...size, seconds: 1 })
    // A padding box of that size, sparse on disk.
    const padding = Buffer.from([0, 0, 0, 1, ...Buffer.from('free'), 0, 0, 0, 0, 0x40, 0, 0, 0])
    writeFileSync(path, Buffer.concat([film, padding]))
    truncateSync(path, film.length + 0x40000000)
    const source = await openBytes({ path })
    let read = 0
    const counted: ByteSource = {
      ...source,
      read(offset, length) {
        read += length
        return source.read(offset, length)
      },
    }
    expect(await demuxVideo(counted)).toMatchObject({ ...size, duration_s: 1 })
    expect(read).toBeLessThan(256 * 1024)
    await source.close()
    expect(await measureMedia({ path })).toMatchObject({ ...size, bytes: film.length + 0x40000000 })
  })
})

describe('a file that is no film', () => {
  it('but cut off is refused', async () => {
    for (const index of ['first', 'last'] as const) {
      const bytes = await mp4({ ...size, seconds: 1, index })
      for (const length of [20, 100, bytes.length >> 1, bytes.length - 1])
        await expect(measure(bytes.subarray(0, length))).rejects.toBeInstanceOf(UnreadableMediaError)
      await expect(measure(bytes.subarray(0, -1))).rejects.toThrow('The video file is cut off.')
    }
  })

  it('but an index without film is refused', async () => {
    await expect(measure(box('ftyp', Buffer.from('isom\0\0\0\0isom')))).rejects.toThrow('no index')
    const huge = Buffer.from([0, 0, 0, 1, ...Buffer.from('moov'), 0, 0, 0, 0, 0x10, 0, 0, 0])
    const path = join(folder, 'index.mp4')
    writeFileSync(path, huge)
    truncateSync(path, 0x10000000)
    await expect(measureMedia({ path })).rejects.toThrow('The index of the video is too large.')
  })

  it('but Matroska is refused', async () => {
    const bytes = await webm({ ...size, seconds: 1 })
    const at = bytes.indexOf('webm')
    bytes.write('mkvx', at)
    await expect(measure(bytes)).rejects.toThrow('The video is not an MP4, MOV or WebM.')
  })

  it('and no file at all is the disk’s error', async () => {
    await expect(measureMedia({ path: join(folder, 'none.mp4') })).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

it('a forged index that would take for ever is given up', async () => {
  const bytes = await mp4({ ...size, seconds: 1 })
  const samplesPerChunk = bytes.indexOf('stsc') + 4 + 12
  bytes.writeUInt32BE(0xffffffff, samplesPerChunk)
  await expect(measureMedia({ bytes }, { deadlineMs: 1500 })).rejects.toThrow('takes too long')
})

it('a forged index that would fill the memory is refused', async () => {
  const bytes = await mp4({ ...size, seconds: 1, index: 'fragmented' })
  const sampleCount = bytes.indexOf('trun') + 8
  bytes.writeUInt32BE(0x7fffffff, sampleCount)
  bytes.writeUInt32BE(0, sampleCount - 4)
  await expect(measure(bytes)).rejects.toBeInstanceOf(UnreadableMediaError)
})

it('a measuring that is killed says nothing of the file', async () => {
  const bytes = await mp4({ ...size, seconds: 1 })
  const kill = (message: unknown) => {
    const { process } = message as { process: ChildProcess }
    process.once('spawn', () => process.kill('SIGKILL'))
  }
  subscribe('child_process', kill)
  const measured = await measure(bytes).catch((error: unknown) => error)
  unsubscribe('child_process', kill)
  expect(measured).toBeInstanceOf(BrokenOffError)
})

it('a file on disk and its bytes in memory measure the same', async () => {
  for (const bytes of [
    jpeg({ ...size, orientation: 8, headerBytes: 200_000 }),
    await mp4({ ...size, seconds: 1 }),
  ]) {
    const path = join(folder, 'same')
    writeFileSync(path, bytes)
    expect(await measureMedia({ path })).toEqual(await measure(bytes))
  }
})

function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.length)
  head.write(type, 4)
  return Buffer.concat([head, content])
}
