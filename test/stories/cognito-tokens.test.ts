import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type JWTPayload, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { openApi } from '../../client/open-api.ts'
import { scopePrefix } from '../../lib/names.ts'
import { openIssuerKey } from '../../local/issuer.ts'
import { atEnd } from '../fixtures/at-end.ts'
import { openPublishingWorld } from './publishing-world.ts'

const client_id = '1h57kf5cpq17m0eml12EXAMPLE'
const sub = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'
const dataDir = mkdtempSync(join(tmpdir(), 'cognito-'))
atEnd(() => rmSync(dataDir, { recursive: true, force: true }))

let api: string
let signed: (claims: JWTPayload) => Promise<string>
beforeAll(async () => {
  const { environment } = await openPublishingWorld({
    dataDir,
    simulators: [],
    env: { JWT_AUDIENCE: client_id, JWT_SCOPE_PREFIX: scopePrefix },
  })
  api = environment.api
  const { privateKey, jwk } = await openIssuerKey(join(dataDir, 'issuer.pem'))
  const now = Math.floor(environment.clock.now() / 1000)
  signed = (claims) =>
    new SignJWT({ sub, iss: `${api}/_local/oidc`, iat: now, auth_time: now, exp: now + 3600, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: jwk.kid })
      .sign(privateKey)
})

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html */
const access = { token_use: 'access', version: 2, client_id, username: sub, scope: 'openid' }

describe('a token of a Cognito pool', () => {
  test('for access lets its user do what its scopes say, and no more', async () => {
    const scope = `openid ${scopePrefix}connections:read`
    const caller = openApi(api, await signed({ ...access, scope }))
    expect((await caller.GET('/api/v1/connections')).data).toEqual([])
    expect((await caller.GET('/api/v1/publishing/jobs')).error).toMatchObject({ code: 'insufficient_scope' })
  })

  test('for access without the prefix of the resource server has no scope of ours', async () => {
    const caller = openApi(api, await signed({ ...access, scope: 'connections:read' }))
    expect((await caller.GET('/api/v1/connections')).error).toMatchObject({ code: 'insufficient_scope' })
  })

  test('for another client of the pool is refused', async () => {
    const caller = openApi(api, await signed({ ...access, client_id: 'another' }))
    expect((await caller.GET('/api/v1/connections')).error).toEqual({ message: 'Unauthorized' })
  })

  test('that only says who somebody is lets nobody do anything', async () => {
    const caller = openApi(api, await signed({ token_use: 'id', aud: client_id, email: 'alice@example.com' }))
    expect((await caller.GET('/api/v1/connections')).error).toMatchObject({ code: 'insufficient_scope' })
  })
})
