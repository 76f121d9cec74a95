import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { AcceptHost, CallCounts } from './accept-host.ts'
import { askFor } from './ask.ts'
import { ms, type Section, times } from './report.ts'
import { median, percentile } from './statistics.ts'

const warmUps = 200
const requests = 400
const ratioBound = 1.5

interface AcceptTimes {
  requests: number
  /** Milliseconds. */
  ours: { p50: number; p95: number }
  bare: { p50: number; p95: number }
  ratio: number
  /** AWS calls of one request. */
  calls: Record<string, number>
}

export const accept: Section = {
  name: 'accept',
  async run(report) {
    const measured = await measureAccept()
    const calls = Object.entries(measured.calls).map(([operation, count]) => `${count} ${operation}`)
    report.say(
      `Accepting a publish, ${measured.requests} requests each, turn about (AWS calls: ${calls.join(', ')})`,
    )
    const row = (name: string, { p50, p95 }: { p50: number; p95: number }) => [name, ms(p50, 2), ms(p95, 2)]
    report.table(
      ['', 'p50', 'p95'],
      [
        row('POST /api/v1/publishing/publish', measured.ours),
        row('bare script, same AWS calls', measured.bare),
      ],
    )
    report.bound('p50 of accepting against the bare script', measured.ratio, ratioBound, times)
    return measured
  },
}

/** Accepts posts to X through the gateway and through the bare script, turn about. */
async function measureAccept(): Promise<AcceptTimes> {
  const host = run('accept-host.ts')
  const script = run('bare-accept.ts')
  try {
    const { publishUrl, headers, body, bare } = await answerOf<AcceptHost>(host)
    script.send(bare)
    const bareUrl = `http://127.0.0.1:${await answerOf<number>(script)}/`
    const timed = async (url: string) => {
      const started = performance.now()
      await askFor(202, url, { method: 'POST', headers, body })
      return performance.now() - started
    }
    for (let n = 0; n < warmUps; n += 1) for (const url of [publishUrl, bareUrl]) await timed(url)
    await countCalls(host)
    const ours: number[] = []
    const theirs: number[] = []
    for (let n = 0; n < requests; n += 1) {
      ours.push(await timed(publishUrl))
      theirs.push(await timed(bareUrl))
    }
    return {
      requests,
      ours: { p50: median(ours), p95: percentile(ours, 0.95) },
      bare: { p50: median(theirs), p95: percentile(theirs, 0.95) },
      ratio: median(ours) / median(theirs),
      calls: callsOfOne(await countCalls(host)),
    }
  } finally {
    for (const child of [host, script]) child.disconnect()
    await Promise.all([host, script].map((child) => child.exitCode ?? once(child, 'exit')))
  }
}

const run = (name: string) => fork(new URL(name, import.meta.url))

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('a process of the bench ended')))
  const [answer] = (await Promise.race([once(child, 'message'), ended])) as [T]
  return answer
}

function countCalls(host: ChildProcess): Promise<CallCounts> {
  host.send('count')
  return answerOf<CallCounts>(host)
}

/** @throws when the script no longer does what the service does: the comparison would be a lie */
function callsOfOne({ ours, bare }: CallCounts): Record<string, number> {
  const spell = (counts: Record<string, number>) => JSON.stringify(Object.entries(counts).sort())
  if (spell(ours) !== spell(bare))
    throw new Error(
      `bench/bare-accept.ts makes other AWS calls than the service: ${spell(bare)}, ${spell(ours)}`,
    )
  return Object.fromEntries(Object.entries(ours).map(([operation, count]) => [operation, count / requests]))
}
