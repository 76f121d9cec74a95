import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { SQSBatchResponse } from 'aws-lambda'
import { allocator, nodeFlags } from '../local/children.ts'
import { connect } from '../local/demo/scene.ts'
import { type Environment, startEnvironment } from '../local/environment.ts'
import { product } from '../local/service.ts'
import { askFor } from './ask.ts'
import type { BareWorkerStart } from './bare-worker.ts'
import { startNetworks } from './lateness/networks.ts'
import { inOrder, type RecordedCall, recordBefore } from './recording.ts'
import { ms, type Section, times } from './report.ts'
import { openScene } from './scene.ts'
import { median, percentile } from './statistics.ts'

// The network answers at once here: with a network's own time in it, any worker would do.

const warmUps = 20
const posts = 60
const ratioBound = 1.3
const name = 'publish-instagram'

export const worker: Section = {
  name: 'worker',
  async run(report) {
    const measured = await measureWorker()
    const calls = Object.entries(measured.calls).map(([operation, count]) => `${count} ${operation}`)
    report.say(
      `Publishing an Instagram image, prepare and commit in one turn, ${posts} each, turn about, without the ${measured.waitedMs / 1000} s waited for the container (calls: ${calls.join(', ')})`,
    )
    const row = (title: string, { p50, p95 }: { p50: number; p95: number }) => [title, ms(p50, 2), ms(p95, 2)]
    report.table(
      ['', 'p50', 'p95'],
      [row(name, measured.ours), row('bare script, same calls', measured.bare)],
    )
    report.bound('p50 of the worker against the bare script', measured.ratio, ratioBound, times)
    return measured
  },
}

async function measureWorker() {
  const networks = await startNetworks()
  const calls: RecordedCall[] = []
  const network = await recordBefore(networks.urls.instagram!, { of: 'network', into: calls, answers })
  const environment = await startEnvironment({
    service: { ...product, queues: [], deadLetters: { ...product.deadLetters } },
    simulators: [],
    env: { ...networks.env, INSTAGRAM_GRAPH_BASE_URL: network.url },
    manual: true,
  })
  const script = fork(new URL('bare-worker.ts', import.meta.url), {
    execArgv: nodeFlags,
    env: { ...process.env, ...allocator },
  })
  try {
    const { aws } = environment
    for (const queue of product.queues) aws.sqs.createQueue({ name: queue.name, visibilityTimeout: 60 })
    const accept = await openAccept(environment, networks.urls)
    const ours = (jobId: string) => run(environment, name, 'work-instagram', { job_id: jobId, wake: 1 })

    const bareCaller = 'bare'
    const recorded = await record(environment, { accept, ours, calls })
    const start: BareWorkerStart = {
      aws: { ...aws.env, AWS_ACCESS_KEY_ID: bareCaller },
      network: network.url,
      ...recorded,
    }
    script.send(start)
    await answerOf(script)
    const bare = async (jobId: string) => {
      script.send(jobId)
      await answerOf(script)
    }

    const spent: Record<'ours' | 'bare', number[]> = { ours: [], bare: [] }
    for (let n = 0; n < warmUps + posts; n += 1) {
      if (n === warmUps) aws.calls.reset()
      for (const [side, publish] of [
        ['ours', ours],
        ['bare', bare],
      ] as const) {
        const jobId = await accept()
        const started = performance.now()
        await publish(jobId)
        const waited = side === 'ours' ? recorded.waitedMs : 0
        if (n >= warmUps) spent[side].push(performance.now() - started - waited)
      }
    }
    const of = (caller: string) => countsOf(environment, caller)
    if (spell(of(name)) !== spell(of(bareCaller)))
      throw new Error(`the bare worker makes other AWS calls: ${spell(of(bareCaller))}, ${spell(of(name))}`)
    const summary = (all: readonly number[]) => ({ p50: median(all), p95: percentile(all, 0.95) })
    return {
      posts,
      waitedMs: recorded.waitedMs,
      ours: summary(spent.ours),
      bare: summary(spent.bare),
      ratio: median(spent.ours) / median(spent.bare),
      calls: {
        ...Object.fromEntries(
          Object.entries(of(name)).map(([operation, count]) => [operation, count / posts]),
        ),
        'of the network': recorded.groups.flat().filter((call) => call.of === 'network').length,
      },
    }
  } finally {
    script.disconnect()
    await (script.exitCode ?? once(script, 'exit'))
    await environment.close()
    network.close()
    await networks.stop()
  }
}

