import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Environment, startEnvironment } from '../../local/environment.ts'
import { ask } from '../fixtures/ask.ts'

let environment: Environment
beforeAll(async () => {
  environment = await startEnvironment({
    manual: true,
    simulators: ['instagram'],
    env: { ENABLE_INSTAGRAM_PUBLISHING: 'false', SERVICE_BASE_URL: 'https://api.example' },
  })
})
afterAll(() => environment.close())

const connect = async (platform: string) => {
  const authorization = `Bearer ${await environment.token('anna')}`
  const headers = { authorization, accept: 'application/json' }
  const answer = await ask(`${environment.api}/api/v1/connections/connect/${platform}`, { headers })
  return [answer.status, JSON.parse(answer.text).code]
}

test('a network that is switched off can’t be connected', async () => {
  expect(await connect('instagram')).toEqual([400, 'platform_disabled'])
})

test('a network without credentials can’t be connected', async () => {
  expect(await connect('x')).toEqual([400, 'platform_not_configured'])
})

test('connecting needs a token and its scope', async () => {
  const url = `${environment.api}/api/v1/connections/connect/x`
  expect((await ask(url)).status).toBe(401)
  const authorization = `Bearer ${await environment.token('anna', 'connections:read')}`
  expect((await ask(url, { headers: { authorization } })).status).toBe(403)
})
