import { beforeAll, beforeEach, expect, test } from 'vitest'
import { freshToken } from '../../shared/connections/tokens.ts'
import { getConnection } from '../../shared/storage/connections.ts'
import { hurriedSettle } from '../faults/recovery.ts'
import { jpeg } from '../fixtures/media.ts'
import { tokenServices } from './connect-services.ts'
import { image, openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

// The owner loses the role on a Page between connecting it and the time of a post: the Page's own token is gone.

const user = 'alice'
const page = '104500000000101'
const hourMs = 3_600_000
const gone = 'This Page is gone, or the connection may no longer use it. Connect again or name another Page.'

let world: PublishingWorld
let photo = ''
let connection = ''
beforeAll(async () => {
  world = await openPublishingWorld({ simulators: ['facebook'] }, hurriedSettle)
  photo = await world.put('photo.jpg', jpeg({ width: 640, height: 640 }))
})
beforeEach(async () => {
  await world.control('facebook', 'reset', {})
  connection = await world.connect(user, 'facebook')
})

async function loseRole(): Promise<void> {
  const services = tokenServices(world.environment)
  const stored = (await getConnection(services.table, user, connection))!
  const { targetTokens } = await freshToken(services, stored, services.now())
  await world.control('facebook', 'faults', { route: 'GET /:page', kind: 'role_lost' })
  const url = world.environment.simulators.facebook!.url
  await fetch(`${url}/${page}?fields=id&access_token=${targetTokens[page]}`)
}

const post = (files: string[] = []) => ({
  connection_id: connection,
  text_content: 'Morning over the hills',
  assets: files.map((url) => image(url)),
  platform_specific_options: { page_id: page },
})

const toPage = async () =>
  ((await world.control('facebook', 'requests')) as { route: string }[])
    .map(({ route }) => route)
    .filter((route) => /\/:page\b/.test(route))

test.each([
  ['a text', (): string[] => []],
  ['a photo', () => [photo]],
])('%s fails in words, and nothing is asked of the Page in the name of its owner', async (_what, files) => {
  const body = { ...post(files()), schedule_time: world.inMs(hourMs) }
  const accepted = await world.schedule(user, body)
  expect(accepted.status).toBe(202)
  await world.settle()
  await loseRole()
  await world.call(user, `/connections/${connection}/targets`)
  const before = await toPage()
  await world.environment.tick(hourMs - 10 * 60_000)
  const job = await world.end(user, accepted.body.job_id)
  expect(job).toMatchObject({
    status: 'Failed',
    error_code: 'insufficient_permissions',
    error_message: gone,
    attempts: 0,
  })
  expect(await toPage()).toEqual(before)
})

test('a token that is still there and refused fails as a lost role', async () => {
  await loseRole()
  expect(await world.published(user, post())).toMatchObject({
    status: 'Failed',
    error_code: 'insufficient_permissions',
    attempts: 0,
  })
})

test('what was sent before is looked up no more: whether it is live stays unknown', async () => {
  await world.control('facebook', 'faults', { route: 'POST /:page/feed', kind: 'drop_after' })
  const accepted = await world.publish(user, post())
  await world.settle()
  await loseRole()
  await world.call(user, `/connections/${connection}/targets`)
  const before = await toPage()
  expect(await world.end(user, accepted.body.job_id)).toMatchObject({
    status: 'Unknown',
    error_code: 'outcome_unknown',
  })
  expect(await toPage()).toEqual(before)
})
