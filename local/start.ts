/** The items of a comma list. */
export const listOf = (text = ''): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)

/** `SIMULATORS`: a comma list, `none`, or (undefined) all of them. */
export function simulatorsIn(text: string | undefined): string[] | undefined {
  const names = listOf(text)
  if (names.length === 0) return undefined
  return names.includes('none') ? [] : names
}

/** Starts something and closes it on Ctrl-C; what keeps it from starting is said in one message. */
export async function runUntilStopped(start: () => Promise<{ close(): Promise<void> }>): Promise<void> {
  let stopping: Promise<void> | undefined
  const started = start()
  const stop = () => {
    // Once more: whoever asks twice doesn't want to wait.
    if (stopping) process.exit(130)
    stopping = started.then((running) => running.close()).then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  await started.catch((error: NodeJS.ErrnoException & { port?: number }) => {
    console.error(
      error.code === 'EADDRINUSE' ? `port ${error.port} is taken; set PORT to another` : error.message,
    )
    process.exit(1)
  })
}
