import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Schema } from '../../client/open-api.ts'
import { refreshGrant } from '../../shared/connections/refresh-grant.ts'
import { leaseRefresh } from '../../shared/connections/refresh-lease.ts'
import { openTokens } from '../../shared/connections/sealed-tokens.ts'
import { freshToken } from '../../shared/connections/tokens.ts'
import { getConnection } from '../../shared/storage/connections.ts'
import { hurriedSettle } from '../faults/recovery.ts'
import { jpeg } from '../fixtures/media.ts'
import { tokenServices } from './connect-services.ts'
import { image, openPublishingWorld, type PublishingWorld } from './publishing-world.ts'

// Places of a connection (Pages, organizations, boards) that come and go at their network after it was connected.

const user = 'alice'
const hourMs = 3_600_000

let world: PublishingWorld
let photo = ''
beforeAll(async () => {
  world = await openPublishingWorld({ simulators: ['facebook', 'linkedin', 'pinterest'] }, hurriedSettle)
  photo = await world.put('photo.jpg', jpeg({ width: 640, height: 640 }))
})

interface Told {
  status: string
  code: string
  says: unknown
}

/** A network whose places are told, taken away and added at the network itself. */
interface Places {
  platform: string
  option: string
  /** A place that alice has, and one she does not have yet. */
  place: string
  before?(): Promise<void>
  /** Gone from the network, behind our back. */
  remove(connection: string, place: string): Promise<void>
  /** The next commit finds it gone. */
  removeAtCommit(): Promise<void>
  /** @returns the id of a place that alice has from now on */
  add(connection: string): Promise<string>
  /** What the owner is told. */
  gone: Told
  goneAtCommit?: Told
}

const tokens = async (connection: string) => {
  const services = tokenServices(world.environment)
  const stored = (await getConnection(services.table, user, connection))!
  return freshToken(services, stored, services.now())
}
const at = (platform: string, path: string) => `${world.environment.simulators[platform]!.url}${path}`
const must = async (response: Response): Promise<Response> => {
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
  return response
}

const facebook: Places = {
  platform: 'facebook',
  option: 'page_id',
  place: '104500000000101',
  before: () => world.control('facebook', 'settings', { consent_pages: '104500000000101' }),
  async remove(connection, place) {
    const { targetTokens } = await tokens(connection)
    await world.control('facebook', 'faults', { route: 'GET /:page', kind: 'delete_page' })
    await fetch(at('facebook', `/${place}?fields=id&access_token=${targetTokens[place]}`))
  },
  removeAtCommit: () =>
    world.control('facebook', 'faults', { route: 'POST /:page/feed', kind: 'delete_page' }),
  async add() {
    await world.control('facebook', 'settings', { consent_pages: '' })
    const begun = await world.call(user, '/connections/connect/facebook', {
      headers: { accept: 'application/json' },
    })
    // She ticks another Page in the dialog, and closes the window before it comes back to us.
    await fetch(begun.body.authorization_url, { redirect: 'manual' })
    return '104500000000102'
  },
  gone: {
    status: 'Failed',
    code: 'insufficient_permissions',
    says: 'This Page is gone, or the connection may no longer use it. Connect again or name another Page.',
  },
  // Facebook says the same of things that are there.
  goneAtCommit: {
    status: 'Unknown',
    code: 'outcome_unknown',
    says: 'Facebook did not let us find out whether the post is live. Look before you send it again.',
  },
}

const linkedin: Places = {
  platform: 'linkedin',
  option: 'company_urn',
  place: 'urn:li:organization:5005001',
  async remove(connection) {
    const { accessToken } = await tokens(connection)
    await world.control('linkedin', 'faults', { route: 'GET /rest/organizationAcls', kind: 'role_lost' })
    await must(
      await fetch(at('linkedin', '/rest/organizationAcls?q=roleAssignee'), {
        headers: {
          authorization: `Bearer ${accessToken}`,
          'linkedin-version': '202609',
          'x-restli-protocol-version': '2.0.0',
          'x-restli-method': 'FINDER',
        },
      }),
    )
  },
  removeAtCommit: () => world.control('linkedin', 'faults', { route: 'POST /rest/posts', kind: 'role_lost' }),
  async add() {
    await world.control('linkedin', 'faults', {
      route: 'GET /rest/organizationAcls',
      kind: 'role_gained',
      organization: 5005003,
    })
    return 'urn:li:organization:5005003'
  },
  gone: {
    status: 'Failed',
    code: 'insufficient_permissions',
    says: 'LinkedIn does not let this connection do that: a role at the organization or a right was lost.',
  },
}

