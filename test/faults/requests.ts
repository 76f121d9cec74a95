import { createHmac } from 'node:crypto'
import { type Answered, ask } from '../fixtures/ask.ts'
import { jpeg } from '../fixtures/media.ts'
import { type FaultWorld, user } from './world.ts'

/** One request to the API, ready to be sent once or again. */
export interface Asking {
  /** Who asks, where it is another. */
  as?: string
  method?: string
  path: string
  headers?: Record<string, string>
  body?: object
  /** A body that is no JSON. */
  form?: string
}

const scheduled = async (world: FaultWorld) => {
  const answer = await world.call('/publishing/schedule', {
    body: {
      connection_id: world.connections.x,
      text_content: 'Due tomorrow.',
      schedule_time: tomorrow(world),
    },
  })
  return `/publishing/jobs/${answer.body.job_id}`
}

const failed = async (world: FaultWorld) => {
  const text = `Refused ${crypto.randomUUID()}`
  const body = { title: 'Forbidden', type: 'about:blank', status: 403, detail: 'Your account is suspended.' }
  await world.fault('x', { route: 'POST /2/tweets', kind: 'status', status: 403, body, match: text })
  const jobId = await world.publish({ platform: 'x', text })
  await world.settle()
  return `/publishing/jobs/${jobId}`
}

const tomorrow = ({ environment }: FaultWorld) => new Date(environment.clock.now() + 86_400_000).toISOString()

/** A picture that is ready to be published. */
const asset = async (world: FaultWorld): Promise<string> => {
  const url = await world.put('asset.jpg', jpeg({ width: 400, height: 400 }))
  const { body } = await world.call('/assets', { body: { url } })
  await world.settle()
  return String(body.id)
}

const endpoints = '/webhook-endpoints'
/** Nobody listens there. */
const hook = { url: 'https://example.com/hook' }

/** The one webhook endpoint there is. */
const endpoint = async (world: FaultWorld): Promise<string> => {
  const { body } = await world.call(endpoints)
  const [known] = body as unknown as { id: string }[]
  return `${endpoints}/${known?.id ?? (await world.call(endpoints, { body: hook })).body.id}`
}

const noEndpoints = async (world: FaultWorld): Promise<void> => {
  const { body } = await world.call(endpoints)
  for (const { id } of body as unknown as { id: string }[])
    await world.call(`${endpoints}/${id}`, { method: 'DELETE' })
}

/** An event of a post of hers. */
const event = async (world: FaultWorld): Promise<string> => {
  await world.recover(await world.publish({ platform: 'x', text: `Told of ${crypto.randomUUID()}` }))
  await world.environment.tick(6_000)
  const { body } = await world.call('/events?limit=1')
  return (body as unknown as { id: string }[])[0]!.id
}

/** As Meta signs what it tells; of an account that nobody here has. */
const signedByMeta = ({ environment }: FaultWorld): string => {
  const issued_at = Math.floor(environment.clock.now() / 1000)
  const told = { algorithm: 'HMAC-SHA256', issued_at, user_id: '1' }
  const encoded = Buffer.from(JSON.stringify(told)).toString('base64url')
  const signature = createHmac('sha256', 'local-instagram-secret').update(encoded).digest('base64url')
  return `signed_request=${signature}.${encoded}`
}

/** As TikTok does, of an account that nobody here has. */
const toldByTikTok = ({ environment }: FaultWorld): Asking => {
  const t = Math.floor(environment.clock.now() / 1000)
  const form = JSON.stringify({
    client_key: environment.env.TIKTOK_CLIENT_KEY,
    event: 'authorization.removed',
    create_time: t,
    user_openid: 'act.none',
    content: '{"reason": 1}',
  })
  const s = createHmac('sha256', environment.env.TIKTOK_CLIENT_SECRET!).update(`${t}.${form}`).digest('hex')
  return {
    method: 'POST',
    path: '/webhooks/tiktok',
    headers: { 'content-type': 'application/json', 'tiktok-signature': `t=${t},s=${s}` },
    form,
  }
}

/** Goes to the consent page and consents. @returns where the browser is sent, and its cookie */
const consented = async (world: FaultWorld, query = '') => {
  await world.control('x', 'consent', { auto: true, account: 'bob' })
  const begun = await send(world, {
    path: `/connections/connect/x${query}`,
    headers: { accept: 'application/json' },
  })
  const page = await fetch(JSON.parse(begun.text).authorization_url, { redirect: 'manual' })
  const { pathname, search } = new URL(page.headers.get('location') ?? '')
  return {
    path: pathname.replace('/api/v1', '') + search,
    headers: { cookie: begun.headers['set-cookie']?.[0]?.split(';')[0] ?? '' },
  }
}

const connectCode = async (world: FaultWorld) => {
  const back = `${world.environment.api}/_local/`
  const { path } = await consented(world, `?return_to=${encodeURIComponent(back)}`)
  const { headers } = await send(world, { path })
  return new URL(String(headers.location)).searchParams.get('connect_code')
}

const post = (world: FaultWorld, text: string) => ({ connection_id: world.connections.x, text_content: text })
/** What these words begin may go live once. */
export const often = 'Asked for again'
const oftenAsked = () => `${often} ${crypto.randomUUID()}`
const withKey = () => ({ 'idempotency-key': crypto.randomUUID() })

