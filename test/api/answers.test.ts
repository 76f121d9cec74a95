import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Environment } from '../../local/environment.ts'
import { routes } from '../../shared/api/routes.ts'
import { ask as sendFile } from '../fixtures/ask.ts'
import { atEnd } from '../fixtures/at-end.ts'
import { jpeg } from '../fixtures/media.ts'
import { image, openPublishingWorld, type Told } from '../stories/publishing-world.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'answers-'))
atEnd(() => rmSync(dataDir, { recursive: true, force: true }))

/** Secrets of webhook endpoints: shown once, in the answer that makes them. */
const signing: string[] = []
/** Every answer of a run through all routes, good and bad, beside the route that gave it. */
const answers: { id: string; answer: Told }[] = []
let environment: Environment
let responses: Record<string, Record<string, object | undefined>>
let declared: Record<string, Record<string, string[]>>
let schemas: Record<string, object>
let secrets: string[]
let lines: string[]
let events: string

beforeAll(async () => {
  const world = await openPublishingWorld({
    dataDir,
    log: 'quiet',
    env: { LOG_LEVEL: 'debug', ENABLE_ADVANCED_INSIGHTS_FETCHING: 'true' },
  })
  environment = world.environment
  const ask = async (id: string, ...asked: Parameters<typeof world.call>) => {
    const answer = await world.call(...asked)
    answers.push({ id, answer })
    return answer
  }
  const x = await world.connect('alice', 'x')
  const instagram = await world.connect('alice', 'instagram')
  const url = await world.put('a.jpg', jpeg({ width: 300, height: 300 }))
  const post = { connection_id: x, text_content: 'A post', assets: [{ ...image(url), alt_text: 'Blue' }] }
  const json = { accept: 'application/json' }
  const id = crypto.randomUUID()
  const POST = (body?: unknown) => ({ method: 'POST', ...(body === undefined ? {} : { body }) })

  await ask('connect', 'alice', '/connections/connect/x', { headers: json })
  await ask('connect', 'alice', '/connections/connect/myspace', { headers: json })
  await ask('callback', 'alice', '/connections/connect/x/callback?state=a&code=b', { scope: null })
  await ask('complete', 'alice', '/connections/connect/x/complete', POST({ connect_code: 'unknown' }))
  await ask('list-connections', 'alice', '/connections')
  await ask('list-connections', 'alice', '/connections', { scope: null })
  environment.aws.faults.add({ service: 'dynamodb', kind: '500', times: 99 })
  const down = await ask('list-connections', 'alice', '/connections')
  environment.aws.faults.clear()
  expect([down.status, down.body.code]).toEqual([503, 'unavailable'])
  for (const one of [x, instagram, id]) {
    await ask('targets', 'alice', `/connections/${one}/targets`)
    await ask('limits', 'alice', `/connections/${one}/limits`)
  }
  for (const body of [
    post,
    { ...post, connection_id: instagram },
    { connection_id: id },
    {},
    { ...post, a: 1 },
    '{',
  ]) {
    const answer = await ask('publish', 'alice', '/publishing/publish', POST(body))
    await ask('validate', 'alice', '/publishing/validate', POST(body))
    if (answer.status === 202) await world.end('alice', answer.body.job_id)
  }
  const published = answers.find(({ answer }) => answer.status === 202)!.answer.body.job_id
  const scheduled = await ask(
    'schedule',
    'alice',
    '/publishing/schedule',
    POST({ ...post, schedule_time: world.inMs(9e7) }),
  )
  await ask('schedule', 'alice', '/publishing/schedule', POST({ ...post, schedule_time: 'soon' }))
  // X's token ends meanwhile and is renewed.
  await environment.tick(2.5 * 3_600_000)
  await world.end(
    'alice',
    (await ask('publish', 'alice', '/publishing/publish', POST({ ...post, text_content: 'A later post' })))
      .body.job_id,
  )
  const lost = await world.connect('alice', 'x', 'alice_two')
  await world.control('x', 'revoke', { account: 'alice_two' })
  const failing = await ask('publish', 'alice', '/publishing/publish', POST({ ...post, connection_id: lost }))
  await world.end('alice', failing.body.job_id)
  for (const one of [published, scheduled.body.job_id, failing.body.job_id, id, 'none']) {
    await ask('job-status', 'alice', `/publishing/jobs/${one}/status`)
    await ask('get-job', 'alice', `/publishing/jobs/${one}`)
    await ask('change', 'alice', `/publishing/jobs/${one}`, { method: 'PATCH', body: { text_content: 'B' } })
    await ask('cancel', 'alice', `/publishing/jobs/${one}`, { method: 'DELETE' })
    await ask('retry', 'alice', `/publishing/jobs/${one}/retry`, POST())
  }
  const file = jpeg({ width: 300, height: 300 })
  const announced = { mime_type: 'image/jpeg', bytes: file.length, filename: 'a.jpg' }
  const upload = await ask('create-asset', 'alice', '/assets', POST(announced))
  await ask('create-asset', 'alice', '/assets', POST({ url }))
  for (const body of [{}, { url: 'https://10.0.0.1/a.jpg' }])
    await ask('create-asset', 'alice', '/assets', POST(body))
  const early = { connection_id: x, text_content: 'Soon', assets: [{ asset_id: upload.body.id }] }
  const tooEarly = await ask('publish', 'alice', '/publishing/publish', POST(early))
  await ask('validate', 'alice', '/publishing/validate', POST(early))
  expect([tooEarly.status, tooEarly.body.code]).toEqual([409, 'asset_state_conflict'])
  const { url: to, headers: sent } = upload.body.upload
  await sendFile(to, { method: 'PUT', headers: sent, body: file })
  await environment.settle()
  const prompt = 'Hills'
  const made = await ask('create-generation', 'alice', '/generations', POST({ prompt }))
  for (const body of [{ prompt: '' }, { prompt, count: 5 }, '{'])
    await ask('create-generation', 'alice', '/generations', POST(body))
  await world.settle()
  await ask('list-generations', 'alice', '/generations')
  await ask('list-generations', 'alice', '/generations?cursor=zzz')
  await ask('generation-quota', 'alice', '/generations/quota')
  for (const one of [made.body.id, id]) {
    await ask('get-generation', 'alice', `/generations/${one}`)
    await ask('generation-callback', 'alice', `/generations/${one}/callback`, {
      ...POST({ status: 'failed' }),
      scope: null,
    })
  }
  await ask('list-assets', 'alice', '/assets')
  await ask('list-assets', 'alice', '/assets?cursor=zzz')
  const social = { assetId: upload.body.id, socialAccountId: x, caption: 'At once' }
  for (const body of [
    social,
    { ...social, assetId: id },
    { ...social, socialAccountId: lost },
    { ...social, caption: 'a'.repeat(999) },
    {},
  ])
    await ask('publish-social', 'alice', '/publish/social', POST(body))
  for (const one of [upload.body.id, id]) {
    await ask('get-asset', 'alice', `/assets/${one}`)
    await ask('remove-asset', 'alice', `/assets/${one}`, { method: 'DELETE' })
  }
  const tags = { keywords: ['coffee'], connection_id: x }
  await ask('hashtags', 'alice', '/insights/x/hashtags', POST(tags))
  await ask('hashtags', 'alice', '/insights/x/hashtags', POST({ keywords: [] }))
  await ask('hashtags', 'alice', '/insights/facebook/hashtags', POST({ keywords: ['coffee'] }))
  await world.control('x', 'history', {
    account: 'alice',
    posts: [{ at: new Date(environment.clock.now() - 1.7e8).toISOString(), text: 'Old #coffee', likes: 7 }],
  })
  await ask('best-times', 'alice', `/insights/x/best-times?connection_id=${x}&timezone=Europe/Berlin`)
  await ask('best-times', 'alice', `/insights/x/best-times?connection_id=${lost}`)
  await ask('best-times', 'alice', '/insights/x/best-times?timezone=none')
  await ask('list-jobs', 'alice', '/publishing/jobs')
  await ask('list-jobs', 'alice', '/publishing/jobs?cursor=zzz')
  const endpoints = '/webhook-endpoints'
  const unsafe = await ask('create-webhook-endpoint', 'alice', endpoints, POST({ url: environment.api }))
  const hook = { url: `${environment.api}/_local/media/hook` }
  const endpoint = await ask('create-webhook-endpoint', 'alice', endpoints, POST(hook))
  expect([unsafe.status, endpoint.status]).toEqual([400, 201])
  await ask('list-webhook-endpoints', 'alice', endpoints)
  const [event] = (await ask('list-events', 'alice', '/events?limit=1')).body
  await ask('list-events', 'alice', `/events?after=${id}`)
  for (const one of [endpoint.body.id, id, 'none']) {
    await ask('test-webhook-endpoint', 'alice', `${endpoints}/${one}/test`, POST())
    await ask('redeliver-event', 'alice', `${endpoints}/${one}/redeliver`, POST({ event_id: event.id }))
    const rotated = await ask('rotate-webhook-secret', 'alice', `${endpoints}/${one}/rotate`, POST())
    if (rotated.status === 200) signing.push(endpoint.body.secret, rotated.body.secret)
    await ask('delete-webhook-endpoint', 'alice', `${endpoints}/${one}`, { method: 'DELETE' })
  }
  const signed = signedBy('local-facebook-secret', '{"algorithm":"HMAC-SHA256","issued_at":1,"user_id":"1"}')
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  for (const body of [`signed_request=${signed}`, 'signed_request=a.b']) {
    const asked = { method: 'POST', body, headers, scope: null }
    await ask('deauthorize', 'alice', '/webhooks/facebook/deauthorize', asked)
    await ask('data-deletion', 'alice', '/webhooks/facebook/data-deletion', asked)
  }
  const deletion = answers.find((one) => one.id === 'data-deletion')!.answer.body
  for (const code of [deletion.confirmation_code, 'none'])
    await ask('get-data-deletion', 'alice', `/data-deletions/${code}`, { scope: null })
  await ask('network-event', 'alice', '/webhooks/tiktok', { ...POST({ event: 'forged' }), scope: null })
  await ask('disconnect', 'alice', `/connections/${instagram}`, { method: 'DELETE' })
  await ask('disconnect', 'alice', `/connections/${id}`, { method: 'DELETE', scope: 'connections:read' })
  await ask('platforms', 'alice', '/platforms')
  for (let path: string | undefined = '/me/data'; path; ) {
    const { headers }: Told = await ask('export-data', 'alice', path)
    path = /<[^>]*\/api\/v1([^>]+)>/.exec(String(headers.link ?? ''))?.[1]
  }
  await ask('export-data', 'alice', '/me/data?cursor=zzz')
  await ask('delete-data', 'alice', '/me/data', { method: 'DELETE' })
  await ask('create-asset', 'alice', '/assets', POST(announced))
  await ask('health', 'alice', '/health', { scope: null })
  const document = await ask('openapi', 'alice', '/openapi.json', { scope: null })

  await environment.settle()
  lines = [...environment.logs]
  events = JSON.stringify(environment.aws.events.recorded)
  const bearer = await environment.token('alice')
  await environment.close()
  secrets = [
    'local-x-secret',
    'local-instagram-secret',
    bearer.split('.')[0]!,
    ...['x', 'instagram'].flatMap((name) =>
      issued(JSON.parse(readFileSync(join(dataDir, 'networks', `${name}.json`), 'utf8'))),
    ),
  ]
  schemas = document.body.components.schemas
  const operations = Object.values(document.body.paths as Record<string, Record<string, Operation>>).flatMap(
    (item) => Object.values(item),
  )
  const byStatus = <T>(of: (response: Response) => T) =>
    Object.fromEntries(
      operations.map(({ operationId, responses }) => [
        operationId,
        Object.fromEntries(Object.entries(responses).map(([status, response]) => [status, of(response)])),
      ]),
    )
  responses = byStatus(({ content }) => content?.['application/json']?.schema)
  declared = byStatus(({ headers = {} }) => Object.keys(headers).map((name) => name.toLowerCase()))
}, 60_000)

