import { CustomSource, Input, type InputTrack, Logging, LogLevel, MP4, QTFF, WEBM } from 'mediabunny'
import type { ByteSource } from './byte-source.ts'
import { isMoovFirst } from './isobmff-boxes.ts'
import { type Measured, UnreadableMediaError } from './measured-media.ts'

/** Frames looked at for the frame rate; as good as all, without reading a WebM whole. */
const probedFrames = 256

/** Measures a film from its index, by byte ranges. To be run where it can be ended: see measure-video.ts. */
export async function demuxVideo(source: ByteSource): Promise<Omit<Measured, 'bytes'>> {
  // Broken files are told to their owner; the demuxer's remarks would stand raw in our logs.
  Logging.level = LogLevel.Silent
  const isMatroska = (await source.read(0, 4)).readUInt32BE() === 0x1a45dfa3
  const moov = isMatroska ? {} : { moov_first: await isMoovFirst(source) }
  const input = new Input({ formats: [MP4, QTFF, WEBM], source: ranges(source) })
  try {
    if (!(await input.canRead())) throw new UnreadableMediaError('The video is not an MP4, MOV or WebM.')
    const video = await input.getPrimaryVideoTrack()
    if (!video) throw new UnreadableMediaError('The file has no video track.')
    const audio = await input.getPrimaryAudioTrack()
    const { packetCount, averagePacketRate } = await video.computePacketStats(probedFrames)
    if (packetCount === 0) throw new UnreadableMediaError('The video has no frames.')
    return {
      kind: 'video',
      mime: (await input.getFormat()).mimeType as Measured['mime'],
      width: await video.getDisplayWidth(),
      height: await video.getDisplayHeight(),
      duration_s: round(await input.computeDuration()),
      fps: round(averagePacketRate),
      video_codec: await codecOf(video),
      ...(audio && {
        audio_codec: await codecOf(audio),
        audio_rate: await audio.getSampleRate(),
        audio_channels: await audio.getNumberOfChannels(),
      }),
      ...moov,
    }
  } finally {
    input.dispose()
  }
}

function ranges(source: ByteSource): CustomSource {
  return new CustomSource({
    getSize: () => source.size,
    read: (start, end) => source.read(start, end - start),
    prefetchProfile: 'fileSystem',
  })
}

async function codecOf(track: InputTrack): Promise<string> {
  const codec = (await track.getCodec()) ?? String(await track.getInternalCodecId())
  return codec === 'avc' ? 'h264' : codec
}

const round = (value: number) => Math.round(value * 1000) / 1000
