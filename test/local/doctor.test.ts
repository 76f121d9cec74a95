import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLocalClock } from '../../local/clock.ts'
import { examine, type Report } from '../../local/doctor/examine.ts'
import { tell } from '../../local/doctor/tell.ts'
import { openPorts } from '../../local/ports.ts'
import { type SimulatedNetworks, simulatedNames, startNetworks } from '../../local/simulated-networks.ts'
import { platforms } from '../../shared/domain/platform.ts'
import { credentialVariables } from '../../shared/runtime/config.ts'

let networks: SimulatedNetworks
/** Leads every network to its simulator, with the credentials of its app there. */
let leading: Record<string, string>
beforeAll(async () => {
  networks = await startNetworks({
    names: simulatedNames(),
    clock: createLocalClock(),
    dataDir: null,
    ports: openPorts(null),
  })
  leading = { ...networks.env, ...networks.defaults }
})
afterAll(() => networks.close())

const look = (given: Record<string, string | undefined>, now = Date.now) => examine(given, now)
const about = ({ networks }: Report, platform: string) => networks.find((one) => one.platform === platform)!
const problems = (report: Report, platform: string) =>
  about(report, platform).findings.flatMap(({ level, says }) => (level === 'problem' ? [says] : []))
const said = (report: Report, platform: string) =>
  about(report, platform)
    .findings.map(({ says }) => says)
    .join('\n')

/** A network's control side. */
async function control(command: string, input?: object, platform = 'x'): Promise<unknown> {
  const response = await fetch(
    `${networks.urls[platform]}/_control/${command}`,
    input ? { method: 'POST', body: JSON.stringify(input) } : {},
  )
  if (!response.ok) throw new Error(`${command}: ${await response.text()}`)
  return response.json()
}

const asked = async () => ((await control('requests')) as unknown[]).length

/** An address of this machine where nothing listens. */
async function silentAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

describe('with nothing configured', () => {
  test.each(platforms)(
    '%s says which variables are missing, and nothing is called wrong',
    async (platform) => {
      const report = await look({})
      const { id, secret } = credentialVariables[platform]
      expect(report.ok).toBe(true)
      expect(said(report, platform)).toContain(`Not configured: ${id} and ${secret} are missing.`)
    },
  )

  test.each(platforms)('the redirect URI to register at %s is told all the same', async (platform) => {
    const report = await look({ SERVICE_BASE_URL: 'https://post.example.org/' })
    const uri = `https://post.example.org/api/v1/connections/connect/${platform}/callback`
    expect(about(report, platform).redirect_uri).toBe(uri)
    expect(tell(report)).toContain(`redirect URI to register: ${uri}`)
  })

  test.each([
    ['instagram', /Advanced Access/],
    ['facebook', /Advanced Access/],
    ['linkedin', /Community Management API/],
    ['x', /credit/],
    ['pinterest', /Standard access/],
    ['tiktok', /audit/],
  ])('what needs a review at %s is told', async (platform, words) => {
    const report = await look({})
    expect(about(report, platform).review).toMatch(words)
    expect(tell(report)).toContain(`review: ${about(report, platform).review}`)
  })
})