interface Operation {
  operationId: string
  responses: Record<string, Response>
}

interface Response {
  content?: Record<string, { schema: object }>
  headers?: object
}

/** As Meta signs what it calls us with. */
function signedBy(secret: string, payload: string): string {
  const encoded = Buffer.from(payload).toString('base64url')
  return `${createHmac('sha256', secret).update(encoded).digest('base64url')}.${encoded}`
}

/** Tokens and codes that a network gave out: the names under which it keeps their grants. */
function issued(state: unknown): string[] {
  if (typeof state !== 'object' || state === null) return []
  return Object.entries(state)
    .flatMap(([name, inner]) => [
      ...(/token|code|grant/i.test(name) && typeof inner === 'object' && inner !== null
        ? Object.keys(inner)
        : []),
      ...issued(inner),
    ])
    .filter((secret) => secret.length >= 20)
}

describe('every answer', () => {
  test('comes from a run through all routes', () => {
    expect([...new Set(answers.map(({ id }) => id))].sort()).toEqual(routes.map(({ id }) => id).sort())
  })

  test('is one the contract declares, by status and schema', () => {
    for (const { id, answer } of answers) {
      const told = `${id} ${answer.status} ${answer.text.slice(0, 300)}`
      const schema = responses[id]![String(answer.status)]
      expect(schema, told).toBeDefined()
      const whole = { $ref: '#/$defs/Answer', $defs: { ...schemas, Answer: schema } }
      const local = JSON.parse(JSON.stringify(whole).replaceAll('#/components/schemas/', '#/$defs/'))
      const read = z.fromJSONSchema(local).safeParse(answer.body)
      expect(read.error?.issues ?? [], told).toEqual([])
    }
  })

  test('has the headers that the contract declares, and none of their kind beside', () => {
    const kind = ['location', 'etag', 'link', 'idempotency-replayed', 'retry-after']
    const seen = new Set<string>()
    for (const { id, answer } of answers) {
      const there = kind.filter((name) => answer.headers[name] !== undefined)
      expect(declared[id]![answer.status], id).toEqual(expect.arrayContaining(there))
      for (const name of there) seen.add(`${id} ${name}`)
    }
    const promised = Object.entries(declared).flatMap(([id, byStatus]) =>
      Object.values(byStatus).flatMap((names) => names.map((name) => `${id} ${name}`)),
    )
    const sure = /location|etag/
    // A browser's own way through a connect flow is told in its stories.
    const apart = ['connect location', 'callback location', 'publish-social location']
    expect([...seen].filter((one) => sure.test(one)).sort()).toEqual(
      [...new Set(promised)].filter((one) => sure.test(one) && !apart.includes(one)).sort(),
    )
  })

  test('is never kept by a cache', () => {
    for (const { answer } of answers)
      if (answer.status !== 401) expect(answer.headers['cache-control']).toBe('no-store')
  })
})

