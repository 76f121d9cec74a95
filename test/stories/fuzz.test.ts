import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { routes } from '../../shared/api/routes.ts'
import { catalogue } from '../../shared/domain/errors.ts'
import { jpeg } from '../fixtures/media.ts'
import { assetCalls } from './asset-world.ts'
import { openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

let world: PublishingWorld
let ids: string[]
beforeAll(async () => {
  world = await openPublishingWorld()
  const x = await world.connect('alice', 'x')
  const instagram = await world.connect('alice', 'instagram')
  const { body } = await world.schedule('alice', {
    connection_id: x,
    text_content: 'Poked at',
    schedule_time: world.inMs(86_400_000),
  })
  const asset = await assetCalls(world).uploaded('alice', jpeg({ width: 300, height: 300 }))
  ids = [x, instagram, body.job_id, asset.id]
})

/** The same sequence at every run: a failure can be found again. */
function dice(seed: number) {
  let state = seed
  const roll = (sides: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * sides)
  }
  return { roll, pick: <T>(of: readonly T[]): T => of[roll(of.length)]! }
}

const oddities: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  1e308,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '💥'.repeat(50),
  'a'.repeat(5_000),
  '<script>',
  "' OR 1=1 --",
  '../../etc/passwd',
  '%00',
  '#',
  ':pk',
  '__proto__',
  'constructor',
  [],
  {},
  [[[[]]]],
  { a: { b: { c: [null, {}] } } },
  '2026-02-30T25:61:61Z',
  '2026-12-01T00:00:00Z',
  'https://127.0.0.1/',
  'https://example.com/a.jpg',
  'image/jpeg',
  'image',
  'thread',
  'carousel',
]
const fields = [
  'connection_id',
  'text_content',
  'assets',
  'platform_specific_options',
  'schedule_time',
  'confirm_not_published',
  'asset_id',
  'assetId',
  'socialAccountId',
  'caption',
  'targetId',
  'options',
  'filename',
  'bytes',
  'sha256',
  'connect_code',
  'url',
  'asset_type',
  'mime_type',
  'alt_text',
  'metadata',
  'platform_media_id',
  'post_type',
  'parts',
  'text',
  'user_tags',
  'reply_settings',
  '__proto__',
  'toString',
]
const parameters = [
  'platform',
  'status',
  'connection_id',
  'scheduled_from',
  'limit',
  'cursor',
  'state',
  'code',
  'error',
  'return_to',
  'a[b]',
]

type Dice = ReturnType<typeof dice>

const odd = ({ roll, pick }: Dice): unknown => (roll(4) === 0 ? pick(ids) : pick(oddities))

function value(die: Dice, depth: number): unknown {
  const kind = die.roll(depth > 2 ? 2 : 5)
  if (kind === 3) return Array.from({ length: die.roll(4) }, () => value(die, depth + 1))
  if (kind === 4) return record(die, depth + 1)
  return odd(die)
}

const record = (die: Dice, depth: number): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: die.roll(6) }, () => [die.pick(fields), value(die, depth)]))

/** Right in the main, so that it comes past the first check. */
const plausible = (die: Dice) => ({
  connection_id: die.pick(ids.slice(0, 2)),
  text_content: die.pick(['Poke', odd(die)]),
  ...(die.roll(2)
    ? {
        assets: [
          die.roll(2)
            ? { asset_id: die.pick(ids) }
            : { url: 'https://example.com/a.jpg', asset_type: 'image', mime_type: 'image/jpeg' },
        ],
      }
    : {}),
  ...(die.roll(2)
    ? {
        platform_specific_options: {
          post_type: die.pick(['post', 'thread', 'carousel', 'reel', 'story', odd(die)]),
          ...record(die, 1),
        },
      }
    : {}),
  ...(die.roll(3) === 0 ? { schedule_time: die.pick([world.inMs(3_600_000), odd(die)]) } : {}),
  ...(die.roll(4) === 0 ? { [die.pick(fields)]: odd(die) } : {}),
})

/** The same for one post by one asset. */
const plausibleSocial = (die: Dice) => ({
  assetId: die.roll(3) ? ids[3] : die.pick(ids),
  socialAccountId: die.pick(ids.slice(0, 2)),
  caption: die.pick(['Poke', odd(die)]),
  ...(die.roll(3) === 0 ? { [die.pick(fields)]: odd(die) } : {}),
})

const plausibleAsset = (die: Dice) => ({
  mime_type: 'image/jpeg',
  bytes: 1,
  ...(die.roll(2) ? { [die.pick(['url', 'filename', 'sha256', 'bytes'])]: odd(die) } : {}),
})

const text = (die: Dice) => {
  const one = odd(die)
  return typeof one === 'string' ? one.toWellFormed() : JSON.stringify(one)
}

/** What ends the connections comes last. */
const ending = ['disconnect', 'delete-data']
const inOrder = [...routes].sort((a, b) => ending.indexOf(a.id) - ending.indexOf(b.id))

test.each(inOrder.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s answers odd requests in the words of its contract, never with a 500',
  async (_name, route) => {
    const die = dice(routes.indexOf(route) + 1)
    for (let round = 0; round < 40; round += 1) {
      const parameter = () => encodeURIComponent(text(die)) || randomUUID()
      const path = route.path
        .replace('{id}', die.roll(3) ? die.pick(ids) : parameter())
        .replace('{platform}', die.roll(3) ? 'x' : parameter())
      const query = Array.from(
        { length: die.roll(3) },
        () => `${encodeURIComponent(die.pick(parameters))}=${encodeURIComponent(text(die))}`,
      ).join('&')
      const body = route.body
        ? die.pick([plausible(die), plausibleSocial(die), plausibleAsset(die), record(die, 0), value(die, 0)])
        : undefined
      const asked = `${path}${query ? `?${query}` : ''}`
      const answer = await world.call('alice', asked, {
        method: route.method,
        headers: { ...(die.roll(4) === 0 ? { 'if-match': '"1"', accept: 'application/json' } : {}) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const told = JSON.stringify({ asked, body, status: answer.status, text: answer.text.slice(0, 300) })
      expect(answer.status < 500, told).toBe(true)
      if (answer.status < 400 || answer.body?.message === 'Not Found') continue
      const { code } = answer.body
      expect([...route.errors, 'unauthorized', 'insufficient_scope'], told).toContain(code)
      expect(answer.status, told).toBe(catalogue[code as keyof typeof catalogue].status)
    }
  },
)

test('none of them broke anything behind its answer', () => {
  const bugs = world.environment.logs.filter((line) => /TypeError|RangeError|"status":500/.test(line))
  expect(bugs).toEqual([])
})
