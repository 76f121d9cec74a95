import { invalidUrnId, invalidUrnType } from './errors.ts'

/** A post's URN from a path or body. */
export function postUrn(value: string): string {
  const [, type, id] = /^urn:li:(\w+):(.+)$/.exec(value) ?? []
  if (!type || !id) throw invalidUrnId()
  if (type !== 'share' && type !== 'ugcPost') throw invalidUrnType()
  if (!/^\d{1,19}$/.test(id)) throw invalidUrnId()
  return value
}