describe('credentials', () => {
  test.each([
    ['x', /X takes the client id and secret/],
    ['instagram', /Instagram takes the app id/],
    ['facebook', /Facebook takes the app id and secret/],
    ['linkedin', /LinkedIn takes the client id; the secret, too, as far as/],
    ['pinterest', /Pinterest takes the app id and secret/],
    ['tiktok', /TikTok takes the client key; the secret, too, as far as/],
  ])('are good when %s takes them', async (platform, words) => {
    const report = await look(leading)
    expect([report.ok, problems(report, platform)]).toEqual([true, []])
    expect(said(report, platform)).toMatch(words)
    expect(about(report, platform)).toMatchObject({ configured: true, simulated: true })
  })

  test.each([
    ['x', { TWITTER_CLIENT_SECRET: 'not-the-secret' }, /refuses the client id and secret/],
    ['x', { TWITTER_CLIENT_ID: 'nobody' }, /does not know this client id/],
    ['instagram', { INSTAGRAM_APP_SECRET: 'not-the-secret' }, /refuses the app id or secret/],
    ['instagram', { INSTAGRAM_APP_ID: '12345' }, /refuses the app id or secret/],
    ['facebook', { FACEBOOK_APP_SECRET: 'not-the-secret' }, /refuses the app id or secret/],
    ['facebook', { FACEBOOK_APP_ID: '12345' }, /refuses the app id or secret/],
    ['linkedin', { LINKEDIN_CLIENT_SECRET: 'not-the-secret' }, /refuses the client id or secret/],
    ['linkedin', { LINKEDIN_CLIENT_ID: 'nobody' }, /refuses the client id or secret/],
    ['pinterest', { PINTEREST_APP_SECRET: 'not-the-secret' }, /refuses the app id or secret/],
    ['pinterest', { PINTEREST_APP_ID: '12345' }, /refuses the app id or secret/],
    ['tiktok', { TIKTOK_CLIENT_SECRET: 'not-the-secret' }, /refuses the client key or secret/],
    ['tiktok', { TIKTOK_CLIENT_KEY: 'nobody' }, /refuses the client key or secret/],
  ])('that %s refuses are called wrong, without being told', async (platform, wrong, words) => {
    const report = await look({ ...leading, ...wrong })
    expect(report.ok).toBe(false)
    expect(problems(report, platform)).toEqual([expect.stringMatching(words)])
    const told = tell(report) + JSON.stringify(report)
    for (const secret of ['not-the-secret', ...platforms.map((name) => `local-${name}-secret`)])
      expect(told).not.toContain(secret)
  })

  test('of a public client are told from wrong ones', async () => {
    await control('settings', { app_type: 'public' })
    const report = await look(leading)
    await control('settings', { app_type: 'confidential' })
    expect(problems(report, 'x')).toEqual([expect.stringMatching(/public client/)])
  })

  test.each([
    ['x', 'POST /2/oauth2/token'],
    ['facebook', 'GET /debug_token'],
    ['linkedin', 'POST /oauth/v2/accessToken'],
    ['pinterest', 'POST /v5/oauth/token/revoke'],
    ['tiktok', 'POST /v2/oauth/token/'],
  ])('are left open when %s answers something else', async (platform, route) => {
    await control('faults', { route, kind: 'status', status: 503 }, platform)
    expect(problems(await look(leading), platform)).toEqual([
      expect.stringMatching(/tells nothing about the credentials: 503/),
    ])
  })

  test.each([
    [{ TWITTER_CLIENT_SECRET: undefined }, /TWITTER_CLIENT_SECRET is missing/],
    [{ TWITTER_CLIENT_ID: '' }, /TWITTER_CLIENT_ID is missing/],
    [{ TWITTER_CLIENT_ID: 'your-client-id' }, /TWITTER_CLIENT_ID is still a placeholder/],
    [{ TWITTER_CLIENT_SECRET: '"quoted"' }, /TWITTER_CLIENT_SECRET has its quotation marks/],
    [{ TWITTER_CLIENT_SECRET: 'half and half' }, /TWITTER_CLIENT_SECRET has a space/],
  ])('that cannot be right are not sent: %o', async (wrong, words) => {
    const before = await asked()
    expect(problems(await look({ ...leading, ...wrong }), 'x')).toEqual([expect.stringMatching(words)])
    expect(await asked()).toBe(before)
  })

  test('by their older names are good too', async () => {
    const { TWITTER_CLIENT_ID, TWITTER_CLIENT_SECRET, ...others } = leading
    const older = { TWITTER_API_KEY: TWITTER_CLIENT_ID, TWITTER_API_SECRET_KEY: TWITTER_CLIENT_SECRET }
    const report = await look({ ...others, ...older })
    expect(problems(report, 'x')).toEqual([])
    expect(said(report, 'x')).toMatch(/an older name is read/)
  })
})

describe('what is switched off', () => {
  test.each([
    ['tiktok', 'ENABLE_TIKTOK_PUBLISHING'],
    ['x', 'ENABLE_X_PUBLISHING'],
    ['linkedin', 'ENABLE_LINKEDIN_PUBLISHING'],
    ['linkedin', 'ENABLE_LINKEDIN_PERSONAL_PROFILE_PUBLISHING'],
  ])('at %s is named by %s, and is no problem', async (platform, variable) => {
    const report = await look({ ...leading, [variable]: 'false' })
    expect(report.ok).toBe(true)
    expect(said(report, platform)).toMatch(new RegExp(`switched off.*${variable}=true`))
    expect(said(await look(leading), platform)).not.toContain(variable)
  })

  test('is TikTok until somebody asks for it', async () => {
    expect(said(await look({}), 'tiktok')).toContain('ENABLE_TIKTOK_PUBLISHING=true')
  })
})

