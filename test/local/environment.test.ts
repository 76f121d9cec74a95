import {
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openDataFolder } from '../../local/data-folder.ts'
import { type EnvironmentOptions, startEnvironment } from '../../local/environment.ts'
import { ask } from '../fixtures/ask.ts'
import { smallService } from '../fixtures/service.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'environment-test-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const start = (options: EnvironmentOptions = {}) =>
  startEnvironment({ service: smallService, manual: true, dataDir, ...options })

const aws = async (endpoint: string, target: string, input: object) => {
  const headers = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' }
  const answer = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) })
  return answer.json() as Promise<Record<string, unknown>>
}

describe('a restart with a data folder', () => {
  test('finds addresses, tokens, media, time, items, keys and messages again', async () => {
    const first = await start()
    const token = await first.token('alice')
    await ask(`${first.api}/_local/media/a.jpg`, { method: 'PUT', body: 'picture' })
    await first.tick(3_600_000)
    const { TABLE_NAME: TableName, KMS_KEY_ID: KeyId, QUEUE_URL_BASE } = first.env
    const item = { pk: { S: 'USER#1' }, sk: { S: 'JOB#1' }, list_key: { S: 'x#Pending#1' } }
    await aws(first.aws.endpoint, 'DynamoDB_20120810.PutItem', { TableName, Item: item })
    const sealed = await aws(first.aws.endpoint, 'TrentService.Encrypt', { KeyId, Plaintext: 'c2VjcmV0' })
    const message = { QueueUrl: `${QUEUE_URL_BASE}things`, MessageBody: 'ok later', DelaySeconds: 600 }
    await aws(first.aws.endpoint, 'AmazonSQS.SendMessage', message)
    await first.close()

    const second = await start()
    expect(second.ready).toEqual(first.ready)
    expect((await ask(`${second.api}/_local/media/a.jpg`)).text).toBe('picture')
    expect(second.clock.offset).toBe(3_600_000)
    const closed = await ask(`${second.api}/api/v1/closed/1`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(closed.status).toBe(201)
    const found = await aws(second.aws.endpoint, 'DynamoDB_20120810.Query', {
      ...{ TableName, IndexName: 'list', KeyConditionExpression: 'pk = :pk AND begins_with(list_key, :x)' },
      ExpressionAttributeValues: { ':pk': { S: 'USER#1' }, ':x': { S: 'x#' } },
    })
    expect(found.Items).toEqual([item])
    const opened = await aws(second.aws.endpoint, 'TrentService.Decrypt', {
      CiphertextBlob: sealed.CiphertextBlob,
    })
    expect(opened.Plaintext).toBe('c2VjcmV0')
    await second.tick(601_000)
    await second.settle()
    expect(second.logs.join()).toContain('ok later')
    await second.close()
  })

  test('takes another port where somebody else has the old one', async () => {
    const first = await start({ simulators: [] })
    await first.close()
    const otherDir = mkdtempSync(join(tmpdir(), 'environment-test-'))
    const squatter = await start({ simulators: [], dataDir: otherDir, port: Number(new URL(first.api).port) })
    const second = await start({ simulators: [] })
    expect(second.api).not.toBe(first.api)
    await second.close()
    await squatter.close()
    rmSync(otherDir, { recursive: true })
  })

  test('fires a rule whose time came while it was down', async () => {
    const first = await start({ simulators: [], manual: false })
    await first.close()
    openDataFolder(dataDir).clock().advance(61_000)
    const second = await start({ simulators: [], manual: false })
    await vi.waitFor(() => expect(second.logs.join()).toContain('ticked'), 5_000)
    await second.close()
  })

  test('finds nothing of what workers that were killed had put aside', async () => {
    const first = await start({ simulators: [] })
    await first.invoke('tick')
    await vi.waitFor(() => expect(first.logs.join()).toContain(`"folder":"${join(dataDir, 'tmp')}"`), 5_000)
    writeFileSync(join(dataDir, 'tmp', 'half-a-film'), 'pixels')
    await first.close()
    await (await start({ simulators: [] })).close()
    expect(readdirSync(join(dataDir, 'tmp'))).toEqual([])
  })

  test('can be cut at any moment: no file is written over', async () => {
    const environment = await start({ simulators: [], manual: false })
    await environment.tick(1_000)
    const names = ['clock.json', 'ports.json']
    const old = names.map((name) => {
      linkSync(join(dataDir, name), join(dataDir, `old-${name}`))
      return readFileSync(join(dataDir, name), 'utf8')
    })
    await environment.tick(60_000)
    await environment.close()
    const squatter = createServer().listen(Number(new URL(environment.api).port), '127.0.0.1')
    await (await start({ simulators: [] })).close()
    squatter.close()
    const now = (prefix: string) => names.map((name) => readFileSync(join(dataDir, prefix + name), 'utf8'))
    expect(now('old-')).toEqual(old)
    for (const [index, text] of now('').entries()) expect(text).not.toBe(old[index])
  })

  test('keeps what it stores to its owner', async () => {
    const environment = await start({ simulators: [] })
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    expect(statSync(join(dataDir, 'issuer.pem')).mode & 0o777).toBe(0o600)
    await environment.close()
  })

  test('is refused in words while another environment has the folder', async () => {
    const first = await start({ simulators: [] })
    await expect(start({ simulators: [] })).rejects.toThrow(/in use/)
    expect((await ask(`${first.api}/api/v1/things`)).status).toBe(201)
    await first.close()
  })
})

describe('configuration', () => {
  test('leads the functions to the simulated networks, with their credentials', async () => {
    const environment = await start({
      env: { TWITTER_CLIENT_ID: 'mine', X_API_BASE_URL: 'https://api.x.com' },
    })
    const { env, ready } = environment
    await environment.close()
    expect(env).toMatchObject({ TWITTER_CLIENT_ID: 'local-x-client', X_API_BASE_URL: ready.simulators.x })
    expect(env).toMatchObject({ INSTAGRAM_GRAPH_BASE_URL: ready.simulators.instagram })
  })

  test('passes the caller’s own on for a network that is not simulated', async () => {
    const mine = {
      TWITTER_CLIENT_ID: 'mine',
      TWITTER_CLIENT_SECRET: 's',
      X_API_BASE_URL: 'http://127.0.0.1:9',
    }
    const environment = await start({ simulators: ['instagram'], env: mine })
    const { env, ready } = environment
    await environment.close()
    expect(env).toMatchObject(mine)
    expect(Object.keys(ready.simulators)).toEqual(['instagram'])
  })

  test('never takes the names of things in the cloud from outside', async () => {
    const environment = await start({
      simulators: [],
      env: { TABLE_NAME: 'production', SECRETS_PREFIX: 'p' },
    })
    const { env } = environment
    await environment.close()
    expect(env.TABLE_NAME).toBe('creativeflow-local')
    expect(env.SECRETS_PREFIX).toBeUndefined()
  })

  test('that is wrong is told in one message, and nothing stays behind', async () => {
    const wrong = { LOG_LEVEL: 'loud', MAX_LATENESS: 'never' }
    await expect(start({ env: wrong })).rejects.toThrow(/^configuration: LOG_LEVEL.*; MAX_LATENESS/)
    await (await start()).close()
  })

  test('an unknown network is named beside those there are', async () => {
    await expect(start({ simulators: ['myspace'] })).rejects.toThrow(
      /no simulated network myspace; there are .*x/,
    )
  })
})

test('without a data folder nothing is left', async () => {
  const environment = await start({ dataDir: null })
  expect(environment.ready.data_dir).toBe(null)
  await environment.close()
  expect(existsSync(join(dataDir, 'aws'))).toBe(false)
})

test('two environments live side by side', async () => {
  const [one, two] = [await start({ dataDir: null }), await start({ dataDir: null })]
  expect((await ask(`${one.api}/api/v1/things`)).status).toBe(201)
  const headers = { authorization: `Bearer ${await one.token('alice')}` }
  expect((await ask(`${two.api}/api/v1/closed/1`, { headers })).status).toBe(401)
  await Promise.all([one.close(), two.close()])
})
