import { mkdtemp, rm, stat } from 'node:fs/promises'
import { request as rawRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { createClock } from '../../local/platforms/kit/clock.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../local/platforms/kit/server.ts'

interface Notes {
  notes: { id: string; text: string; at: number; account: string }[]
}

const running: Simulator[] = []
afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.close()
})

/** A network of one route: POST /notes. */
async function start(options: SimulatorOptions = {}) {
  const simulator = await startSimulator<Notes, { loud: boolean }>(
    {
      platform: 'notes',
      title: 'Notes & Co',
      color: '#123456',
      accounts: [{ id: '1', username: 'ann', name: 'Ann', color: '#654321' }],
      settings: { loud: false },
      faultKinds: { shout: 'the note is stored in capitals' },
      initialState: () => ({ notes: [] }),
      setup: (context) => ({
        routes: [
          {
            method: 'POST',
            path: '/:version(v\\d+)/notes',
            name: 'POST /notes',
            run(request) {
              const { text } = request.json() as { text: string }
              const loud = context.settings.loud || request.fault('shout') !== undefined
              const id = String(context.state.notes.length + 1)
              context.state.notes.push({
                id,
                text: loud ? text.toUpperCase() : text,
                at: request.receivedAt,
                account: '1',
              })
              context.changed()
              return { status: 201, body: { id, version: request.params.version } }
            },
          },
          ...context.consent.routes('/authorize', 'authorize', () => ({
            app: '<b>App</b>',
            scopes: ['read', 'write'],
            allow: (account, scopes) =>
              `https://app.example/?who=${account.username}&scopes=${scopes.join('+')}`,
            deny: () => 'https://app.example/?error=denied',
          })),
        ],
        remember(_, posts) {
          for (const { at, text } of posts)
            context.state.notes.push({ id: String(context.state.notes.length + 1), text, at, account: '1' })
        },
        ledger: () =>
          context.state.notes.map(({ id, text, at }) => ({
            id,
            url: `${context.url}/ann/notes/${id}`,
            account: { id: '1', username: 'ann' },
            type: 'note',
            text,
            media: [],
            created_at: new Date(at).toISOString(),
            received_at: new Date(at).toISOString(),
          })),
        revoke() {
          context.state.notes = []
        },
      }),
    },
    options,
  )
  running.push(simulator)
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const init = {
      method,
      headers,
      redirect: 'manual' as const,
      body: body === undefined ? undefined : JSON.stringify(body),
    }
    const answer = await fetch(simulator.url + path, init)
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, json: () => JSON.parse(text) }
  }
  return {
    simulator,
    call,
    note: (text: string) => call('POST', '/v1/notes', { text }),
    fault: (kind: string, more: Record<string, unknown> = {}) =>
      call('POST', '/_control/faults', { route: 'POST /notes', kind, ...more }),
  }
}

