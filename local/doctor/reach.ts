const patienceMs = 10_000

/** Whether anything answers at a URL, and how far its clock is from ours. */
export type Reached = { status: number; skewMs: number | undefined } | { failure: string }

const words: Record<string, string> = {
  ENOTFOUND: 'its name leads nowhere',
  EAI_AGAIN: 'its name cannot be looked up',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about',
}

/** Asks once; any answer will do, whatever its status. */
export async function reach(url: string, now: () => number): Promise<Reached> {
  const asked = now()
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
    const answered = now()
    await response.body?.cancel()
    const date = Date.parse(response.headers.get('date') ?? '')
    // Written in whole seconds, some time between the question and the answer.
    const skewMs = Number.isNaN(date) ? undefined : distance(date, asked - 1000, answered)
    return { status: response.status, skewMs }
  } catch (error) {
    return { failure: reason(error as Error) }
  }
}

/** How far a time is outside of a span, ms; positive when it is after. */
const distance = (time: number, from: number, to: number): number => {
  if (time < from) return time - from
  return time > to ? time - to : 0
}

function reason(error: Error): string {
  if (error.name === 'TimeoutError') return `no answer came within ${patienceMs / 1000} s`
  const { code, message } = (error.cause ?? error) as NodeJS.ErrnoException
  return words[code ?? ''] ?? message
}
