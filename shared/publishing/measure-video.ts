import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type MediaFile, openBytes } from './byte-source.ts'
import { BrokenOffError, type Measured, UnreadableMediaError } from './measured-media.ts'

type Outcome = { measured: Omit<Measured, 'bytes'> } | { reason: string }

/** Marks the processes that this file starts of itself; a bundler knows no other way to a second entry. */
const task = '--measure-video'
const heapMb = 96
const fromOutside: NodeJS.Signals[] = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP']

/**
 * Measures a film in a process of its own. A forged index of a few bytes can ask the demuxer for billions of steps
 * or for all memory (mediabunny 1.61.0: `samples_per_chunk`): neither is stopped in a thread, whose memory ends the
 * whole process.
 */
export function measureVideo(file: MediaFile, { deadlineMs }: { deadlineMs: number }) {
  const process = fork(fileURLToPath(import.meta.url), [task], {
    execArgv: [`--max-old-space-size=${heapMb}`],
    serialization: 'advanced',
    // What V8 prints when it runs out is nobody's.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const { promise, resolve, reject } = Promise.withResolvers<Omit<Measured, 'bytes'>>()
  const refuse = (reason: string) => reject(new UnreadableMediaError(reason))
  process.once('message', (outcome: Outcome) =>
    'measured' in outcome ? resolve(outcome.measured) : refuse(outcome.reason),
  )
  process.once('error', (cause) => reject(new BrokenOffError('The film could not be measured.', { cause })))
  // Not `exit`, which may come before a result that is still to be read.
  process.once('close', (code, signal) => {
    // V8 ends a process that runs out of memory by other signals: these come from whoever ends all of us. And whoever
    // ends in peace without a result has not looked.
    if (code === 0 || (signal && fromOutside.includes(signal)))
      reject(new BrokenOffError(`Measuring ended by ${signal ?? 'itself'}.`))
    else refuse('The index of the video can’t be read.')
  })
  process.send(file)
  const timer = setTimeout(() => refuse('The index of the video takes too long to read.'), deadlineMs)
  return promise.finally(() => {
    clearTimeout(timer)
    process.kill('SIGKILL')
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

if (process.argv[2] === task && process.send)
  process.once('message', (file: MediaFile) => {
    void measureHere(file).then((outcome) => process.send?.(outcome))
  })