describe('a simulated network', () => {
  test('keeps a ledger that people can read as well', async () => {
    const { call, note } = await start()
    expect((await note('<script>')).json()).toEqual({ id: '1', version: 'v1' })
    const ledger = (await call('GET', '/_control/ledger')).json()
    expect(ledger).toMatchObject([{ id: '1', text: '<script>', type: 'note' }])
    expect((await call('GET', '/')).text).toContain('&lt;script&gt;')
    expect((await call('GET', '/')).text).not.toContain('<script>')
    expect((await call('GET', '/ann/notes/1/')).text).toContain('&lt;script&gt;')
    expect((await call('GET', '/ann/notes/2')).status).toBe(404)
    expect((await call('GET', '/_avatar/ann.svg')).headers.get('content-type')).toBe('image/svg+xml')
  })

  test.each([
    ['status', { status: 418, body: { tea: true }, headers: { 'x-pot': '1' } }, 418, 0],
    ['status_after', {}, 503, 1],
    ['drop_before', {}, 'cut', 0],
    ['drop_after', {}, 'cut', 1],
    ['delay', { ms: 20 }, 201, 1],
    ['delay_after', { ms: 20 }, 201, 1],
  ])('plays the fault %s once', async (kind, more, outcome, posts) => {
    const { simulator, fault, note } = await start()
    await fault(kind, more)
    const status = await note('a').then(
      (answer) => answer.status,
      () => 'cut',
    )
    expect(status).toBe(outcome)
    expect(simulator.ledger()).toHaveLength(posts)
    expect((await note('b')).status).toBe(201)
  })

  test('acts after a delay even when the client has gone', async () => {
    const { simulator, call, fault } = await start()
    await fault('delay', { ms: 3_600_000 })
    const impatient = fetch(`${simulator.url}/v1/notes`, {
      method: 'POST',
      body: '{"text":"late"}',
      signal: AbortSignal.timeout(50),
    })
    await expect(impatient).rejects.toThrow()
    expect(simulator.ledger()).toEqual([])
    await call('POST', '/_control/clock', { advance_ms: 3_600_000 })
    expect(simulator.ledger()).toMatchObject([{ text: 'late' }])
  })

  test('takes no half of a millisecond', async () => {
    const { call } = await start()
    expect((await call('POST', '/_control/clock', { advance_ms: 0.5 })).status).toBe(400)
  })

  test('never answers when told to hang, and still closes', async () => {
    const { simulator, fault } = await start()
    await fault('hang')
    const waiting = fetch(`${simulator.url}/v1/notes`, { method: 'POST', body: '{"text":"x"}' })
    const outcome = Promise.race([
      waiting.then(() => 'answered'),
      new Promise((resolve) => setTimeout(resolve, 50, 'silent')),
    ])
    expect(await outcome).toBe('silent')
    const ended = expect(waiting).rejects.toThrow()
    await simulator.close()
    await ended
  })

  test('plays a fault for matching bodies only, as often as armed, and counts', async () => {
    const { call, fault, note } = await start()
    await fault('status', { status: 500, match: 'bad', times: 2 })
    const statuses = []
    for (const text of ['bad', 'good', 'bad', 'bad']) statuses.push((await note(text)).status)
    expect(statuses).toEqual([500, 201, 500, 201])
    expect((await call('GET', '/_control/faults')).json()).toMatchObject([
      { kind: 'status', times: 2, fired: 2 },
    ])
    await fault('shout')
    await call('DELETE', '/_control/faults')
    await note('quiet')
    expect((await call('GET', '/_control/ledger')).json().at(-1).text).toBe('quiet')
  })

  test('has faults of its own, and names what there is when asked for others', async () => {
    const { simulator, fault, note, call } = await start()
    await fault('shout')
    await note('hey')
    expect(simulator.ledger()[0]!.text).toBe('HEY')
    const unknownKind = await fault('whisper')
    expect(unknownKind.status).toBe(400)
    expect(unknownKind.json().error).toMatch(/status.*drop_before.*shout/)
    const unknownRoute = await call('POST', '/_control/faults', { route: 'GET /', kind: 'hang' })
    expect(unknownRoute.json().error).toMatch(/POST \/notes/)
  })

  test('lists the requests it saw, without queries', async () => {
    const { call, fault, note } = await start()
    await fault('status')
    await note('a')
    await call('POST', '/v2/notes?access_token=secret', { text: 'b' })
    const seen = (await call('GET', '/_control/requests')).json()
    expect(seen).toMatchObject([
      { method: 'POST', route: 'POST /notes', path: '/v1/notes', status: 500, acted: false },
      { path: '/v2/notes', status: 201, acted: true },
    ])
    expect(JSON.stringify(seen)).not.toContain('secret')
  })

  test('asks a person for consent, or answers at once', async () => {
    const { call } = await start()
    const page = (await call('GET', '/authorize?state=%22%3E')).text
    expect(page).toContain('&lt;b&gt;App&lt;/b&gt;')
    expect(page).toContain('Notes &amp; Co')
    await call('POST', '/_control/consent', { auto: true, scopes: ['read'] })
    expect((await call('GET', '/authorize')).headers.get('location')).toBe(
      'https://app.example/?who=ann&scopes=read',
    )
    await call('POST', '/_control/consent', { auto: true, deny: true })
    expect((await call('GET', '/authorize')).headers.get('location')).toBe(
      'https://app.example/?error=denied',
    )
    expect((await call('POST', '/_control/consent', { auto: true, account: 'zoe' })).status).toBe(400)
  })

  test('takes new accounts, settings, revocations and resets', async () => {
    const { simulator, call, note } = await start({ settings: { loud: true } })
    const zoe = (await call('POST', '/_control/accounts', { username: 'zoe', tier: 'gold' })).json()
    expect(zoe).toMatchObject({ username: 'zoe', name: 'zoe', traits: { tier: 'gold' } })
    expect((await call('POST', '/_control/accounts', { username: 'zoe' })).status).toBe(400)
    expect((await call('POST', '/_control/accounts', { username: '../x' })).status).toBe(400)
    await note('x')
    await call('POST', '/_control/settings', { loud: false })
    await note('y')
    expect(simulator.ledger().map((post) => post.text)).toEqual(['X', 'y'])
    expect((await call('POST', '/_control/settings', { loud: 1 })).status).toBe(400)
    expect((await call('POST', '/_control/settings', { silent: true })).status).toBe(400)
    await call('POST', '/_control/revoke', { account: 'ann' })
    expect(simulator.ledger()).toEqual([])
    await call('POST', '/_control/reset', {})
    expect((await call('GET', '/_control/accounts')).json()).toHaveLength(1)
    expect((await call('GET', '/_control/settings')).json()).toEqual({ loud: true })
  })

  test('is told of posts of days gone by', async () => {
    const { simulator, call } = await start()
    const history = (posts: unknown) => call('POST', '/_control/history', { account: 'ann', posts })
    const post = { at: new Date(simulator.clock.now() - 1000).toISOString(), text: 'old', likes: 3 }
    expect((await history([post])).status).toBe(200)
    expect(simulator.ledger()).toMatchObject([{ text: 'old', created_at: post.at }])
    const future = { ...post, at: new Date(simulator.clock.now() + 60_000).toISOString() }
    for (const wrong of [7, [7], [future], [{ ...post, likes: -1 }], [{ ...post, text: 1 }]])
      expect((await history(wrong)).status).toBe(400)
  })

  test('refuses foreign hosts, and control from other sites', async () => {
    const { simulator, call } = await start()
    const { port } = new URL(simulator.url)
    const withHost = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const request = rawRequest({ port, host: '127.0.0.1', path: '/', headers: { host } }, (answer) =>
          resolve(answer.resume().statusCode),
        )
        request.on('error', reject).end()
      })
    expect(await withHost('evil.example')).toBe(421)
    expect(await withHost(`evil.example:${port}`)).toBe(421)
    expect(await withHost(`localhost:${port}`)).toBe(200)
    expect(
      (await call('GET', '/_control/ledger', undefined, { 'sec-fetch-site': 'cross-site' })).status,
    ).toBe(403)
    expect((await call('POST', '/_control/reset', {}, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await call('POST', '/_control/reset', {}, { origin: 'null' })).status).toBe(403)
    expect((await call('POST', '/_control/reset', {}, { origin: simulator.url })).status).toBe(200)
    expect((await call('POST', '/authorize', undefined, { origin: 'https://evil.example' })).status).toBe(403)
  })

  test('answers malformed bodies with 400', async () => {
    const { simulator } = await start()
    for (const path of ['/v1/notes', '/_control/faults']) {
      expect((await fetch(simulator.url + path, { method: 'POST', body: '{' })).status).toBe(400)
    }
  })

  test('remembers its state in a private file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'notes-'))
    try {
      const stateFile = join(folder, 'deep', 'notes.json')
      const first = await start({ stateFile })
      await first.note('kept')
      await first.call('POST', '/_control/accounts', { username: 'zoe' })
      await first.simulator.close()
      running.pop()
      expect((await stat(stateFile)).mode & 0o777).toBe(0o600)
      const second = await start({ stateFile })
      expect(second.simulator.ledger()).toMatchObject([{ text: 'kept' }])
      expect((await second.call('GET', '/_control/accounts')).json()).toHaveLength(2)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('the clock of a simulator', () => {
  test('runs appointments in order when it is moved', () => {
    const clock = createClock()
    const seen: string[] = []
    clock.at(clock.now() + 20_000, () => seen.push('second'))
    clock.at(clock.now() + 10_000, () => seen.push('first'))
    const cancel = clock.at(clock.now() + 15_000, () => seen.push('never'))
    cancel()
    clock.advance(12_000)
    expect(seen).toEqual(['first'])
    clock.advance(12_000)
    expect(seen).toEqual(['first', 'second'])
  })

  test('runs appointments by itself, never early', async () => {
    const clock = createClock(-5000)
    const time = clock.now() + 15
    const ran = await new Promise<number>((resolve) => void clock.at(time, () => resolve(clock.now())))
    expect(ran).toBeGreaterThanOrEqual(time)
  })
})
