import type { Target } from '../domain/social-connection.ts'

/** Of the 400 KB of a DynamoDB item, what the places of a connection may take, with their tokens. */
const maxBytes = 300_000

type TargetTokens = Readonly<Record<string, string>>

const bytesOf = (target: Target): number => Buffer.byteLength(JSON.stringify(target))

/** Sealed, bytes become base64. */
const sealedBytes = (tokens: TargetTokens, { id }: Target): number =>
  tokens[id] === undefined ? 0 : Math.ceil((bytesOf({ id, name: tokens[id], kind: '' }) * 4) / 3)

const unnamed = (target: Target): Target => ({ ...target, name: null })

/** The first places, as many as a connection can hold: thousands of boards, some hundreds of Pages with a token each. */
export function holdable(targets: readonly Target[], tokens: TargetTokens = {}): Target[] {
  let bytes = 0
  return targets.filter((target) => {
    bytes += bytesOf(unnamed(target)) + sealedBytes(tokens, target)
    return bytes <= maxBytes
  })
}

/** Places as they are stored: without their names where those would be too much. Whoever asks is told names anew. */
export function keptTargets(targets: Target[], tokens: TargetTokens = {}): Target[] {
  const bytes = targets.reduce((sum, target) => sum + bytesOf(target) + sealedBytes(tokens, target), 0)
  return bytes <= maxBytes ? targets : targets.map(unnamed)
}
