import type { PostContext, Preparation } from '../contract.ts'
import { windowLeadMs } from './find.ts'
import { type Handles, readHandles, usableUntil } from './handles.ts'
import { listPins } from './list-pins.ts'
import { matchesOf } from './match.ts'
import { boardOf } from './pin.ts'
import { advance } from './upload.ts'

// The engine starts over ten minutes before the end; a little earlier here, so that it never meets such a handle.
const endMarginMs = 15 * 60_000
/** Pins of two minutes are looked for; a board in an order of its own may hide one, as if it were not asked. */
const maxPages = 2

/** Looks at the board, so that what is there already is never taken for ours; then uploads the film, if there is one. */
export async function prepare(context: PostContext): Promise<Preparation> {
  const { content, media, network } = context
  const held = readHandles(context.handles)
  const neededUntil = Math.max(network.now(), content.scheduled_at ?? 0) + endMarginMs
  const handles =
    held && usableUntil(held) > neededUntil
      ? held
      : { made_at: network.now(), known: await knownPins(context, held) }

  const film = media.find(({ kind }) => kind === 'video')
  if (!film) return { state: 'ready', handles, usableUntil: usableUntil(handles) }
  const { upload, seconds } = await advance(context, film, handles.upload)
  const result = { handles: { ...handles, upload }, usableUntil: usableUntil(handles) }
  return seconds === undefined ? { state: 'ready', ...result } : { state: 'wait', ...result, seconds }
}

/** Pins like this one that are on the board now. Once a try was lost, none: what is there now may be ours. */
async function knownPins(context: PostContext, held: Handles | undefined): Promise<string[]> {
  if (context.steps.some(({ first_armed_at, attempt_id }) => first_armed_at ?? attempt_id))
    return held?.known ?? []
  const since = context.network.now() - windowLeadMs
  const { pins } = await listPins(context, { boardId: boardOf(context), since, maxPages })
  const { same, otherLink } = matchesOf(context, pins)
  return [...same, ...otherLink].map(({ id }) => id)
}
