import { parentPort, Worker, workerData } from 'node:worker_threads'
import { type MediaFile, openBytes } from './byte-source.ts'
import { type Measured, UnreadableMediaError } from './measured-media.ts'

type Outcome = { measured: Omit<Measured, 'bytes'> } | { reason: string }

/** Marks the threads that this file starts on itself; a bundler knows no other way to a second entry. */
const task = 'measure-video'

/**
 * Measures a film in a thread of its own. A forged index of a few bytes can ask the demuxer for billions of steps
 * (mediabunny 1.61.0: `samples_per_chunk`), which nothing but the end of its thread stops.
 */
export function measureVideo(file: MediaFile, { deadlineMs }: { deadlineMs: number }) {
  const thread = new Worker(new URL(import.meta.url), {
    workerData: { task, file },
    resourceLimits: { maxOldGenerationSizeMb: 96 },
  })
  const { promise, resolve, reject } = Promise.withResolvers<Omit<Measured, 'bytes'>>()
  const refuse = (reason: string) => reject(new UnreadableMediaError(reason))
  thread.once('message', (outcome: Outcome) =>
    'measured' in outcome ? resolve(outcome.measured) : refuse(outcome.reason),
  )
  // Out of memory among them.
  thread.once('error', reject)
  const timer = setTimeout(() => refuse('The index of the video takes too long to read.'), deadlineMs)
  return promise.finally(() => {
    clearTimeout(timer)
    return thread.terminate()
  })
}

async function measureHere(file: MediaFile): Promise<Outcome> {
  const { demuxVideo } = await import('./demux-video.ts')
  const source = await openBytes(file)
  try {
    return { measured: await demuxVideo(source) }
  } catch (cause) {
    if (cause instanceof UnreadableMediaError) return { reason: cause.reason }
    throw cause
  } finally {
    await source.close()
  }
}

if (workerData?.task === task) parentPort!.postMessage(await measureHere(workerData.file))
