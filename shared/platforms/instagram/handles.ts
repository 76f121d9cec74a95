import * as z from 'zod/mini'
import { handlesGone } from '../failures.ts'

const dayMs = 86_400_000

const child = z.object({ id: z.optional(z.string()), ready: z.boolean() })

const handlesSchema = z.object({
  /** When the first container was made, ms: all of them end 24 h after it at the earliest. */
  created_at: z.number(),
  /** Reads since the newest container was made; they grow rarer. */
  polls: z.number(),
  /** A carousel's items, in order. */
  children: z.array(child),
  /** The container that is published. */
  container: z.optional(z.string()),
})

/** What prepare left at Instagram for one post. */
export type Handles = z.output<typeof handlesSchema>

/** Undefined before anything was made. */
export const readHandles = (handles: Record<string, unknown>): Handles | undefined =>
  Object.keys(handles).length === 0 ? undefined : handlesSchema.parse(handles)

/** Containers live 24 hours. https://developers.facebook.com/docs/instagram-platform/content-publishing, 2026-11-20 */
export const usableUntil = ({ created_at }: Handles): number => created_at + dayMs

/** The container that the armed commit named. */
export function armedContainer(handles: Record<string, unknown>): string {
  const container = readHandles(handles)?.container
  if (!container) throw handlesGone()
  return container
}
