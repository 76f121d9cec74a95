import { createHash, randomBytes } from 'node:crypto'
import type { SimAccount } from '../kit/server.ts'
import type { AssetKind, LinkedIn } from './state.ts'

/** Subjects are pairwise: one account has another id for each app. */
export function subjectOf(account: SimAccount, clientId: string): string {
  return createHash('sha256')
    .update(`${clientId} ${account.id}`)
    .digest('base64url')
    .replace(/[-_]/g, 'x')
    .slice(0, 10)
}

export const personUrn = (account: SimAccount, clientId: string) =>
  `urn:li:person:${subjectOf(account, clientId)}`

/** Milliseconds since 1970 above 22 bits, as in real shares; always greater than the last. */
export function nextId(context: LinkedIn): string {
  const first = BigInt(context.clock.now()) << 22n
  const last = BigInt(context.state.lastId)
  context.state.lastId = String(first > last ? first : last + 1n)
  return context.state.lastId
}

/** An id of that moment; `sequence` tells those of the same one apart. */
export const idAt = (at: number, sequence: number): string =>
  String((BigInt(at) << 22n) | BigInt(sequence % 4_194_304))

export const createdAt = (id: string): number => Number(BigInt(id) >> 22n)

/** The tail of an asset's URN. */
export function assetId(kind: AssetKind): string {
  const prefix = { image: 'D4E22AQ', video: 'D4E05AQ', document: 'D4E1FAQ' }[kind]
  return prefix + randomBytes(11).toString('base64url').replace(/[-_]/g, 'y')
}
