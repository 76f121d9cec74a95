import { refusal } from '../errors.ts'
import { judgeVideo } from '../measure-video.ts'
import type { Facebook, Video } from '../state.ts'

// What the file shelf can hold beside other files; the network's own limit is far above.
const largestUpload = 100_000_000

const keyOf = (video: Video) => `upload-${video.id}`

/** Bytes that arrived. They live in memory: after a restart an unfinished upload begins again at 0. */
export function receivedBytes(facebook: Facebook, video: Video): number {
  return video.uploadedBytes ?? facebook.files.get(keyOf(video))?.bytes.length ?? 0
}

export function checkSize(size: number): void {
  if (!Number.isInteger(size) || size < 1 || size > largestUpload) throw refusal('badVideo')
}

/** Adds what came; the film is measured when it is whole. */
export async function receive(facebook: Facebook, video: Video, bytes: Buffer): Promise<void> {
  const before = facebook.files.get(keyOf(video))?.bytes ?? Buffer.alloc(0)
  const all = Buffer.concat([before, bytes])
  if (all.length < video.fileSize!) facebook.files.put(keyOf(video), 'application/octet-stream', all)
  else await complete(facebook, video, all)
}

/** The whole film is here; what is wrong with it shows after processing. */
export async function complete(facebook: Facebook, video: Video, bytes: Buffer): Promise<void> {
  const { asset, failure } = await judgeVideo(bytes, video.use)
  video.uploadedBytes = bytes.length
  video.asset = asset
  video.failure = failure
  facebook.files.delete(keyOf(video))
  if (asset) facebook.files.put(asset.file, asset.mime, bytes)
  facebook.changed()
}

export function forget(facebook: Facebook, video: Video): void {
  facebook.files.delete(keyOf(video))
  delete facebook.state.videos[video.id]
  facebook.changed()
}
