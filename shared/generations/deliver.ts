import type { Generation } from '../domain/generation.ts'
import { lookAfterMs } from '../domain/queues.ts'
import { sealToken } from '../security/callback-token.ts'
import { signedPost } from '../security/signed-post.ts'
import { changeGeneration } from '../storage/generations.ts'
import { finish } from './finish.ts'
import { graceMs } from './lifetime.ts'
import { sendOn } from './send-on.ts'
import type { GeneratingServices } from './services.ts'
import { uploadKeyOf, uploadNames } from './uploads.ts'

const answerMs = 20_000
const firstWaitMs = 5_000
const longestWaitMs = 5 * 60_000

/** An answer after which the same request may be taken. */
const mayPass = (status: number | undefined): boolean =>
  status === undefined || status >= 500 || [408, 425, 429].includes(status)

const unanswered = { if: '#status = :generating AND attribute_not_exists(#result)' }
const generating = { generating: 'generating' }

/** Hands a generation to the orchestrator, and again, ever more seldom, until it takes it or the time is over. */
export async function deliver(
  services: GeneratingServices,
  generation: Generation,
  turn: { endsAt: number },
): Promise<void> {
  const claimed = await claim(services, generation, turn)
  if (!claimed || claimed.delivered_at !== undefined) return
  const status = await post(services, claimed)
  if (status !== undefined && status >= 200 && status < 300) return taken(services, claimed)
  services.log.warn({ msg: 'orchestrator did not take a generation', generation_id: claimed.id, status })
  if (mayPass(status)) return again(services, claimed)
  await refused(services, claimed, status!)
}

/** Generating before it is sent: its callback may come before the answer. */
function claim(services: GeneratingServices, generation: Generation, turn: { endsAt: number }) {
  const { wake, status, delivered_at, deadline } = generation
  return changeGeneration(services.table, generation, {
    ...(status === 'requested' ? { to: 'generating' as const } : {}),
    set: { due: delivered_at === undefined ? turn.endsAt + graceMs : deadline },
    add: { wake: 1 },
    if: '#wake = :wake AND #status = :status',
    values: { wake, status },
  })
}

async function post(services: GeneratingServices, generation: Generation): Promise<number | undefined> {
  const { settings, links, now } = services
  const secrets = await services.secrets()
  const { id, user_id, prompt, aspect_ratio, style, count, params, created_at, deadline } = generation
  const seconds = Math.max(1, Math.ceil((deadline - now()) / 1000))
  const uploads = await Promise.all(
    uploadNames(count).map(async (name) => ({
      name,
      ...(await links.uploadAny(uploadKeyOf(generation, name), { seconds, now: now() })),
    })),
  )
  return signedPost({
    url: settings.webhookUrl!,
    secret: secrets.webhook,
    headers: { 'idempotency-key': id },
    body: {
      id,
      prompt,
      aspect_ratio: aspect_ratio ?? null,
      style: style ?? null,
      count,
      params: params ?? {},
      created_at: new Date(created_at).toISOString(),
      expires_at: new Date(deadline).toISOString(),
      uploads,
      callback: {
        method: 'POST',
        url: `${settings.callbackBase}${id}/callback`,
        token: sealToken(secrets.callback, { user_id, id }),
      },
    },
    now: now(),
    deadlineMs: answerMs,
  })
}

async function taken({ table, now }: GeneratingServices, generation: Generation): Promise<void> {
  await changeGeneration(table, generation, {
    set: { delivered_at: now(), due: generation.deadline },
    ...unanswered,
    values: generating,
  })
}

async function again(services: GeneratingServices, generation: Generation): Promise<void> {
  const now = services.now()
  const waitMs = Math.min(Math.max(firstWaitMs, now - generation.created_at), longestWaitMs)
  const due = Math.min(now + waitMs + lookAfterMs, generation.deadline)
  const waiting = await changeGeneration(services.table, generation, {
    set: { due },
    ...unanswered,
    values: generating,
  })
  if (waiting) await sendOn(services, waiting, waitMs / 1000)
}

async function refused(services: GeneratingServices, generation: Generation, status: number): Promise<void> {
  const now = services.now()
  const failed = await changeGeneration(services.table, generation, {
    to: 'failed',
    set: {
      images: [],
      error: `The orchestrator refused the request with ${status}.`,
      ended_at: now,
      due: now + lookAfterMs,
    },
    if: 'attribute_not_exists(#result)',
  })
  if (failed) await finish(services, failed)
}
