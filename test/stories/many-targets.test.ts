import { beforeAll, expect, test } from 'vitest'
import { freshToken } from '../../shared/connections/tokens.ts'
import { getConnection } from '../../shared/storage/connections.ts'
import { jpeg } from '../fixtures/media.ts'
import { tokenServices } from './connect-services.ts'
import { image, openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

const user = 'alice'
/** As many as Pinterest gives an account, by names as long as it takes and as heavy as letters are. */
const boards = 2_000
const name = (n: number) => `${'🌿'.repeat(45)} ${n}`

let world: PublishingWorld
let connection = ''
let newest = ''
beforeAll(async () => {
  world = await openPublishingWorld({ simulators: ['pinterest'] })
  await world.control('pinterest', 'settings', { rate_limits: false })
  connection = await world.connect(user, 'pinterest')
  const services = tokenServices(world.environment)
  const stored = (await getConnection(services.table, user, connection))!
  const { accessToken } = await freshToken(services, stored, services.now())
  const create = async (n: number) => {
    const made = await fetch(`${world.environment.simulators.pinterest!.url}/v5/boards`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: name(n) }),
    })
    return ((await made.json()) as { id: string }).id
  }
  for (let n = 1; n < boards; n += 40)
    await Promise.all(Array.from({ length: 40 }, (_, more) => create(n + more)))
  newest = await create(0)
}, 180_000)

const post = async (board_id?: string) => ({
  connection_id: connection,
  assets: [image(await world.put('photo.jpg', jpeg({ width: 640, height: 640 })))],
  ...(board_id ? { platform_specific_options: { board_id } } : {}),
})

test('an account with 2,000 boards tells them all, by their names', async () => {
  const { status, body } = await world.call(user, `/connections/${connection}/targets`)
  expect(status).toBe(200)
  expect(body).toHaveLength(boards + 3)
  expect(body).toContainEqual({ id: newest, name: name(0), kind: 'board', default: false, posting: null })
})

test('it publishes to any of them', async () => {
  expect((await world.published(user, await post(newest))).status).toBe('Published')
})

test('it connects anew, and publishes', async () => {
  await world.call(user, `/connections/${connection}`, { method: 'DELETE' })
  connection = await world.connect(user, 'pinterest')
  expect((await world.published(user, await post(newest))).status).toBe('Published')
})

test('a post that names none is told a few of them', async () => {
  const { status, body } = await world.publish(user, await post())
  expect([status, body.violations[0].rule]).toEqual([400, 'target_required'])
  expect(body.violations[0].message).toMatch(/^Name one of .+ and 1993 more; the targets of the connection/)
})
