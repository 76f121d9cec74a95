import { DecryptCommand, EncryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { expect, test } from 'vitest'
import { awsForTests, errorName } from './aws-fixture.ts'

const { aws } = await awsForTests()
const kms = new KMSClient({ maxAttempts: 1 })
const { keyId, arn } = aws.kms.createKey({ alias: 'tokens' })
const EncryptionContext = { platform: 'x', connection: '1' }

const dataKey = () =>
  kms.send(new GenerateDataKeyCommand({ KeyId: arn, KeySpec: 'AES_256', EncryptionContext }))

test('a data key is opened by its own context, in any order', async () => {
  const { Plaintext, CiphertextBlob } = await dataKey()
  const opened = await kms.send(
    new DecryptCommand({ CiphertextBlob, EncryptionContext: { connection: '1', platform: 'x' } }),
  )
  expect(Plaintext).toHaveLength(32)
  expect(opened.Plaintext).toEqual(Plaintext)
  expect(opened.KeyId).toBe(arn)
})

test.each([
  ['wrong', { platform: 'instagram', connection: '1' }],
  ['missing', undefined],
  ['incomplete', { platform: 'x' }],
  ['extra', { ...EncryptionContext, more: '1' }],
])('a %s context opens nothing', async (_what, context) => {
  const { CiphertextBlob } = await dataKey()
  const open = kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context }))
  expect(await errorName(open)).toBe('InvalidCiphertextException')
})

test('a changed or foreign ciphertext is invalid', async () => {
  const { CiphertextBlob } = await kms.send(
    new EncryptCommand({ KeyId: 'alias/tokens', Plaintext: Buffer.from('hi') }),
  )
  const changed = Uint8Array.from(CiphertextBlob ?? [])
  changed[changed.length - 1]! ^= 1
  const open = (blob: Uint8Array, KeyId?: string) =>
    errorName(kms.send(new DecryptCommand({ CiphertextBlob: blob, KeyId })))
  expect(await open(changed)).toBe('InvalidCiphertextException')
  expect(await open(Buffer.from('nonsense'))).toBe('InvalidCiphertextException')
  expect(await open(CiphertextBlob!, aws.kms.createKey().arn)).toBe('IncorrectKeyException')
  expect(await open(CiphertextBlob!)).toBe('none')
})

test('a key that is unknown, disabled, going away or unavailable says so', async () => {
  expect(await errorName(kms.send(new GenerateDataKeyCommand({ KeyId: 'none', KeySpec: 'AES_256' })))).toBe(
    'NotFoundException',
  )
  aws.kms.setKeyState(keyId, 'Disabled')
  expect(await errorName(dataKey())).toBe('DisabledException')
  aws.kms.setKeyState(keyId, 'PendingDeletion')
  expect(await errorName(dataKey())).toBe('KMSInvalidStateException')
  aws.kms.setKeyState(keyId, 'Enabled')
  aws.faults.add({ service: 'kms', operation: 'GenerateDataKey', kind: 'kms_unavailable' })
  expect(await errorName(dataKey())).toBe('KeyUnavailableException')
  expect(await errorName(dataKey())).toBe('none')
})
