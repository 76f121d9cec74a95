import { type Answered, ask } from '../fixtures/ask.ts'
import { jpeg } from '../fixtures/media.ts'
import { type FaultWorld, user } from './world.ts'

/** One request to the API, ready to be sent once or again. */
export interface Asking {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: object
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
  health: () => ({ path: '/health' }),
  openapi: () => ({ path: '/openapi.json' }),
  platforms: () => ({ path: '/platforms' }),
}

export async function send({ environment }: FaultWorld, asking: Asking): Promise<Answered> {
  return ask(`${environment.api}/api/v1${asking.path}`, {
    method: asking.method ?? 'GET',
    headers: {
      authorization: `Bearer ${await environment.token(user)}`,
      ...(asking.body ? { 'content-type': 'application/json' } : {}),
      ...asking.headers,
    },
    ...(asking.body ? { body: JSON.stringify(asking.body) } : {}),
  })
}
