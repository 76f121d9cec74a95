import { expect, test } from 'vitest'
import { type ApiEvent, readCaller } from '../../../shared/runtime/caller.ts'
import { openEnvironment } from '../../../shared/runtime/variables.ts'

const env = openEnvironment({
  JWT_SCOPE_PREFIX: 'cf/',
  JWT_DEFAULT_SCOPES: 'connections:read,publishing:write',
})
const withClaims = (claims: object) =>
  ({ requestContext: { authorizer: { jwt: { claims } } } }) as unknown as ApiEvent
const scopesOf = (claims: object) => readCaller(withClaims({ sub: 'alice', ...claims }), env).scopes

test('a token that names no scopes has those of the stage, which are spelled without its prefix', () => {
  expect(scopesOf({})).toEqual(['connections:read', 'publishing:write'])
})

test('a token that names scopes has those with the prefix alone', () => {
  expect(scopesOf({ scope: 'openid cf/insights:read publishing:write' })).toEqual(['insights:read'])
  expect(scopesOf({ scp: '[cf/assets:read openid]' })).toEqual(['assets:read'])
  expect(scopesOf({ scope: '' })).toEqual([])
})
