import { generatedPrefix } from '../domain/asset.ts'
import type { Generation } from '../domain/generation.ts'

type Ref = Pick<Generation, 'user_id' | 'id'>

const folderOf = ({ user_id, id }: Ref) =>
  `${generatedPrefix}${Buffer.from(user_id).toString('base64url')}/${id}/`

/** What the orchestrator may upload, by name. */
export const uploadNames = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `image-${n + 1}`)

export const uploadKeyOf = (generation: Ref, name: string): string => `${folderOf(generation)}${name}`

/** Where an inline image is put: of a callback's own, so that one that is not accepted overwrites nothing. */
export const inlineKeyOf = (generation: Ref, callback: string, n: number): string =>
  `${folderOf(generation)}${callback}-${n}`
