import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { openCommitLine } from '../../shared/platforms/commit-line.ts'
import { PlatformFailure } from '../../shared/platforms/failures.ts'
import type { CommitRequest } from '../../shared/platforms/request.ts'
import { createNetwork } from '../../shared/platforms/request.ts'
import { errors } from '../../shared/platforms/x/errors.ts'
import * as x from '../../shared/platforms/x/index.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** A network of one answer; it counts what arrives. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const seen: string[] = []
  const gone: Promise<void>[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} HTTP/${request.httpVersion}`)
    gone.push(new Promise((resolve) => request.socket.on('close', () => resolve())))
    request.resume().on('end', () => answer(request, response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, gone }
}

const requestTo = (url: string): CommitRequest => ({
  method: 'POST',
  url: `${url}/post`,
  route: 'POST /post',
  headers: { 'content-type': 'application/json' },
  body: '{"text":"once"}',
})

const send = async (url: string, deadlineMs = 5_000) =>
  (await openCommitLine(url)).send(requestTo(url), deadlineMs)

describe('the commit request', () => {
  test('E4: is sent once to a network that hangs up without an answer', async () => {
    const { url, seen } = await serve((request) => request.socket.destroy())
    expect(await send(url)).toMatchObject({ kind: 'no_answer' })
    expect(seen).toEqual(['POST /post HTTP/1.1'])
  })

  test.each([301, 302, 303, 307, 308, 503])(
    'E4: is sent once to a network that answers %i',
    async (status) => {
      const { url, seen } = await serve((_request, response) =>
        response.writeHead(status, { location: '/again', 'retry-after': '0' }).end(),
      )
      expect(await send(url)).toMatchObject({ kind: 'answer', answer: { status } })
      expect(seen).toEqual(['POST /post HTTP/1.1'])
    },
  )

  test('E3: has ended when its time is over: nothing of it is left in flight', async () => {
    const { url, seen, gone } = await serve(() => undefined)
    expect(await send(url, 50)).toMatchObject({ kind: 'no_answer' })
    await Promise.all(gone)
    expect(seen).toHaveLength(1)
  })

  test('E3: has no outcome when its answer breaks off', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(201, { 'content-length': '1000' }).write('{"data":')
      setTimeout(() => response.destroy(), 10)
    })
    expect(await send(url)).toMatchObject({ kind: 'no_answer' })
  })

  test('E4: is certainly not sent over a connection that was lost before', async () => {
    const { url, seen } = await serve(() => undefined)
    const line = await openCommitLine(url)
    line.close()
    expect(await line.send(requestTo(url), 1_000)).toMatchObject({ kind: 'not_sent' })
    expect(seen).toEqual([])
  })
})

describe('all other calls of a turn', () => {
  const networkWithin = (budgetMs: number) => {
    const { dialect } = x
    return createNetwork({
      platform: 'x',
      app: { clientId: 'id', clientSecret: 'secret' },
      hosts: {},
      dialect,
      errors,
      now: Date.now,
      retries: { max: 3, delayMs: 10, factor: 1 },
      budgetMs,
      log: () => undefined,
    })
  }

  test.each([301, 302, 303, 307, 308])('follow no %i: a token goes nowhere else', async (status) => {
    const elsewhere = await serve((_request, response) => response.end('{}'))
    const { url, seen } = await serve((_request, response) =>
      response.writeHead(status, { location: `${elsewhere.url}/me` }).end(),
    )
    const call = {
      method: 'GET',
      url: `${url}/me`,
      route: 'GET /me',
      token: 'secret',
      repeat: false,
    } as const
    await expect(networkWithin(5_000).call(call)).rejects.toBeInstanceOf(PlatformFailure)
    expect([seen.length, elsewhere.seen]).toEqual([1, []])
  })

  test('E3: end with its time, repeats and all', async () => {
    const { url, seen } = await serve(() => undefined)
    const network = networkWithin(100)
    const started = performance.now()
    const call = () => network.call({ method: 'GET', url: `${url}/slow`, route: 'GET /slow' })
    await expect(call()).rejects.toMatchObject({ failure: { class: 'retry' } })
    await expect(call()).rejects.toMatchObject({ failure: { class: 'retry' } })
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(seen).toHaveLength(1)
  })
})
