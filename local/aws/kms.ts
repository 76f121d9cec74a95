import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Json, jsonService } from './json-service.ts'
import { AwsError, arn, invalid, type Service } from './service.ts'

type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion'

interface Key {
  id: string
  alias?: string
  material: string
  state: KeyState
}

export interface LocalKms {
  /** With an alias that exists already, that key. */
  createKey(options?: { alias?: string }): { keyId: string; arn: string }
  /** `Disabled` answers DisabledException, `PendingDeletion` KMSInvalidStateException. */
  setKeyState(keyId: string, state: KeyState): void
}

/** Symmetric KMS keys with real AES-256-GCM; the encryption context is the additional authenticated data. */
export function openKms(folder: string): { local: LocalKms; service: Service } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'keys.json')
  const keys: Key[] = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Key[]) : []

  function save() {
    writeFileSync(`${file}.new`, JSON.stringify(keys), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }

  function named(name: unknown): Key {
    if (typeof name !== 'string' || name === '') throw invalid('KeyId is required')
    const short = name.replace(/^arn:aws:kms:[^:]+:\d+:(key\/)?/, '')
    const key = keys.find((each) => each.id === short || (each.alias && each.alias === short))
    if (!key) throw new AwsError('NotFoundException', `Key '${name}' does not exist`)
    return key
  }

  function usable(key: Key): Key {
    const name = arn('kms', `key/${key.id}`)
    if (key.state === 'Disabled') throw new AwsError('DisabledException', `${name} is disabled.`)
    if (key.state !== 'Enabled')
      throw new AwsError('KMSInvalidStateException', `${name} is pending deletion.`)
    return key
  }

  function encrypt(key: Key, plaintext: Buffer, context: Buffer): string {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', Buffer.from(key.material, 'base64'), nonce).setAAD(context)
    const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()])
    return Buffer.concat([Buffer.from(key.id), nonce, cipher.getAuthTag(), sealed]).toString('base64')
  }

  const service = jsonService({
    Encrypt(input) {
      const key = usable(named(input.KeyId))
      const plaintext = blob(input, 'Plaintext', 4096)
      return { CiphertextBlob: encrypt(key, plaintext, contextOf(input)), ...described(key) }
    },
    GenerateDataKey(input) {
      const key = usable(named(input.KeyId))
      const plaintext = randomBytes(dataKeyLength(input))
      const CiphertextBlob = encrypt(key, plaintext, contextOf(input))
      return { CiphertextBlob, Plaintext: plaintext.toString('base64'), KeyId: arn('kms', `key/${key.id}`) }
    },
    Decrypt(input) {
      const bytes = blob(input, 'CiphertextBlob', 6144)
      const key = keys.find((each) => each.id === bytes.subarray(0, 36).toString('latin1'))
      if (!key || bytes.length < 64) throw new AwsError('InvalidCiphertextException', '')
      if (input.KeyId !== undefined && named(input.KeyId) !== key) {
        throw new AwsError(
          'IncorrectKeyException',
          'The key ID in the request does not identify the key used',
        )
      }
      usable(key)
      const material = Buffer.from(key.material, 'base64')
      const cipher = createDecipheriv('aes-256-gcm', material, bytes.subarray(36, 48)).setAAD(
        contextOf(input),
      )
      cipher.setAuthTag(bytes.subarray(48, 64))
      try {
        const plaintext = Buffer.concat([cipher.update(bytes.subarray(64)), cipher.final()])
        return { Plaintext: plaintext.toString('base64'), ...described(key) }
      } catch {
        throw new AwsError('InvalidCiphertextException', '')
      }
    },
  })

  const local: LocalKms = {
    createKey({ alias } = {}) {
      const name = alias?.replace(/^(alias\/)?/, 'alias/')
      let key = name ? keys.find((each) => each.alias === name) : undefined
      if (!key) {
        key = {
          id: randomUUID(),
          alias: name,
          material: randomBytes(32).toString('base64'),
          state: 'Enabled',
        }
        keys.push(key)
        save()
      }
      return { keyId: key.id, arn: arn('kms', `key/${key.id}`) }
    },
    setKeyState(keyId, state) {
      named(keyId).state = state
      save()
    },
  }
  return { local, service }
}

const described = (key: Key) => ({
  KeyId: arn('kms', `key/${key.id}`),
  EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
})

function blob(input: Json, name: string, longest: number): Buffer {
  const bytes = Buffer.from(String(input[name] ?? ''), 'base64')
  if (bytes.length === 0 || bytes.length > longest) {
    throw invalid(`Value at '${name}' failed to satisfy constraint: Member must have length 1 to ${longest}`)
  }
  return bytes
}

/** The order of the pairs means nothing, their spelling everything. */
function contextOf(input: Json): Buffer {
  const pairs = Object.entries((input.EncryptionContext ?? {}) as Record<string, unknown>)
  if (pairs.some(([, value]) => typeof value !== 'string'))
    throw invalid('EncryptionContext must map names to strings')
  pairs.sort(([a], [b]) => (a < b ? -1 : 1))
  return Buffer.from(JSON.stringify(pairs))
}

function dataKeyLength(input: Json): number {
  if (input.KeySpec !== undefined && input.NumberOfBytes !== undefined) {
    throw invalid('Please specify either number of bytes or key spec.')
  }
  if (input.KeySpec === 'AES_256') return 32
  if (input.KeySpec === 'AES_128') return 16
  const length = Number(input.NumberOfBytes)
  if (!Number.isInteger(length) || length < 1 || length > 1024) {
    throw invalid('Please specify either number of bytes or key spec.')
  }
  return length
}