describe('hosts', () => {
  test('that do not answer are named', async () => {
    const nowhere = await silentAddress()
    const report = await look({ ...leading, X_API_BASE_URL: nowhere })
    expect(problems(report, 'x')).toEqual([`${nowhere} cannot be reached: nothing listens there.`])
  })

  test('of which only some are simulated are a mistake', async () => {
    const report = await look({ ...leading, X_WEB_BASE_URL: 'https://x.invalid' })
    expect(problems(report, 'x')[0]).toMatch(/Some of its hosts are on this machine/)
  })

  test('tell a clock that is wrong', async () => {
    const report = await look(leading, () => Date.now() + 60_000)
    expect(problems(report, 'x')).toEqual([expect.stringMatching(/clock is \d+ s ahead/)])
    const behind = await look(leading, () => Date.now() - 60_000)
    expect(problems(behind, 'instagram')).toEqual([expect.stringMatching(/clock is \d+ s behind/)])
  })
})

describe('a real network', () => {
  const real = { TWITTER_CLIENT_ID: 'id', TWITTER_CLIENT_SECRET: 'secret' }
  const elsewhere = { X_WEB_BASE_URL: 'https://x.invalid', X_API_BASE_URL: 'https://api.x.invalid' }
  const service = (report: Report) => report.service.map(({ level, says }) => `${level} ${says}`)

  test.each([
    'http://127.0.0.1:3000',
    'http://post.example.org',
    'https://localhost',
    'https://192.0.2.7',
    'https://post.example.org:8443',
  ])('cannot send people back to %s', async (address) => {
    const report = await look({ ...real, ...elsewhere, SERVICE_BASE_URL: address })
    expect(report.ok).toBe(false)
    expect(service(report)).toEqual([
      expect.stringMatching(/^problem SERVICE_BASE_URL is .* must be https with a public name/),
      expect.stringMatching(/^problem PUBLIC_ASSET_BASE_URL is .* must be https with a public name/),
    ])
  })

  test('needs addresses that answer', async () => {
    // No name may be that long, so nobody is asked for it.
    const nowhere = `https://${'n'.repeat(64)}.org`
    const report = await look({ ...real, ...elsewhere, SERVICE_BASE_URL: nowhere })
    expect(service(report)).toEqual([
      expect.stringMatching(/^problem SERVICE_BASE_URL does not answer/),
      expect.stringMatching(/^problem PUBLIC_ASSET_BASE_URL does not answer/),
    ])
  })

  test('that cannot be reached is named', async () => {
    const report = await look({ ...real, ...elsewhere })
    expect(problems(report, 'x')).toEqual([
      expect.stringMatching(/x\.invalid cannot be reached/),
      expect.stringMatching(/api\.x\.invalid cannot be reached/),
    ])
  })

  test('is simulated by the local environment until it is told not to', async () => {
    const note = /npm run dev speaks to a simulated X all the same/
    expect(said(await look({ ...real, ...elsewhere }), 'x')).toMatch(note)
    expect(said(await look({ ...real, ...elsewhere, SIMULATORS: 'none' }), 'x')).not.toMatch(note)
  })
})

describe('a variable that is malformed', () => {
  test('is named, and the rest is looked at all the same', async () => {
    const report = await look({ ...leading, WEB_APP_URL: 'nonsense', MAX_API_RETRIES: 'many' })
    const named = report.service.flatMap(({ level, says }) => (level === 'problem' ? [says] : []))
    expect(named).toEqual([
      expect.stringMatching(/^WEB_APP_URL: /),
      expect.stringMatching(/^MAX_API_RETRIES: /),
    ])
    expect(problems(report, 'x')).toEqual([])
  })
})

describe('the command', () => {
  const run = promisify(execFile)
  const doctor = (given: Record<string, string>, ...words: string[]) =>
    run(process.execPath, ['bin/doctor.ts', ...words], { env: { PATH: process.env.PATH, ...given } })

  test('tells it to people', async () => {
    const { stdout } = await doctor(leading)
    expect(stdout).toMatch(/X \(simulated on this machine\)\n {2}ok/)
    expect(stdout).toMatch(/redirect URI to register: http:\/\/127\.0\.0\.1:3000\/api\/v1/)
    expect(stdout).toMatch(/docs\/networks\/instagram\.md/)
  })

  test('tells it as JSON, and ends with 1 on a problem', async () => {
    const failed = await doctor({ ...leading, TWITTER_CLIENT_ID: 'nobody' }, '--json').catch((error) => error)
    expect(failed.code).toBe(1)
    expect(JSON.parse(failed.stdout)).toMatchObject({ ok: false, service: [{ level: 'note' }] })
  })
})
