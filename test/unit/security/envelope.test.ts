import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { createTable } from '../../../local/create-table.ts'
import { openEnvelopes } from '../../../shared/security/envelope.ts'
import { keys } from '../../../shared/storage/keys.ts'
import { openTable, type Table } from '../../../shared/storage/table.ts'
import { tokenKeysIn } from '../../../shared/storage/token-keys.ts'
import { awsForTests } from '../../emulators/aws-fixture.ts'
import { sealFirstVersion } from '../../fixtures/first-envelope.ts'

const { aws } = await awsForTests()
const keyId = aws.kms.createKey().arn
const minute = 60_000
const day = 24 * 60 * minute
const owner = { user_id: 'alice', connection_id: '1', platform: 'x' } as const
const endpoint = { user_id: 'alice', webhook_endpoint_id: '1' }
const tokens = JSON.stringify({ access_token: 'the access token', refresh_token: 'the refresh token' })

let time = 0
let table: Table
let standing: ReturnType<typeof tokenKeysIn>
/** A process of its own: it shares the table and KMS with the others, and no memory. */
const start = () => openEnvelopes({ keyId, standing, now: () => time })
let envelopes: ReturnType<typeof start>
beforeEach(async () => {
  const name = randomUUID()
  await createTable(aws, name)
  table = openTable(name)
  standing = tokenKeysIn(table)
  envelopes = start()
  aws.calls.reset()
})
const asked = (operation: string) => aws.calls.entries.filter((call) => call.operation === operation).length

const firstVersion = (plaintext: string, context: Record<string, string>) =>
  sealFirstVersion({ keyId, context }, plaintext)

test('what is sealed is not to be read, and never looks the same', async () => {
  const [one, other] = [await envelopes.seal(tokens, owner), await envelopes.seal(tokens, owner)]
  expect([one.v, other.v]).toEqual([2, 2])
  const bytes = (box: string) => Buffer.from(box, 'base64')
  // Salt, IV, tag and ciphertext.
  for (const [from, to] of [
    [0, 32],
    [32, 44],
    [44, 60],
    [60, undefined],
  ] as const)
    expect(bytes(one.box).subarray(from, to)).not.toEqual(bytes(other.box).subarray(from, to))
  expect(bytes(one.box).toString('latin1')).not.toContain('token')
  expect(await envelopes.open(one, owner)).toBe(tokens)
})

const ofKms = { name: 'InvalidCiphertextException' }
const ofCipher = { message: expect.stringContaining('unable to authenticate data') }

test.each([
  ['of another user', { ...owner, user_id: 'mallory' }, ofCipher],
  ['of another connection', { ...owner, connection_id: '2' }, ofCipher],
  ['of another network', { ...owner, platform: 'instagram' as const }, ofKms],
  ['of a webhook endpoint', endpoint, ofKms],
])('an envelope opens for nothing %s, also while its key is kept', async (_what, context, refused) => {
  const [first, second] = [await firstVersion(tokens, owner), await envelopes.seal(tokens, owner)]
  for (const process of [envelopes, start()]) {
    expect(await process.open(first, owner)).toBe(tokens)
    await expect(process.open(first, context)).rejects.toMatchObject(ofKms)
    expect(await process.open(second, owner)).toBe(tokens)
    await expect(process.open(second, context)).rejects.toMatchObject(refused)
  }
})

test('an envelope opens in no other version, nor a signing secret as tokens', async () => {
  const [first, second] = [await firstVersion(tokens, owner), await envelopes.seal(tokens, owner)]
  await expect(envelopes.open({ ...first, v: 2 }, owner)).rejects.toMatchObject(ofKms)
  await expect(envelopes.open({ ...second, v: 1 }, owner)).rejects.toMatchObject(ofKms)
  const secret = await envelopes.seal('a signing secret', endpoint)
  await expect(envelopes.open(secret, owner)).rejects.toMatchObject(ofKms)
  await expect(envelopes.open({ ...secret, v: 2 }, owner)).rejects.toMatchObject(ofKms)
})

test('an envelope that was changed by one bit, or put together of two, opens for nobody', async () => {
  const one = await envelopes.seal(tokens, owner)
  time += 31 * day
  const other = await start().seal(tokens, owner)
  expect(other.key).not.toBe(one.key)
  const box = Buffer.from(one.box, 'base64')
  for (const at of [0, 32, 44, box.length - 1]) {
    const changed = Buffer.from(box)
    changed[at]! ^= 1
    await expect(envelopes.open({ ...one, box: changed.toString('base64') }, owner)).rejects.toThrow()
  }
  await expect(envelopes.open({ ...one, key: other.key }, owner)).rejects.toThrow()
  const salt = Buffer.from(other.box, 'base64').subarray(0, 32)
  const mixed = Buffer.concat([salt, box.subarray(32)]).toString('base64')
  await expect(envelopes.open({ ...one, box: mixed }, owner)).rejects.toThrow()
  expect(await envelopes.open(one, owner)).toBe(tokens)
})

