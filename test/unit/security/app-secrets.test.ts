import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { readGenerationSecrets, readSecret } from '../../../shared/security/app-secrets.ts'
import { atEnd } from '../../fixtures/at-end.ts'

const stored: Record<string, string> = {
  good: '{"client_id":"our-client","client_secret":"our-secret"}',
  placeholder: '{"client_id":"","client_secret":""}',
  bare: 'a-secret-pasted-as-it-is',
  cut: '{"client_id":"our-client","client_secret":"our-secret',
}

beforeAll(async () => {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { SecretId } = JSON.parse(body)
    response.setHeader('content-type', 'application/x-amz-json-1.1')
    response.end(JSON.stringify({ Name: SecretId, SecretString: stored[SecretId] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(() => server.close())
  const { port } = server.address() as AddressInfo
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  })
})

const now = () => 0

test('credentials are read as they are stored', async () => {
  expect(await readSecret('good', now)).toEqual({ clientId: 'our-client', clientSecret: 'our-secret' })
})

test.each(['placeholder', 'bare', 'cut'])(
  'a secret that holds none (%s) is as good as absent, and no error quotes it',
  async (name) => {
    expect(await readSecret(name, now)).toBeUndefined()
    expect(await readGenerationSecrets(name, now)).toBeUndefined()
  },
)
