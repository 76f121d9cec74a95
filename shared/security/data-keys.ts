import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { keepAnswers } from './kept.ts'

/** What a key is bound to, in names and values: with other ones KMS does not unwrap it. */
export type KeyContext = Readonly<Record<string, string>>

export interface DataKey {
  key: Buffer
  /** As KMS gave it out; it may be stored anywhere. */
  wrapped: string
}

/** Keys of 32 bytes that only KMS unwraps; unwrapped ones are kept 15 minutes, at most 200 of them. */
export interface DataKeys {
  make(context: KeyContext): Promise<DataKey>
  unwrap(wrapped: string, context: KeyContext): Promise<Buffer>
}

export const keptMs = 15 * 60_000
const keptKeys = 200

export function openDataKeys(keyId: string, now: () => number): DataKeys {
  const client = new KMSClient({})
  const kept = keepAnswers<Buffer>({ ms: keptMs, most: keptKeys, now })
  const nameOf = (wrapped: string, context: KeyContext) => `${wrapped}\n${spelled(context)}`

  return {
    async make(context) {
      const { Plaintext, CiphertextBlob } = await client.send(
        new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: context }),
      )
      const wrapped = Buffer.from(CiphertextBlob!).toString('base64')
      return { wrapped, key: await kept(nameOf(wrapped, context), async () => Buffer.from(Plaintext!)) }
    },

    unwrap: (wrapped, context) =>
      kept(nameOf(wrapped, context), async () => {
        const { Plaintext } = await client.send(
          new DecryptCommand({
            KeyId: keyId,
            CiphertextBlob: Buffer.from(wrapped, 'base64'),
            EncryptionContext: context,
          }),
        )
        return Buffer.from(Plaintext!)
      }),
  }
}

/** The same whatever the order of its names. */
export const spelled = (context: KeyContext) => JSON.stringify(Object.entries(context).sort())
