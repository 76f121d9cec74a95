import { randomUUID } from 'node:crypto'
import { type Generation, type GenerationStatus, generationSourcesOf } from '../domain/generation.ts'
import { dueShard, keys } from './keys.ts'
import { newestFirst, type PageWanted } from './newest-first.ts'
import type { Table } from './table.ts'

type GenerationRef = Pick<Generation, 'user_id' | 'id'>
type Changes = Partial<Omit<Generation, 'user_id' | 'id' | 'status'>>

export const getGeneration = (
  table: Table,
  { user_id, id }: GenerationRef,
): Promise<Generation | undefined> =>
  table.get<Generation>(keys.generation(user_id, id), { consistent: true })

/** Writes a new generation. @returns the one that is there, which is another's work where the id was known already */
export async function createGeneration(table: Table, generation: Generation): Promise<Generation> {
  const key = keys.generation(generation.user_id, generation.id)
  const item = { ...generation, write_id: randomUUID(), due_shard: dueShard('LOOK', generation.id) }
  if (await table.put(key, item, { if: 'attribute_not_exists(pk)' })) return generation
  const stored = await table.get<Generation & { write_id: string }>(key, { consistent: true })
  // The client repeats a write whose answer was lost.
  return stored === undefined || stored.write_id === item.write_id ? generation : stored
}

export interface GenerationChange {
  to?: GenerationStatus
  set?: Changes
  remove?: readonly 'due'[]
  add?: Partial<Record<'wake' | 'claims', number>>
  if?: string
  values?: Record<string, unknown>
}

/**
 * The one writer of generations: a conditional update of one item, its condition derived from the table of
 * transitions. A refused or unanswered write is followed by a consistent read: finding our own there is success.
 * @returns undefined when it was refused
 */
export async function changeGeneration(
  table: Table,
  { user_id, id }: GenerationRef,
  change: GenerationChange,
): Promise<Generation | undefined> {
  const key = keys.generation(user_id, id)
  const write_id = randomUUID()
  const moves = change.to ? generationSourcesOf(change.to) : []
  const written = async () => {
    const now = await table.get<Generation & { write_id?: string }>(key, { consistent: true })
    return now?.write_id === write_id ? now : undefined
  }
  try {
    const changed = await table.update<Generation>(
      key,
      {
        set: { ...change.set, write_id, ...(change.to ? { status: change.to } : {}) },
        remove: change.remove ? [...change.remove, 'due_shard'] : [],
        ...(change.add ? { add: change.add as Record<string, number> } : {}),
      },
      {
        if: [
          'attribute_exists(pk)',
          ...(change.to ? [`#status IN (${moves.map((_, n) => `:source_${n}`).join(', ')})`] : []),
          ...(change.if ? [`(${change.if})`] : []),
        ].join(' AND '),
        values: {
          ...change.values,
          ...Object.fromEntries(moves.map((status, n) => [`source_${n}`, status])),
        },
      },
    )
    return changed ?? (await written())
  } catch (error) {
    const ours = await written().catch(() => undefined)
    if (ours) return ours
    throw error
  }
}

/** A page of a user's generations, newest first. */
export const pageOfGenerations = (table: Table, userId: string, page: PageWanted) =>
  newestFirst<Generation>(table, keys.generations(userId), page)
