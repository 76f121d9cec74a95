import { createHash } from 'node:crypto'
import { AppError } from './errors.ts'

/** Names a list by all that decides what is in it. The user always comes from the token, never from a cursor. */
export const listName = (...parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16)

/** Where in which list to go on, opaque to the caller. */
export const makeCursor = (list: string, after: string): string =>
  Buffer.from(JSON.stringify([list, after])).toString('base64url')

/** @throws AppError `invalid_cursor`, also for one of another user or another filter */
export function readCursor(cursor: string, list: string): string {
  const refused = new AppError('invalid_cursor')
  let read: unknown
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw refused
  }
  const [of, after] = Array.isArray(read) ? (read as unknown[]) : []
  if (of !== list || typeof after !== 'string' || !/^[\x20-\x7d]{1,100}$/.test(after)) throw refused
  return after
}