/** A request to every route that is answered well, made anew for each case. */
export const requests: Record<string, (world: FaultWorld) => Asking | Promise<Asking>> = {
  connect: () => ({ path: '/connections/connect/x', headers: { accept: 'application/json' } }),
  callback: (world) => consented(world),
  complete: async (world) => ({
    method: 'POST',
    path: '/connections/connect/x/complete',
    body: { connect_code: await connectCode(world) },
  }),
  'list-connections': () => ({ path: '/connections' }),
  targets: (world) => ({ path: `/connections/${world.connections.x}/targets` }),
  limits: (world) => ({ path: `/connections/${world.connections.instagram}/limits` }),
  disconnect: async (world) => ({
    method: 'DELETE',
    path: `/connections/${await world.connect('x', 'bob')}`,
  }),
  publish: (world) => ({
    method: 'POST',
    path: '/publishing/publish',
    headers: withKey(),
    body: post(world, oftenAsked()),
  }),
  schedule: (world) => ({
    method: 'POST',
    path: '/publishing/schedule',
    headers: withKey(),
    body: { ...post(world, oftenAsked()), schedule_time: tomorrow(world) },
  }),
  validate: (world) => ({ method: 'POST', path: '/publishing/validate', body: post(world, 'Good?') }),
  'job-status': async (world) => ({ path: `${await scheduled(world)}/status` }),
  'get-job': async (world) => ({ path: await scheduled(world) }),
  'list-jobs': () => ({ path: '/publishing/jobs?limit=5' }),
  change: async (world) => ({
    method: 'PATCH',
    path: await scheduled(world),
    body: { text_content: 'Other words.' },
  }),
  cancel: async (world) => ({ method: 'DELETE', path: await scheduled(world) }),
  retry: async (world) => ({ method: 'POST', path: `${await failed(world)}/retry`, body: {} }),
  'publish-social': async (world) => ({
    method: 'POST',
    path: '/publish/social',
    headers: withKey(),
    body: { assetId: await asset(world), socialAccountId: world.connections.x, caption: oftenAsked() },
  }),
  'create-asset': () => ({
    method: 'POST',
    path: '/assets',
    headers: withKey(),
    body: { mime_type: 'image/jpeg', bytes: 1000 },
  }),
  'list-assets': () => ({ path: '/assets' }),
  'get-asset': async (world) => ({ path: `/assets/${await asset(world)}` }),
  'remove-asset': async (world) => ({ method: 'DELETE', path: `/assets/${await asset(world)}` }),
  'create-webhook-endpoint': async (world) => {
    await noEndpoints(world)
    return { method: 'POST', path: endpoints, headers: withKey(), body: hook }
  },
  'list-webhook-endpoints': () => ({ path: endpoints }),
  'delete-webhook-endpoint': async (world) => ({ method: 'DELETE', path: await endpoint(world) }),
  'rotate-webhook-secret': async (world) => ({ method: 'POST', path: `${await endpoint(world)}/rotate` }),
  'test-webhook-endpoint': async (world) => ({ method: 'POST', path: `${await endpoint(world)}/test` }),
  'redeliver-event': async (world) => {
    const path = await endpoint(world)
    return { method: 'POST', path: `${path}/redeliver`, body: { event_id: await event(world) } }
  },
  'list-events': () => ({ path: '/events' }),
  'export-data': () => ({ path: '/me/data?kind=jobs' }),
  // Whoever is deleted can do nothing else meanwhile.
  'delete-data': () => ({ method: 'DELETE', path: '/me/data', as: `leaver-${crypto.randomUUID()}` }),
  deauthorize: (world) => ({
    method: 'POST',
    path: '/webhooks/instagram/deauthorize',
    form: signedByMeta(world),
  }),
  'data-deletion': (world) => ({
    method: 'POST',
    path: '/webhooks/instagram/data-deletion',
    form: signedByMeta(world),
  }),
  'network-event': toldByTikTok,
  'get-data-deletion': async (world) => {
    const form = signedByMeta(world)
    const { text } = await send(world, { method: 'POST', path: '/webhooks/instagram/data-deletion', form })
    return { path: `/data-deletions/${JSON.parse(text).confirmation_code}` }
  },
  'create-generation': () => ({
    method: 'POST',
    path: '/generations',
    headers: withKey(),
    body: { prompt: 'Hills at noon' },
  }),
  'list-generations': () => ({ path: '/generations' }),
  'get-generation': async (world) => {
    const { body } = await world.call('/generations', { body: { prompt: 'Hills at dawn' } })
    return { path: `/generations/${body.id}` }
  },
  'generation-quota': () => ({ path: '/generations/quota' }),
  hashtags: () => ({ method: 'POST', path: '/insights/x/hashtags', body: { keywords: ['coffee'] } }),
  'best-times': async (world) => {
    const at = new Date(world.environment.clock.now() - 2 * 86_400_000).toISOString()
    await world.control('x', 'history', { account: 'alice', posts: [{ at, text: 'Old', likes: 7 }] })
    return { path: `/insights/x/best-times?connection_id=${world.connections.x}` }
  },
  health: () => ({ path: '/health' }),
  openapi: () => ({ path: '/openapi.json' }),
  platforms: () => ({ path: '/platforms' }),
}

export async function send({ environment }: FaultWorld, asking: Asking): Promise<Answered> {
  return ask(`${environment.api}/api/v1${asking.path}`, {
    method: asking.method ?? 'GET',
    headers: {
      authorization: `Bearer ${await environment.token(asking.as ?? user)}`,
      ...(asking.body ? { 'content-type': 'application/json' } : {}),
      ...(asking.form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      ...asking.headers,
    },
    ...(asking.body ? { body: JSON.stringify(asking.body) } : {}),
    ...(asking.form ? { body: asking.form } : {}),
  })
}
