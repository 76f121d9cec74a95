import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { TikTok } from './state.ts'

/** The next int64: seconds of the clock, then noise; odd, so that a double never holds it. */
export function nextId(tiktok: TikTok): string {
  const seconds = BigInt(Math.floor(tiktok.clock.now() / 1000))
  const fresh = (seconds << 32n) | BigInt(randomInt(2 ** 31)) | 1n
  const last = BigInt(tiktok.state.lastId)
  tiktok.state.lastId = String(fresh > last ? fresh : last + 2n)
  return tiktok.state.lastId
}

/** An id of that second; `sequence` tells those of the same one apart. */
export const idAt = (at: number, sequence: number): string =>
  String((BigInt(Math.floor(at / 1000)) << 32n) | BigInt(2 * sequence + 1))

/** Answers carry it for support requests. */
export function newLogId(tiktok: TikTok): string {
  const stamp = new Date(tiktok.clock.now()).toISOString().replace(/\D/g, '').slice(0, 14)
  return stamp + randomBytes(9).toString('hex').toUpperCase()
}

/** The user's id within one app. */
export const openIdOf = (accountId: string, clientKey: string) => `-000${digest(`${clientKey} ${accountId}`)}`

/** The user's id among all apps of a developer. */
export const unionIdOf = (accountId: string) => digest(`union ${accountId}`)

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 32)