const pinterest: Places = {
  platform: 'pinterest',
  option: 'board_id',
  place: '512636375000000201',
  async remove(connection, place) {
    const { accessToken } = await tokens(connection)
    await must(
      await fetch(at('pinterest', `/v5/boards/${place}`), {
        method: 'DELETE',
        headers: { authorization: `Bearer ${accessToken}` },
      }),
    )
  },
  removeAtCommit: () =>
    world.control('pinterest', 'faults', {
      route: 'POST /v5/pins',
      kind: 'status',
      status: 404,
      body: { code: 40, message: 'Board not found.' },
    }),
  async add(connection) {
    const { accessToken } = await tokens(connection)
    const made = await must(
      await fetch(at('pinterest', '/v5/boards'), {
        method: 'POST',
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Made meanwhile' }),
      }),
    )
    return ((await made.json()) as { id: string }).id
  },
  gone: {
    status: 'Failed',
    code: 'publishing_failed',
    says: 'The board is gone at Pinterest, or is not the account’s; choose another.',
  },
}

describe.each([facebook, linkedin, pinterest])('$platform', (network) => {
  const { platform, option, place, gone } = network
  let connection = ''
  beforeEach(async () => {
    await world.control(platform, 'reset', {})
    await network.before?.()
    connection = await world.connect(user, platform)
  })
  const post = (target: string) => ({
    connection_id: connection,
    text_content: `Morning ${randomUUID()}`,
    assets: platform === 'pinterest' ? [image(photo)] : [],
    platform_specific_options: { [option]: target },
  })
  const targets = async () =>
    ((await world.call(user, `/connections/${connection}/targets`)).body as { id: string }[]).map(
      ({ id }) => id,
    )

  const told = (job: Schema<'PublishJobResponse'>) => {
    const { status, error_code, error_message } = job
    return { status, code: error_code, says: error_message }
  }

  test('a post to a place that is gone fails, and says what to do', async () => {
    await network.remove(connection, place)
    expect(told(await world.published(user, post(place)))).toEqual(gone)
  })

  test('a post whose place goes at the last moment says so', async () => {
    await network.removeAtCommit()
    expect(told(await world.published(user, post(place)))).toEqual(network.goneAtCommit ?? gone)
  })

  test('a place that is gone is no target any more; what was scheduled to it fails in words', async () => {
    const accepted = await world.schedule(user, { ...post(place), schedule_time: world.inMs(hourMs) })
    expect(accepted.status).toBe(202)
    await network.remove(connection, place)
    expect(await targets()).not.toContain(place)
    const { status, body } = await world.publish(user, post(place))
    expect([status, body.violations]).toEqual([
      400,
      [
        {
          path: `platform_specific_options.${option}`,
          rule: 'unknown_target',
          message: `This connection has no ${option} ${place}; if it is new, ask for the targets again.`,
        },
      ],
    ])
    await world.environment.tick(hourMs - 10 * 60_000)
    expect(told(await world.end(user, accepted.body.job_id))).toEqual(gone)
  })

  test('a new place can be posted to once the targets were asked for', async () => {
    const added = await network.add(connection)
    const { body } = await world.publish(user, post(added))
    expect(body.violations).toEqual([expect.objectContaining({ rule: 'unknown_target' })])
    expect(await targets()).toContain(added)
    expect((await world.published(user, post(added))).status).toBe('Published')
  })
})

test('places that are read while a token is being renewed do not cost the renewed one', async () => {
  await world.control('pinterest', 'reset', {})
  const services = tokenServices(world.environment)
  const id = await world.connect(user, 'pinterest')
  const known = (await getConnection(services.table, user, id))!
  const owner = randomUUID()
  const { connection } = await leaseRefresh(services, { connection: known, owner }, () => true)
  expect((await world.call(user, `/connections/${id}/targets`)).status).toBe(200)
  const renewed = await refreshGrant(services, { connection, owner }, { tokenRefused: false })
  const { access_token } = await openTokens(services, known)
  expect((await openTokens(services, renewed)).access_token).not.toBe(access_token)
})
