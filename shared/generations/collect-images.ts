import type { GeneratedImage, Generation } from '../domain/generation.ts'
import { lookAfterMs } from '../domain/queues.ts'
import { changeGeneration } from '../storage/generations.ts'
import { collectImage } from './collect-image.ts'
import { finish } from './finish.ts'
import { graceMs } from './lifetime.ts'
import { sendOn } from './send-on.ts'
import type { GeneratingServices } from './services.ts'

const maxClaims = 8
/** Links that fail for a reason that may pass are asked again after this many seconds, then given up. */
const fetchAgainSeconds = [5, 30, 120, 600] as const

/** Makes an asset of each image of an accepted callback, and ends the generation. */
export async function collectImages(
  services: GeneratingServices,
  generation: Generation,
  turn: { endsAt: number },
): Promise<void> {
  const claimed = await changeGeneration(services.table, generation, {
    set: { due: turn.endsAt + graceMs },
    add: { wake: 1, claims: 1 },
    if: '#wake = :wake AND #status = :generating',
    values: { wake: generation.wake, generating: 'generating' },
  })
  if (!claimed) return
  const mayFetch = claimed.claims <= maxClaims
  if (!mayFetch) services.log.error({ msg: 'generation gave up', generation_id: claimed.id })
  const sources = claimed.result!.images
  const found = await Promise.all(sources.map((_, n) => collectImage(services, claimed, { n, mayFetch })))
  const wait = fetchAgainSeconds[claimed.claims - 1]
  if (wait !== undefined && found.some((image) => 'later' in image)) return again(services, claimed, wait)
  await end(
    services,
    claimed,
    found.map((image) => ('later' in image ? { problem: image.later } : image)),
  )
}

async function again(services: GeneratingServices, generation: Generation, wait: number): Promise<void> {
  const due = services.now() + wait * 1000 + lookAfterMs
  const waiting = await changeGeneration(services.table, generation, {
    set: { due },
    if: '#wake = :wake',
    values: { wake: generation.wake },
  })
  if (waiting) await sendOn(services, waiting, wait)
}

async function end(
  services: GeneratingServices,
  generation: Generation,
  images: GeneratedImage[],
): Promise<void> {
  const now = services.now()
  const problems = images.flatMap((image) => ('problem' in image ? [image.problem] : []))
  const isNone = problems.length === images.length
  const ended = await changeGeneration(services.table, generation, {
    to: isNone ? 'failed' : 'completed',
    set: {
      images,
      ...(isNone ? { error: problems[0]! } : {}),
      ended_at: now,
      due: now + lookAfterMs,
    },
  })
  if (ended) await finish(services, ended)
}
