import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { Platform } from '../domain/platform.ts'
import type { Envelope } from '../domain/social-connection.ts'
import { branchContext, openBranchKeys, type StandingKeys } from './branch-keys.ts'
import { openDataKeys, spelled } from './data-keys.ts'

/** Binds an envelope to its owner: it opens with no other context. */
export type EncryptionContext =
  | { user_id: string; connection_id: string; platform: Platform }
  | { user_id: string; webhook_endpoint_id: string }

/** Envelope encryption under one KMS key. */
export interface Envelopes {
  seal(plaintext: string, context: EncryptionContext): Promise<Envelope>
  /** Asks KMS and the table now for what seals one plaintext later, when nothing may fail any more. */
  sealer(context: EncryptionContext): Promise<(plaintext: string) => Envelope>
  open(envelope: Envelope, context: EncryptionContext): Promise<string>
}

const ivBytes = 12
const tagBytes = 16
const saltBytes = 32
const keyBytes = 32

/**
 * AES-256-GCM. Version 1 has a data key of its own from KMS, as signing secrets do and tokens did. Version 2, of
 * tokens, has a key derived from its network's branch key, its salt and its owner.
 */
export function openEnvelopes({
  keyId,
  standing,
  now,
}: {
  keyId: string
  standing: StandingKeys
  now(): number
}): Envelopes {
  const dataKeys = openDataKeys(keyId, now)
  const newest = openBranchKeys({ dataKeys, standing }, now)

  const sealer: Envelopes['sealer'] = async (context) => {
    if (!('platform' in context)) {
      const { key, wrapped } = await dataKeys.make(context)
      return (plaintext) => ({ v: 1, key: wrapped, box: lock(key, plaintext, context).toString('base64') })
    }
    const wrapped = await newest(context.platform)
    const key = await dataKeys.unwrap(wrapped, branchContext(context.platform))
    return (plaintext) => {
      const salt = randomBytes(saltBytes)
      const box = Buffer.concat([salt, lock(derive(key, salt, context), plaintext, context)])
      return { v: 2, key: wrapped, box: box.toString('base64') }
    }
  }

  return {
    sealer,
    seal: async (plaintext, context) => (await sealer(context))(plaintext),
    async open(envelope, context) {
      const box = Buffer.from(envelope.box, 'base64')
      if (envelope.v === 1 || !('platform' in context))
        return unlock(await dataKeys.unwrap(envelope.key, context), box, context)
      const key = await dataKeys.unwrap(envelope.key, branchContext(context.platform))
      const [salt, locked] = [box.subarray(0, saltBytes), box.subarray(saltBytes)]
      return unlock(derive(key, salt, context), locked, context)
    },
  }
}

/** The owner stands in it by its hash: HKDF takes no more than 1,024 bytes here. */
function derive(key: Buffer, salt: Buffer, context: EncryptionContext): Buffer {
  const owner = createHash('sha256').update(spelled(context)).digest()
  const info = Buffer.concat([Buffer.from('creativeflow tokens v2\n'), owner])
  return Buffer.from(hkdfSync('sha256', key, salt, info, keyBytes))
}

function lock(key: Buffer, plaintext: string, context: EncryptionContext): Buffer {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(spelled(context)))
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed])
}

function unlock(key: Buffer, box: Buffer, context: EncryptionContext): string {
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, ivBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(spelled(context)))
  decipher.setAuthTag(box.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([decipher.update(box.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8')
}
