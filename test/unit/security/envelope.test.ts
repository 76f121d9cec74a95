import { expect, test } from 'vitest'
import { openEnvelopes } from '../../../shared/security/envelope.ts'
import { awsForTests } from '../../emulators/aws-fixture.ts'

const { aws } = await awsForTests()
const envelopes = openEnvelopes(aws.kms.createKey().arn, () => 0)
const owner = { user_id: 'alice', connection_id: '1', platform: 'x' }
const tokens = JSON.stringify({ access_token: 'the access token', refresh_token: 'the refresh token' })

test('what is sealed is not to be read, and never looks the same', async () => {
  const [one, other] = [await envelopes.seal(tokens, owner), await envelopes.seal(tokens, owner)]
  expect(one.key).not.toBe(other.key)
  expect(one.box).not.toBe(other.box)
  expect(Buffer.from(one.box, 'base64').toString('latin1')).not.toContain('token')
  expect(await envelopes.open(one, owner)).toBe(tokens)
})

test.each([
  ['of another user', { ...owner, user_id: 'mallory' }],
  ['of another connection', { ...owner, connection_id: '2' }],
  ['of another network', { ...owner, platform: 'instagram' }],
  ['of a webhook endpoint', { user_id: 'alice', webhook_endpoint_id: '1' }],
])('an envelope opens for nothing %s, also while its key is kept', async (_what, context) => {
  const sealed = await envelopes.seal(tokens, owner)
  expect(await envelopes.open(sealed, owner)).toBe(tokens)
  await expect(envelopes.open(sealed, context)).rejects.toMatchObject({ name: 'InvalidCiphertextException' })
})

test('an envelope that was changed by one bit, or put together of two, opens for nobody', async () => {
  const [one, other] = [await envelopes.seal(tokens, owner), await envelopes.seal(tokens, owner)]
  const box = Buffer.from(one.box, 'base64')
  for (const at of [0, 12, box.length - 1]) {
    const changed = Buffer.from(box)
    changed[at]! ^= 1
    await expect(envelopes.open({ ...one, box: changed.toString('base64') }, owner)).rejects.toThrow()
  }
  await expect(envelopes.open({ ...one, key: other.key }, owner)).rejects.toThrow()
})
