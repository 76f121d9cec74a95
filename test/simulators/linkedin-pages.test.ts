import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bakery, type Member, memberScopes, openWorld, type World } from './linkedin-world.ts'

describe('the simulated LinkedIn tells of pages what the asker may know', () => {
  let linkedin: World
  let alice: Member
  beforeAll(async () => {
    linkedin = await openWorld()
  })
  beforeEach(async () => {
    linkedin.simulator.reset()
    alice = await linkedin.connect()
  })
  afterAll(() => linkedin.simulator.close())

  const acls = async (member: Member, more = '') =>
    (await member.get(`/rest/organizationAcls?q=roleAssignee${more}`, { 'x-restli-method': 'FINDER' })).body

  test('roles are listed by role and state, in pages', async () => {
    expect(await acls(alice, '&role=ADMINISTRATOR&state=APPROVED')).toMatchObject({
      paging: { start: 0, count: 10, links: [] },
      elements: [
        { organization: bakery, role: 'ADMINISTRATOR', roleAssignee: alice.urn, state: 'APPROVED' },
        { organization: 'urn:li:organization:5005002' },
      ],
    })
    expect((await acls(alice, '&start=1&count=1')).elements).toHaveLength(1)
    expect((await acls(alice, '&role=OWNER')).status).toBe(400)
    const bob = await linkedin.connect('bob')
    expect((await acls(bob, '&role=ADMINISTRATOR')).elements).toEqual([])
    expect((await acls(bob)).elements).toMatchObject([{ role: 'CONTENT_ADMINISTRATOR' }])
    await linkedin.settings({ content_admin_role: 'CONTENT_ADMIN', acl_field: 'organizationalTarget' })
    expect((await acls(bob)).elements).toMatchObject([
      { role: 'CONTENT_ADMIN', organizationalTarget: bakery },
    ])
    const narrow = await linkedin.connect('carol', memberScopes)
    expect((await acls(narrow)).message).toMatch(/organizationAcls\.FINDER-roleAssignee/)
  })

  test('accounts can be added with roles of their own', async () => {
    await linkedin.control('accounts', {
      username: 'dora',
      roles: { 5005003: 'DIRECT_SPONSORED_CONTENT_POSTER' },
    })
    const dora = await linkedin.connect('dora')
    expect((await dora.publish('x', { author: 'urn:li:organization:5005003' })).status).toBe(201)
  })

  test('a page is whole for those with a role, and its id is a number', async () => {
    expect((await alice.get('/rest/organizations/5005002')).body).toMatchObject({
      id: 5005002,
      localizedName: 'Harbor Cycles (Kiel)',
      vanityName: 'harbor-cycles',
      name: { localized: { en_US: 'Harbor Cycles (Kiel)' } },
    })
    const projected = await alice.get(
      '/rest/organizations/5005001?projection=(logoV2(original~:playableStreams))',
    )
    const logo = projected.body.logoV2['original~'].elements[0].identifiers[0].identifier
    expect((await linkedin.send('GET', logo)).headers.get('content-type')).toBe('image/svg+xml')
    const foreign = await alice.get('/rest/organizations/5005003')
    expect(foreign).toMatchObject({
      status: 403,
      body: {
        message:
          "Viewer don't have permission to the ADMIN_ONLY VisibilityReduction for urn:li:organization:5005003",
      },
    })
    expect((await alice.get('/rest/organizations/1')).status).toBe(404)
    const byName = await alice.get('/rest/organizations?q=vanityName&vanityName=coral-clinic')
    expect(byName.body.elements).toMatchObject([{ id: 5005003 }])
  })

  test('anyone may look names up, and followers are counted', async () => {
    const found = await alice.get('/rest/organizationsLookup?ids=List(5005003,9)')
    expect(found.body).toMatchObject({
      results: { 5005003: { localizedName: 'Coral Clinic' } },
      statuses: { 5005003: 200, 9: 404 },
      errors: { 9: { status: 404 } },
    })
    expect((await alice.get('/rest/organizationsLookup?ids=5005003')).status).toBe(400)
    const size = await alice.get(
      `/rest/networkSizes/${encodeURIComponent(bakery)}?edgeType=COMPANY_FOLLOWED_BY_MEMBER`,
    )
    expect(size.body).toEqual({ firstDegreeSize: 4210 })
    expect((await alice.get(`/rest/networkSizes/${bakery}`)).status).toBe(400)
  })
})
