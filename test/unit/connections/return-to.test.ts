import { expect, test } from 'vitest'
import { allowedReturn, returnWith } from '../../../shared/connections/return-to.ts'

const list = ['https://app.example/settings', 'http://localhost:3000', 'not a url']

test.each([
  'https://app.example/settings',
  'https://app.example/settings/social?tab=1',
  'https://app.example/settings?x=https://evil.example',
  'http://localhost:3000/',
  'http://localhost:3000/any/page',
])('%s may be returned to', (url) => {
  expect(allowedReturn(url, list)).toBe(url)
})

test.each([
  'https://app.example/',
  'https://app.example/settingsx',
  'https://app.example/settings/../admin',
  'https://app.example/settings/%2e%2e/admin',
  'http://app.example/settings',
  'https://app.example:444/settings',
  'https://app.example.evil.example/settings',
  'https://app.example@evil.example/settings',
  'https://me@app.example/settings',
  'https://app.example/settings#',
  '//app.example/settings',
  'https:\\\\evil.example\\settings',
  'javascript:alert(1)//https://app.example/settings',
  'not a url',
  '',
])('%j may not', (url) => {
  expect(() => allowedReturn(url, list)).toThrow(expect.objectContaining({ code: 'invalid_input' }))
})

test('an empty list allows nothing', () => {
  expect(() => allowedReturn('https://app.example/settings', [])).toThrow()
})

test('what happened is added to the page’s own query, which can’t say it happened', () => {
  expect(returnWith('https://app.example/settings?tab=1&platform=y&error=z', { platform: 'x' })).toBe(
    'https://app.example/settings?tab=1&platform=x',
  )
})
