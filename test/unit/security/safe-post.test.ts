import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { safePost } from '../../../shared/security/safe-post.ts'
import { UnsafeUrlError } from '../../../shared/security/safe-url.ts'

const asked: string[] = []
const server = createServer((message, response) => {
  asked.push(`${message.method} ${message.url}`)
  if (message.url === '/moved') response.writeHead(307, { location: '/elsewhere' }).end()
  else if (message.url === '/endless') response.writeHead(200).write('and so on')
  else if (message.url !== '/silent') response.writeHead(204).end()
})
let origin: string
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const post = (path: string, deadlineMs = 5_000) =>
  safePost(`${origin}${path}`, {
    headers: { 'content-type': 'application/json' },
    body: '{}',
    deadlineMs,
    exceptions: { origins: [`${origin}/`] },
  })

test('says the status, follows no redirect and reads no body', async () => {
  expect(await post('/moved')).toBe(307)
  expect(await post('/endless')).toBe(200)
  expect(asked).toEqual(['POST /moved', 'POST /endless'])
})

test('gives up at its deadline', async () => {
  await expect(post('/silent', 100)).rejects.toMatchObject({ name: expect.stringMatching(/Timeout|Abort/) })
})

test('asks no name that leads to a private address at the moment of asking', async () => {
  const before = asked.length
  for (const address of ['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1']) {
    const resolve = async () => [{ address, family: address.includes(':') ? 6 : 4 }]
    const options = { headers: {}, body: '{}', deadlineMs: 5_000, resolve }
    await expect(safePost('https://rebound.example.com/', options)).rejects.toBeInstanceOf(UnsafeUrlError)
  }
  expect(asked).toHaveLength(before)
})
