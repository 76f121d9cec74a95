import { setTimeout as pause } from 'node:timers/promises'
import type { Behaviour } from './behaviour.ts'
import { sign } from './sign.ts'

/** What the webhook brings; the README tells its fields. */
export interface Order {
  id: string
  prompt: string
  aspect_ratio: string | null
  style: string | null
  count: number
  params: Record<string, unknown>
  uploads: { name: string; method: string; url: string; headers: Record<string, string> }[]
  callback: { method: string; url: string; token: string }
}

export interface Workshop {
  behaviour: Behaviour
  secret: string
  imageApi: { url: string; key: string | undefined; model: string | undefined }
  /** Where a picture can be fetched from by a link. */
  show(name: string, bytes: Buffer): string
  now(): number
}

type Image = { upload: string } | { url: string } | { data: string }

/** Has the images drawn, hands them over, and calls back. @returns the statuses of the callbacks */
export async function work(shop: Workshop, order: Order): Promise<number[]> {
  const { behaviour } = shop
  if (behaviour.delay_ms > 0) await pause(behaviour.delay_ms)
  if (behaviour.lose) return []
  const body = JSON.stringify(
    behaviour.fail ? { status: 'failed', error: behaviour.fail } : await completed(shop, order),
  )
  const statuses: number[] = []
  for (let n = 0; n < behaviour.answers; n += 1) statuses.push(await callBack(shop, order, body))
  return statuses
}

async function completed(shop: Workshop, order: Order) {
  try {
    const pictures = await drawn(shop, order)
    const images = await Promise.all(pictures.map((bytes, n) => handOver(shop, order, { bytes, n })))
    return { status: 'completed', images }
  } catch (error) {
    return { status: 'failed', error: (error as Error).message.slice(0, 500) }
  }
}

async function drawn({ imageApi, behaviour }: Workshop, order: Order): Promise<Buffer[]> {
  const answer = await fetch(`${imageApi.url}/images/generations`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(imageApi.key ? { authorization: `Bearer ${imageApi.key}` } : {}),
    },
    body: JSON.stringify({
      prompt: order.style ? `${order.prompt}\nStyle: ${order.style}` : order.prompt,
      n: order.count,
      size: sizeOf(order.aspect_ratio ?? '1:1', behaviour.longer_side),
      ...(imageApi.model ? { model: imageApi.model } : {}),
      ...(order.params.output_format ? { output_format: order.params.output_format } : {}),
    }),
  })
  if (!answer.ok) throw new Error(`The image service answered ${answer.status}.`)
  const { data } = (await answer.json()) as { data: { b64_json?: string; url?: string }[] }
  const pictures = await Promise.all(
    data.map(async ({ b64_json, url }) =>
      b64_json ? Buffer.from(b64_json, 'base64') : Buffer.from(await (await fetch(url!)).arrayBuffer()),
    ),
  )
  return pictures.map((bytes, n) => (n < behaviour.broken ? Buffer.from('no image at all') : bytes))
}

function sizeOf(ratio: string, longerSide: number): string {
  const [across = 1, down = 1] = ratio.split(':').map(Number)
  const unit = longerSide / Math.max(across, down)
  return `${Math.round(across * unit)}x${Math.round(down * unit)}`
}

async function handOver(
  { behaviour, show }: Workshop,
  order: Order,
  { bytes, n }: { bytes: Buffer; n: number },
): Promise<Image> {
  if (behaviour.give === 'inline') return { data: bytes.toString('base64') }
  if (behaviour.give === 'link') return { url: show(`${order.id}-${n + 1}.png`, bytes) }
  const upload = order.uploads[n]!
  const { url, method, headers } = upload
  const status = await persistently(() => fetch(url, { method, headers, body: new Uint8Array(bytes) }))
  // 412: an earlier try of ours has put it there.
  if (status !== 412 && (status < 200 || status > 299))
    throw new Error(`The upload was answered with ${status}.`)
  return { upload: upload.name }
}

const tries = 5
const pauseMs = 200

/** Asks again a few times where nobody answers or it is the other side's fault. @returns the status; 0: no answer */
async function persistently(ask: () => Promise<Response>): Promise<number> {
  for (let tried = 1; ; tried += 1) {
    const answer = await ask().catch(() => undefined)
    await answer?.arrayBuffer().catch(() => undefined)
    const status = answer?.status ?? 0
    if ((status > 0 && status < 500) || tried === tries) return status
    await pause(pauseMs)
  }
}

const callBack = (shop: Workshop, order: Order, body: string): Promise<number> =>
  persistently(() => callOnce(shop, order, body))

function callOnce(shop: Workshop, { callback }: Order, body: string): Promise<Response> {
  const { behaviour, secret, now } = shop
  const { pathname: path } = new URL(callback.url)
  const age = behaviour.forge === 'time' ? 3_600_000 : 0
  const seconds = String(Math.floor((now() - age) / 1000))
  const key = behaviour.forge === 'signature' ? 'somebody else’s secret' : secret
  const token = behaviour.forge === 'token' ? `${callback.token.slice(0, -4)}AAAA` : callback.token
  return fetch(callback.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'creativeflow-timestamp': seconds,
      'creativeflow-signature': sign(key, seconds, { method: 'POST', path, body }),
      'creativeflow-token': token,
    },
    body,
  })
}
