import { expect, test } from 'vitest'
import { connectionId, connectionOf } from '../../../shared/connections/connection-of.ts'
import * as instagram from '../../../shared/platforms/instagram/index.ts'

const profile = { external_user_id: '178414', username: 'a', display_name: null, avatar_url: null }
const dayMs = 86_400_000

test('a user’s account has the same id whenever it is connected, and no other has it', () => {
  const id = connectionId('anna', 'x', '1')
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(connectionId('anna', 'x', '1')).toBe(id)
  const others = [
    connectionId('anna', 'instagram', '1'),
    connectionId('bob', 'x', '1'),
    connectionId('anna', 'x', '2'),
    connectionId('ann', 'x', 'a1'),
  ]
  expect(new Set([id, ...others]).size).toBe(5)
})

test('a grant that dies unrenewed is renewed as long before its end as its network says', () => {
  const end = 60 * dayMs
  const grant = { tokens: { access_token: 't' }, access_expires_at: end, grant_expires_at: end, scopes: null }
  const owner = { userId: 'anna', platform: 'instagram' } as const
  const connection = connectionOf(owner, { grant, profile, scopes: ['s'], targets: null }, 1000)
  expect(connection.renew_at).toBe(end - instagram.definition.renewAheadMs!)
  expect(JSON.stringify(connection)).not.toContain('access_token')
})

test('a grant without an end needs no renewal', () => {
  const grant = {
    tokens: { access_token: 't' },
    access_expires_at: 7200,
    grant_expires_at: null,
    scopes: null,
  }
  const owner = { userId: 'anna', platform: 'x' } as const
  const connection = connectionOf(owner, { grant, profile, scopes: [], targets: null }, 1000)
  expect([connection.access_expires_at, connection.renew_at]).toEqual([7200, null])
})