describe('a secret', () => {
  test('is in no answer, no event and no line of the logs', () => {
    expect(secrets.length).toBeGreaterThanOrEqual(7)
    expect(lines.length).toBeGreaterThan(100)
    for (const secret of signing) expect(lines.join('\n') + events).not.toContain(secret)
    expect(signing).toHaveLength(2)
    const told = answers.map(({ answer }) => answer.text + JSON.stringify(answer.headers)).join('\n')
    for (const secret of secrets)
      for (const place of [told, lines.join('\n'), events]) expect(place.includes(secret), secret).toBe(false)
  })

  test('of a caption, too, is in no line of the logs', () => {
    expect(lines.filter((line) => line.includes('A post'))).toEqual([])
  })

  test('stands beside lines that each are JSON with a level, a time and what they belong to', () => {
    for (const line of lines) {
      const read = JSON.parse(line)
      // Figures have a line of their own, which is all theirs.
      if ('_aws' in read) continue
      expect(read).toMatchObject({
        level: expect.any(String),
        time: expect.any(String),
        msg: expect.any(String),
      })
    }
    const requests = lines.filter((line) => line.includes('"msg":"request"')).map((line) => JSON.parse(line))
    for (const line of requests)
      expect(line).toMatchObject({ correlation_id: expect.any(String), route: expect.any(String) })
  })
})
