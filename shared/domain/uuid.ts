import { createHash, randomBytes } from 'node:crypto'

/** RFC 9562 version 7: sorts by time. */
export const uuidv7 = (at: number): string => uuidOf(at, randomBytes(16))

/** The same in form, and always the same one for this name and time. */
export const namedUuid = (at: number, name: string): string =>
  uuidOf(at, createHash('sha256').update(name).digest().subarray(0, 16))

/** When a version 7 id was made, ms. */
export const timeOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)

function uuidOf(at: number, bytes: Buffer): string {
  bytes.writeUIntBE(at, 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
