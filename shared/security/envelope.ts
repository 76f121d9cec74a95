import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import type { Envelope } from '../domain/social-connection.ts'

/** Binds an envelope to its owner: with another context KMS does not unwrap the key. */
export type EncryptionContext =
  | { user_id: string; connection_id: string; platform: string }
  | { user_id: string; webhook_endpoint_id: string }

/** Envelope encryption under one KMS key. */
export interface Envelopes {
  seal(plaintext: string, context: EncryptionContext): Promise<Envelope>
  /** Asks KMS now for what seals one plaintext later, when nothing may fail any more. */
  sealer(context: EncryptionContext): Promise<(plaintext: string) => Envelope>
  open(envelope: Envelope, context: EncryptionContext): Promise<string>
}

const cachedMs = 15 * 60_000
const cachedKeys = 200
const ivBytes = 12
const tagBytes = 16

/** AES-256-GCM with a data key per envelope; unwrapped keys are kept 15 minutes, at most 200 of them. */
export function openEnvelopes(keyId: string, now: () => number): Envelopes {
  const client = new KMSClient({})
  const cache = new Map<string, { key: Buffer; until: number }>()
  const aad = (context: EncryptionContext) => Buffer.from(JSON.stringify(Object.entries(context).sort()))

  const remember = (wrapped: string, key: Buffer) => {
    const oldest = cache.keys().next().value
    if (cache.size >= cachedKeys && oldest !== undefined) cache.delete(oldest)
    cache.set(wrapped, { key, until: now() + cachedMs })
  }

  const unwrap = async (wrapped: string, context: EncryptionContext): Promise<Buffer> => {
    const id = `${wrapped}${aad(context).toString('base64')}`
    const cached = cache.get(id)
    if (cached && cached.until > now()) return cached.key
    const answer = await client.send(
      new DecryptCommand({
        KeyId: keyId,
        CiphertextBlob: Buffer.from(wrapped, 'base64'),
        EncryptionContext: context,
      }),
    )
    const key = Buffer.from(answer.Plaintext!)
    remember(id, key)
    return key
  }

  const sealer: Envelopes['sealer'] = async (context) => {
    const { Plaintext, CiphertextBlob } = await client.send(
      new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: context }),
    )
    return (plaintext) => {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', Plaintext!, iv, { authTagLength: tagBytes })
      cipher.setAAD(aad(context))
      const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
      return {
        v: 1,
        key: Buffer.from(CiphertextBlob!).toString('base64'),
        box: Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64'),
      }
    }
  }

  return {
    sealer,
    seal: async (plaintext, context) => (await sealer(context))(plaintext),
    async open(envelope, context) {
      const box = Buffer.from(envelope.box, 'base64')
      const key = await unwrap(envelope.key, context)
      const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      })
      decipher.setAAD(aad(context))
      decipher.setAuthTag(box.subarray(ivBytes, ivBytes + tagBytes))
      return Buffer.concat([decipher.update(box.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
        'utf8',
      )
    },
  }
}
