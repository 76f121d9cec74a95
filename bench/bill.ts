import type { Usage } from './meter.ts'
import { fileBytes, memoryOfOneCpuMb, prices } from './prices.ts'

/** A line of the bill, dollars for a million posts. */
export interface Item {
  what: string
  dollars: number
  /** How it comes about, for one post. */
  from: string
}

export interface Metered extends Usage {
  /** What each function waited for others. */
  waitedMs: Record<string, number>
}

/** What CloudWatch adds to each line. Lambda's own lines about good runs are switched off. */
const lineOverheadBytes = 26
/** The gateway's line about a request. */
const accessLogBytes = 250 + lineOverheadBytes

const perMillion = 1_000_000
const gb = 1e9

/** What a post costs that used this much, `posts` of them together. */
export function billOf(usage: Metered, posts: number): Item[] {
  const count = (is: (name: string) => boolean) =>
    Object.entries(usage.calls)
      .filter(([name]) => is(name))
      .reduce((sum, [, times]) => sum + times, 0) / posts
  const service = (name: string) => count((call) => call.startsWith(`${name} `))
  const runs = usage.invocations.length / posts
  const requests = posts / posts
  const logBytes =
    usage.log.bytes / posts + (usage.log.lines / posts) * lineOverheadBytes + requests * accessLogBytes
  const fires = count((call) => call === 'scheduler Fire')
  const sqs = service('sqs') + fires
  const item = (what: string, amount: number, price: number, unit: string): Item => ({
    what,
    dollars: amount * price,
    from: `${short(amount)} ${unit}`,
  })
  return [
    item('HTTP API', requests, prices.httpApi.dollars, 'request'),
    item('Scheduler', fires, prices.schedulerFire.dollars, 'firing'),
    item('events', service('events'), prices.event.dollars, 'event'),
    item('Lambda requests', runs, prices.lambdaRequest.dollars, 'runs'),
    ...lambdaTime(usage, posts),
    item('SQS', sqs, prices.sqsRequest.dollars, 'requests'),
    item('DynamoDB writes', usage.writeUnits / posts, prices.dynamodbWrite.dollars, 'units'),
    item('DynamoDB reads', usage.readUnits / posts, prices.dynamodbRead.dollars, 'units'),
    item('KMS', service('kms'), prices.kmsRequest.dollars, 'requests'),
    item('logs', logBytes, (perMillion / gb) * prices.logs.dollars, 'bytes'),
  ]
}

/** A line for each function. Its work is measured; what it waits for is taken from bench/network-times.ts. */
function lambdaTime({ invocations, waitedMs }: Metered, posts: number): Item[] {
  const names = [...new Set(invocations.map(({ name }) => name))]
  return names.map((name) => {
    const runs = invocations.filter((run) => run.name === name)
    const { memoryMb } = runs[0]!
    const worked = runs.reduce((sum, { cpuMs }) => sum + cpuMs, 0) * slowness(memoryMb)
    const ms = (worked + (waitedMs[name] ?? 0)) / posts
    const dollars = (ms / 1000) * (memoryMb / 1024) * prices.lambdaTime.dollars * perMillion
    return { what: `Lambda time, ${name}`, dollars, from: `${(ms / 1000).toFixed(2)} s of ${memoryMb} MB` }
  })
}

/** A function has a share of a processor as it has memory: what it works takes so much longer there than here. */
const slowness = (memoryMb: number): number => Math.max(1, memoryOfOneCpuMb / memoryMb)

/** What passes through and stays, beside the sum: it goes with the size of the files. */
export function besideOf({ calls }: Usage, posts: number): Item[] {
  const files = (calls['s3 PutObject'] ?? 0) / posts
  if (files === 0) return []
  const dollars = (price: number) => files * price
  return [
    { what: 'the file into S3', dollars: dollars(prices.s3Put.dollars), from: `${files} PutObject` },
    { what: 'read there by the network', dollars: dollars(prices.s3Get.dollars), from: `${files} GetObject` },
    {
      what: 'on its way to the network',
      dollars: dollars((fileBytes / gb) * perMillion * prices.transferOut.dollars),
      from: `${fileBytes / 1000} kB through CloudFront`,
    },
  ]
}

export const sumOf = (items: readonly Item[]): number => items.reduce((sum, { dollars }) => sum + dollars, 0)

const short = (amount: number) => String(Math.round(amount * 100) / 100)