let given = 0
/** What Instagram answers to a picture that is fine. */
function answers(call: string): object | undefined {
  const id = () => {
    given += 1
    return { id: String(17_900_000_000_000_000n + BigInt(given)) }
  }
  if (/^POST .*\/media(_publish)?$/.test(call)) return id()
  if (/^GET .*\/content_publishing_limit$/.test(call))
    return { data: [{ quota_usage: 1, config: { quota_total: 100, quota_duration: 86_400 } }] }
  const asked = /^GET \/v[\d.]+\/(179\d{14})$/.exec(call)?.[1]
  return asked === undefined
    ? undefined
    : { id: asked, status_code: 'FINISHED', permalink: `https://www.instagram.com/p/${asked}/` }
}

/** @returns what accepts one post, measured and ready for its worker, and names its job */
async function openAccept(environment: Environment, urls: Record<string, string>) {
  const { api } = environment
  const scene = await openScene(api, urls)
  const connection_id = await connect(scene, 'instagram')
  const picture = await scene.picture('measured.jpg', 'noon')
  const headers = { ...scene.alice.headers, 'content-type': 'application/json' }
  return async (): Promise<string> => {
    const body = JSON.stringify({ connection_id, text_content: 'Measured, not guessed.', assets: [picture] })
    const { text } = await askFor(202, `${api}/api/v1/publishing/publish`, { method: 'POST', headers, body })
    const { job_id } = JSON.parse(text) as { job_id: string }
    await run(environment, 'preflight', 'preflight', { job_id, content_version: 1, tries: 0 })
    return job_id
  }
}

/** One message of one queue. @throws when it would stay there */
async function run(environment: Environment, worker: string, queue: string, message: object): Promise<void> {
  const record = {
    messageId: 'bench',
    body: JSON.stringify({ user_id: 'alice', ...message }),
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
    attributes: { ApproximateReceiveCount: '1' },
  }
  const answer = (await environment.invoke(worker, { Records: [record] })) as SQSBatchResponse
  if (answer.batchItemFailures.length > 0)
    throw new Error(`${worker} failed: ${environment.logs.slice(-3).join(' ')}`)
}

interface Recording {
  accept(): Promise<string>
  ours(jobId: string): Promise<unknown>
  calls: RecordedCall[]
}

/** One warm turn, all its calls taken down. The worker's process then goes: the recorder was in its way. */
async function record(environment: Environment, { accept, ours, calls }: Recording) {
  const { aws } = environment
  // The other functions' processes start here, and keep the straight way.
  const jobIds = [await accept(), await accept()]
  const recorder = await recordBefore(aws.endpoint, { of: 'aws', into: calls })
  aws.env.AWS_ENDPOINT_URL = recorder.url
  const [warmUp, jobId] = jobIds as [string, string]
  await ours(warmUp)
  calls.length = 0
  await ours(jobId)
  const groups = inOrder(calls)
  aws.env.AWS_ENDPOINT_URL = aws.endpoint
  environment.children.kill(name)
  recorder.close()
  return { jobId, groups, waitedMs: waitedIn(groups) }
}

/** Whole seconds between calls are waits for the network's processing, not work. */
const waitedIn = (groups: readonly RecordedCall[][]): number =>
  groups.slice(1).reduce((sum, group, n) => {
    const gap = group[0]!.from - Math.max(...groups[n]!.map(({ to }) => to))
    return sum + Math.floor(gap / 1000) * 1000
  }, 0)

const spell = (counts: Record<string, number>) => JSON.stringify(Object.entries(counts).sort())

function countsOf({ aws }: Environment, caller: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const call of aws.calls.entries)
    if (call.caller === caller) counts[call.operation] = (counts[call.operation] ?? 0) + 1
  return counts
}

const answerOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = () => reject(new Error('the bare worker ended'))
    child.once('exit', end)
    child.once('message', () => {
      child.off('exit', end)
      resolve()
    })
  })
