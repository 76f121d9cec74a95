import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { type SafeFetchOptions, safeFetch } from '../../../shared/security/safe-fetch.ts'
import { FetchFailedError } from '../../../shared/security/safe-response.ts'
import { UnsafeUrlError } from '../../../shared/security/safe-url.ts'

const closing: Array<() => unknown> = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A server on loopback whose `/media/` folder is excepted; keeps what it was asked. */
async function serve(handler: RequestListener) {
  const asked: Array<{ url: string; headers: NodeJS.Dict<string | string[]> }> = []
  const server = createServer((request, response) => {
    asked.push({ url: request.url!, headers: request.headers })
    handler(request, response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  closing.push(() => {
    server.closeAllConnections()
    return new Promise((closed) => server.close(closed))
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const fetch = (path: string, options: Partial<SafeFetchOptions> = {}) =>
    safeFetch(`${origin}/media/${path}`, {
      maxBytes: 1000,
      deadlineMs: 5000,
      exceptions: { origins: [`${origin}/media/`] },
      ...options,
    })
  return { asked, origin, fetch }
}

function temporaryFile() {
  const folder = mkdtempSync(join(tmpdir(), 'safe-fetch-'))
  closing.push(() => rmSync(folder, { recursive: true }))
  return join(folder, 'body')
}

const failure = (kind: string, more = {}) =>
  expect.objectContaining({ name: 'FetchFailedError', kind, ...more })

describe('a file within the limits', () => {
  it('is read whole, and asked for uncompressed', async () => {
    const { asked, fetch } = await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': 3 }).end('abc'),
    )
    const answer = await fetch('a.png', { headers: { 'accept-encoding': 'gzip', 'x-mine': '1' } })
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({ 'content-type': 'image/png', 'content-length': '3' })
    expect(Buffer.from(await answer.bytes()).toString()).toBe('abc')
    expect(asked[0]!.headers).toMatchObject({ 'accept-encoding': 'identity', 'x-mine': '1' })
  })

  it('is saved to disk', async () => {
    const { fetch } = await serve((_, response) => response.end('abc'))
    const path = temporaryFile()
    expect(await (await fetch('a.png')).save(path)).toBe(3)
    expect(readFileSync(path, 'utf8')).toBe('abc')
  })

  it('may be exactly as large as allowed', async () => {
    const { fetch } = await serve((_, response) => response.end('x'.repeat(1000)))
    expect(await (await fetch('a.png')).bytes()).toHaveLength(1000)
  })

  it('can be looked at by HEAD alone', async () => {
    const { fetch } = await serve((_, response) => response.writeHead(200, { 'content-length': 999 }).end())
    const answer = await fetch('a.png', { method: 'HEAD' })
    expect(answer.headers['content-length']).toBe('999')
    expect(await answer.bytes()).toHaveLength(0)
  })
})

describe('a file beyond the limits', () => {
  it('is refused by its announced length', async () => {
    const { fetch } = await serve((_, response) =>
      response.writeHead(200, { 'content-length': 1001 }).flushHeaders(),
    )
    await expect(fetch('a.png')).rejects.toEqual(failure('too_large'))
  })

  it('is cut off when it announced none, and leaves no file', async () => {
    const { fetch } = await serve((_, response) => {
      const pour = () => {
        if (!response.destroyed) response.write('x'.repeat(600), pour)
      }
      pour()
    })
    const path = temporaryFile()
    await expect((await fetch('a.png')).save(path)).rejects.toEqual(failure('too_large'))
    expect(existsSync(path)).toBe(false)
    await expect((await fetch('a.png')).bytes()).rejects.toEqual(failure('too_large'))
  })

  it('is refused when it ends before its announced length', async () => {
    const { fetch } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('abc', () => response.destroy())
    })
    const path = temporaryFile()
    await expect((await fetch('a.png')).save(path)).rejects.toEqual(failure('unreachable'))
    expect(existsSync(path)).toBe(false)
  })

  it('is refused compressed', async () => {
    const { fetch } = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(100_000))),
    )
    await expect(fetch('a.png')).rejects.toEqual(failure('wrong_type'))
  })

  it('is refused by its type, parameters and case aside', async () => {
    const { fetch } = await serve((request, response) => {
      if (request.url === '/media/none') response.end('abc')
      else response.writeHead(200, { 'content-type': 'Image/PNG; q=1' }).end('abc')
    })
    await expect(fetch('a', { accept: ['video/mp4', 'image/jpeg'] })).rejects.toEqual(failure('wrong_type'))
    await expect(fetch('none', { accept: ['image/*'] })).rejects.toEqual(failure('wrong_type'))
    for (const accept of [['image/png'], ['video/mp4', 'image/*']]) (await fetch('a', { accept })).discard()
  })

  it('is refused by its status', async () => {
    const { fetch } = await serve((_, response) => response.writeHead(404).end())
    await expect(fetch('a.png')).rejects.toEqual(failure('status', { status: 404 }))
  })

  it('keeps the disk’s own error when the disk fails', async () => {
    const { fetch } = await serve((_, response) => response.end('abc'))
    const answer = await fetch('a.png')
    await expect(answer.save('/no/such/folder/file')).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('the deadline', () => {
  it('covers a server that never answers', async () => {
    const { fetch } = await serve(() => {})
    await expect(fetch('a.png', { deadlineMs: 50 })).rejects.toEqual(failure('timeout'))
  })

  it('covers a body that trickles', async () => {
    const { fetch } = await serve((_, response) => {
      const timer = setInterval(() => response.write('x'), 5)
      response.on('close', () => clearInterval(timer))
    })
    const answer = await fetch('a.png', { deadlineMs: 100 })
    await expect(answer.bytes()).rejects.toEqual(failure('timeout'))
  })

  it('covers a name that never resolves', async () => {
    const attempt = safeFetch('https://media.example.com/a.png', {
      maxBytes: 1,
      deadlineMs: 50,
      resolve: () => new Promise(() => {}),
    })
    await expect(attempt).rejects.toEqual(failure('timeout'))
  })

  it('closes an answer that nobody reads', async () => {
    const closed = Promise.withResolvers<void>()
    const { fetch } = await serve((_, response) => {
      response.on('close', closed.resolve)
      response.write('x')
    })
    const answer = await fetch('a.png', { deadlineMs: 50 })
    await closed.promise
    await expect(answer.bytes()).rejects.toEqual(failure('timeout'))
  })

  it('gives way to the caller’s own signal', async () => {
    const caller = new AbortController()
    const { fetch } = await serve(() => caller.abort(new Error('shutting down')))
    await expect(fetch('a.png', { signal: caller.signal })).rejects.toThrow('shutting down')
  })
})

describe('a redirect', () => {
  it('is followed three times, not four', async () => {
    const { asked, origin, fetch } = await serve((request, response) => {
      const left = Number(request.url!.split('/').at(-1))
      if (left === 0) response.end('abc')
      else response.writeHead(302, { location: `${left - 1}` }).end()
    })
    expect((await fetch('3')).url).toBe(`${origin}/media/0`)
    await expect(fetch('4')).rejects.toEqual(failure('status'))
    expect(asked).toHaveLength(8)
  })

  it.each([
    ['out of the exception', '/secrets'],
    ['to loopback', 'http://127.0.0.1:9/'],
    ['to the metadata address', 'http://169.254.169.254/latest/meta-data/'],
    ['to the metadata address over https', 'https://169.254.169.254/latest/meta-data/'],
    ['to a file', 'file:///etc/passwd'],
    ['to plain http', 'http://media.example.com/a.png'],
    ['to a mapped address', 'https://[::ffff:127.0.0.1]/a.png'],
    ['with credentials', 'https://user:password@media.example.com/a.png'],
    ['to nonsense', 'https://'],
  ])('%s is refused', async (_, location) => {
    const { asked, fetch } = await serve((_, response) => response.writeHead(302, { location }).end())
    await expect(fetch('a.png')).rejects.toBeInstanceOf(UnsafeUrlError)
    expect(asked).toHaveLength(1)
  })

  it('to a public name has its addresses checked like any other', async () => {
    const { fetch } = await serve((_, response) =>
      response.writeHead(302, { location: 'https://media.example.com/a.png' }).end(),
    )
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
    await expect(fetch('a.png', { resolve })).rejects.toBeInstanceOf(UnsafeUrlError)
  })
})

describe('a name', () => {
  const ask = (...addresses: string[]) =>
    safeFetch('https://media.example.com/a.png', {
      maxBytes: 1000,
      deadlineMs: 5000,
      resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    })

  it('is refused when any of its addresses is not public', async () => {
    await expect(ask('10.0.0.1')).rejects.toBeInstanceOf(UnsafeUrlError)
    await expect(ask('8.8.8.8', '127.0.0.1')).rejects.toBeInstanceOf(UnsafeUrlError)
    await expect(ask('2606:4700::1', '::ffff:169.254.169.254')).rejects.toBeInstanceOf(UnsafeUrlError)
  })

  it('without addresses is unreachable', async () => {
    await expect(ask()).rejects.toEqual(failure('unreachable'))
  })

  it('is resolved once, by the socket itself', async () => {
    const lookups: string[] = []
    const attempt = safeFetch('https://media.example.com/a.png', {
      maxBytes: 1000,
      deadlineMs: 5000,
      resolve: async (hostname) => {
        lookups.push(hostname)
        throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
      },
    })
    await expect(attempt).rejects.toEqual(failure('unreachable'))
    await expect(attempt).rejects.toBeInstanceOf(FetchFailedError)
    expect(lookups).toEqual(['media.example.com'])
  })
})

it('an unsafe URL is refused before anything is sent, and never named in the error', async () => {
  const { asked, origin } = await serve((_, response) => response.end())
  const attempt = safeFetch(`${origin}/media/a.png?secret`, { maxBytes: 1, deadlineMs: 1000 })
  await expect(attempt).rejects.toBeInstanceOf(UnsafeUrlError)
  await expect(attempt).rejects.not.toThrow(/secret/)
  expect(asked).toEqual([])
})
