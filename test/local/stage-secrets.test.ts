import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { stageSecrets, writeSecrets } from '../../local/stage-secrets.ts'

/** Secrets Manager on the wire: it knows these secrets. */
const held = new Map<string, string>()
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { SecretId, SecretString } = JSON.parse(Buffer.concat(chunks).toString())
  const isPut = request.headers['x-amz-target'] === 'secretsmanager.PutSecretValue'
  response.setHeader('content-type', 'application/x-amz-json-1.1')
  if (isPut && held.has(SecretId)) {
    held.set(SecretId, SecretString)
    response.end('{}')
  } else {
    response.statusCode = 400
    response.end(JSON.stringify({ __type: 'ResourceNotFoundException', message: 'not there' }))
  }
})
let client: SecretsManagerClient
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  client = new SecretsManagerClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
})
beforeEach(() => held.clear())
afterAll(() => server.close())

const prefix = 'creativeflow/dev/'
const whole = {
  INSTAGRAM_APP_ID: '1234',
  INSTAGRAM_APP_SECRET: 'abcd',
  GENERATION_WEBHOOK_SECRET: 'w'.repeat(16),
  GENERATION_CALLBACK_SECRET: 'c'.repeat(16),
  PINTEREST_APP_ID: '',
  PINTEREST_APP_SECRET: '',
  STAGE: 'of no use here',
}
const refusal = (given: Record<string, string>): string => {
  try {
    stageSecrets(given)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

describe('the secrets of a stage', () => {
  test('are written as functions read them, and those that nobody gave stay as they are', async () => {
    for (const owner of ['instagram', 'x', 'generation']) held.set(`${prefix}${owner}`, '')
    expect(await writeSecrets(client, prefix, stageSecrets(whole))).toEqual([
      'creativeflow/dev/instagram',
      'creativeflow/dev/generation',
    ])
    expect(JSON.parse(held.get('creativeflow/dev/instagram')!)).toEqual({
      client_id: '1234',
      client_secret: 'abcd',
    })
    expect(JSON.parse(held.get('creativeflow/dev/generation')!)).toEqual({
      webhook_secret: 'w'.repeat(16),
      callback_secret: 'c'.repeat(16),
    })
    expect(held.get('creativeflow/dev/x')).toBe('')
  })

  test('of X may come by their older names', () => {
    expect(stageSecrets({ TWITTER_API_KEY: 'key', TWITTER_API_SECRET_KEY: 'secret' })).toEqual({
      x: { client_id: 'key', client_secret: 'secret' },
    })
    expect(refusal({ TWITTER_API_KEY: 'key' })).toBe(
      'TWITTER_CLIENT_SECRET is missing beside its other half.',
    )
  })

  test('are all refused when one is half, odd or too short, and no value is told', () => {
    const message = refusal({
      ...whole,
      FACEBOOK_APP_ID: '77777',
      INSTAGRAM_APP_SECRET: 'your-secret',
      PINTEREST_APP_ID: '"88888"',
      PINTEREST_APP_SECRET: 'good',
      GENERATION_CALLBACK_SECRET: 'short',
    })
    for (const says of [
      'FACEBOOK_APP_SECRET is missing beside its other half.',
      'INSTAGRAM_APP_SECRET is still a placeholder.',
      'PINTEREST_APP_ID has its quotation marks in it.',
      'GENERATION_CALLBACK_SECRET is shorter than 16 characters.',
    ])
      expect(message).toContain(says)
    expect(message).not.toMatch(/77777|88888|short\b(?!er)|your-secret/)
  })

  test('of a stage that is not deployed have nowhere to go', async () => {
    await expect(writeSecrets(client, prefix, stageSecrets(whole))).rejects.toThrow(
      'There is no secret creativeflow/dev/instagram: deploy the data stack of this stage first.',
    )
  })
})
