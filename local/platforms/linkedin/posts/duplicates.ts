import { createHash } from 'node:crypto'
import { Refusal } from '../../kit/server.ts'
import { nextId } from '../ids.ts'
import type { LinkedIn } from '../state.ts'
import type { CreateRequest } from './schema.ts'

/** What makes two posts of an author the same. */
export function fingerprintOf(context: LinkedIn, asked: CreateRequest): string {
  const { author, commentary, content, reshareContext } = asked
  const text = commentary.normalize('NFC').trim()
  const rest = context.settings.duplicate_compares === 'text' ? [] : [content, reshareContext]
  return createHash('sha256')
    .update(JSON.stringify([author, text, ...rest]))
    .digest('hex')
}

/** Refuses content that is live already, or was deleted a short while ago. */
export function checkDuplicate(context: LinkedIn, author: string, fingerprint: string): void {
  const now = context.clock.now()
  const { duplicate_window_ms, ghost_window_ms, duplicate_names } = context.settings
  const original = context.state.posts.findLast(
    (post) =>
      post.fingerprint === fingerprint &&
      post.lifecycleState === 'PUBLISHED' &&
      post.createdAt > now - duplicate_window_ms,
  )
  const isGhost = context.state.deleted.some(
    (gone) => gone.fingerprint === fingerprint && gone.at > now - ghost_window_ms,
  )
  if (!original && !isGhost) return
  if (duplicate_names === 'person') throw duplicateOf(context, author)
  throw duplicateOf(context, original && duplicate_names === 'original' ? original.urn : freshUrn(context))
}

/** A URN minted for the refused request: nobody will find it. */
export const freshUrn = (context: LinkedIn) => `urn:li:share:${nextId(context)}`

/** The recorded refusal (Arisamiga/Linkedin-RSS #5, 2023-12-14; without errorDetails on 2026-06-11). */
export function duplicateOf(context: LinkedIn, urn: string): Refusal {
  const { duplicate_body, duplicate_status: status } = context.settings
  const words = `Content is a duplicate of ${urn}`
  const message = `com.linkedin.content.common.exception.BadRequestResponseException: ${words}`
  const errorDetailType = 'com.linkedin.common.error.BadRequest'
  const inputErrors = [{ description: 'Duplicate post is detected', input: {}, code: 'DUPLICATE_POST' }]
  const bodies: Record<string, unknown> = {
    full: { errorDetailType, message, errorDetails: { inputErrors }, status },
    bare: { errorDetailType, message, status },
    text: { message: words, status },
  }
  return new Refusal({ status, body: bodies[duplicate_body] ?? bodies.full })
}
