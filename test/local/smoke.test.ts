import { afterAll, beforeAll, expect, test } from 'vitest'
import { smoke } from '../../local/doctor/smoke.ts'
import { type Environment, startEnvironment } from '../../local/environment.ts'

let environment: Environment
beforeAll(async () => {
  environment = await startEnvironment({
    simulators: ['x'],
    env: { CORS_ORIGINS: 'https://app.creativeflow.test' },
  })
})
afterAll(() => environment.close())

const levels = (findings: { level: string; says: string }[], level: string) =>
  findings.filter((finding) => finding.level === level).map(({ says }) => says)

test('a sound environment has no problem, asked as a stranger and as a caller', async () => {
  const findings = await smoke({
    origin: environment.api,
    token: await environment.token('alice'),
    issuer: `${environment.api}/_local/oidc`,
    corsOrigin: 'https://app.creativeflow.test',
  })
  expect(levels(findings, 'problem')).toEqual([])
  expect(levels(findings, 'ok')).toEqual([
    'It answers: 200.',
    'Its contract names the address it was asked at.',
    'Without a token: 401.',
    'With a token that nobody signed: 401.',
    'A route that is not there: 404.',
    'Its issuer spells itself as the stage does.',
    'Browsers of https://app.creativeflow.test may call.',
    'A caller’s connections: 200.',
    'Configured: x.',
  ])
})

test('what is wrong is named: a refused token, a misspelt issuer, a web app that may not call', async () => {
  const issuer = `${environment.api}/_local/oidc/`
  const findings = await smoke({
    origin: environment.api,
    token: 'no token at all',
    issuer,
    corsOrigin: 'https://stranger.test',
  })
  expect(levels(findings, 'problem')).toEqual([
    `Its issuer calls itself ${issuer.slice(0, -1)}, the stage calls it ${issuer}: no token will be taken.`,
    'Browsers of https://stranger.test may not call.',
    'Asked as a caller: 401 instead of 200.',
  ])
})

test('an address where nothing listens is a problem of every check', async () => {
  const findings = await smoke({ origin: 'http://127.0.0.1:9' })
  expect(levels(findings, 'ok')).toEqual([])
  expect(levels(findings, 'problem').length).toBeGreaterThan(3)
})