test('a name of any length and spelling can own an envelope', async () => {
  const odd = { ...owner, user_id: '\u0000"漢'.repeat(66) }
  expect(await envelopes.open(await envelopes.seal(tokens, odd), odd)).toBe(tokens)
})

describe('the key of a network', () => {
  test('opens everybody’s tokens there after one question to KMS, also for many at once', async () => {
    const users = Array.from({ length: 10 }, (_, n) => ({ ...owner, user_id: `user${n}` }))
    const sealed = await Promise.all(users.map((user) => envelopes.seal(tokens, user)))
    expect(new Set(sealed.map(({ key }) => key)).size).toBe(1)
    expect([asked('GenerateDataKey'), asked('PutItem'), asked('Decrypt')]).toEqual([1, 1, 0])
    const other = start()
    const opened = await Promise.all(sealed.map((one, n) => other.open(one, users[n]!)))
    expect(opened).toEqual(users.map(() => tokens))
    expect([asked('Decrypt'), asked('GetItem')]).toEqual([1, 1])
  })

  test('is forgotten after 15 minutes', async () => {
    const sealed = await envelopes.seal(tokens, owner)
    time += 15 * minute - 1
    await envelopes.open(sealed, owner)
    expect(asked('Decrypt')).toBe(0)
    time += 1
    await envelopes.open(sealed, owner)
    expect(asked('Decrypt')).toBe(1)
  })

  test('is another one for each network', async () => {
    const [x, instagram] = [
      await envelopes.seal(tokens, owner),
      await envelopes.seal(tokens, { ...owner, platform: 'instagram' }),
    ]
    expect(x.key).not.toBe(instagram.key)
  })

  test('is made once, also by two processes that find none at the same moment', async () => {
    const [one, other] = await Promise.all([start().seal(tokens, owner), start().seal(tokens, owner)])
    // Both made one, and one of them stands.
    expect(asked('GenerateDataKey')).toBe(2)
    expect(one.key).toBe(other.key)
    expect((await standing.get('x'))?.key).toBe(one.key)
    for (const sealed of [one, other]) expect(await start().open(sealed, owner)).toBe(tokens)
  })

  test('is renewed after 30 days, by two at once as by one; what the old one sealed still opens', async () => {
    const old = await envelopes.seal(tokens, owner)
    time += 30 * day - 1
    expect((await start().seal(tokens, owner)).key).toBe(old.key)
    time += 1
    aws.calls.reset()
    const [one, other] = await Promise.all([start().seal(tokens, owner), start().seal(tokens, owner)])
    expect(asked('GenerateDataKey')).toBe(2)
    expect(one.key).toBe(other.key)
    expect(one.key).not.toBe(old.key)
    for (const sealed of [old, one]) expect(await start().open(sealed, owner)).toBe(tokens)
  })

  test('is another one a quarter of an hour after its item was deleted', async () => {
    const old = await envelopes.seal(tokens, owner)
    await table.remove(keys.tokenKey('x'))
    time += 15 * minute
    const fresh = await envelopes.seal(tokens, owner)
    expect(fresh.key).not.toBe(old.key)
    for (const sealed of [old, fresh]) expect(await start().open(sealed, owner)).toBe(tokens)
  })

  test('is asked for again after KMS failed', async () => {
    const sealed = await envelopes.seal(tokens, owner)
    const other = start()
    const over = aws.faults.add({ service: 'kms', kind: 'kms_unavailable', times: 100 })
    const failed = await Promise.allSettled([other.open(sealed, owner), other.seal(tokens, owner)])
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    over()
    expect(await other.open(sealed, owner)).toBe(tokens)
    expect((await other.seal(tokens, owner)).key).toBe(sealed.key)
  })

  test('is asked for again after the table failed', async () => {
    const over = aws.faults.add({ service: 'dynamodb', kind: '500', times: 100 })
    await expect(envelopes.seal(tokens, owner)).rejects.toThrow()
    over()
    expect(await envelopes.open(await envelopes.seal(tokens, owner), owner)).toBe(tokens)
  })

  test('is asked for before it is needed: then neither KMS nor the table can fail any more', async () => {
    const seal = await envelopes.sealer(owner)
    const over = [
      aws.faults.add({ service: 'kms', kind: '500', times: 100 }),
      aws.faults.add({ service: 'dynamodb', kind: '500', times: 100 }),
    ]
    time += 60 * minute
    const sealed = seal(tokens)
    for (const end of over) end()
    expect(await start().open(sealed, owner)).toBe(tokens)
  })
})

test('what was sealed under a key of its own still opens', async () => {
  const stored = await firstVersion(tokens, owner)
  expect(await envelopes.open(stored, owner)).toBe(tokens)
})

test('a signing secret has a key of its own', async () => {
  const [one, other] = [await envelopes.seal('secret', endpoint), await envelopes.seal('secret', endpoint)]
  expect([one.v, other.v]).toEqual([1, 1])
  expect(one.key).not.toBe(other.key)
  expect(await start().open(one, endpoint)).toBe('secret')
})
