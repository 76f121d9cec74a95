import { describe, expect, test } from 'vitest'
import {
  codeChallengeOf,
  flowCookie,
  randomSecret,
  sameSecret,
} from '../../../shared/security/oauth-state.ts'

describe('the cookie of a flow', () => {
  test('belongs to this host alone and travels encrypted only', () => {
    expect(flowCookie('https://api.example', 'abcdefghij').set('v', 600)).toBe(
      '__Host-cf_abcdefgh=v; Max-Age=600; Path=/; HttpOnly; SameSite=Lax; Secure',
    )
  })

  test.each(['http://127.0.0.1:8080', 'http://localhost:8080'])('can do without on %s', (base) => {
    expect(flowCookie(base, 'abcdefghij').set('v', 600)).toBe(
      'cf_abcdefgh=v; Max-Age=600; Path=/; HttpOnly; SameSite=Lax',
    )
  })

  test('stays strict over http elsewhere', () => {
    expect(flowCookie('http://api.example', 'abcdefghij').clear()).toMatch(/^__Host-.*; Secure$/)
  })

  test('is found among others, whole', () => {
    const cookie = flowCookie('http://127.0.0.1', 'abcdefghij')
    expect(cookie.read(['cf_abcdefgi=no', 'cf_abcdefgh=a=b', 'cf_abcdefgh=late'])).toBe('a=b')
    expect(cookie.read(['xcf_abcdefgh=no'])).toBeUndefined()
  })
})

test('the code challenge is that of RFC 7636, appendix B', () => {
  expect(codeChallengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  )
})

test('secrets have 256 bits and no two are alike', () => {
  const [one, other] = [randomSecret(), randomSecret()]
  expect(Buffer.from(one, 'base64url')).toHaveLength(32)
  expect(one).not.toBe(other)
  expect([sameSecret(one, one), sameSecret(one, other), sameSecret(one, `${one}x`)]).toEqual([
    true,
    false,
    false,
  ])
})
